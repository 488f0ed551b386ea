"""A scope: what a series counts, where, and on which basis."""

from __future__ import annotations

from dataclasses import dataclass

ADDITIVE = frozenset(
    {
        "output",
        "output_value",
        "sales",
        "export_units",
        "export_value",
        "import_units",
        "import_value",
        "trade_value",
        "trains",
        "teu",
    }
)
_FAMILY = {"output_cumulative": "output"}


def family_of(indicator: str) -> str | None:
    """The indicator whose periods add up to longer ones; None where they do not.

    Examples
    --------
    >>> family_of("output_cumulative"), family_of("output_yoy")
    ('output', None)
    """
    found = _FAMILY.get(indicator, indicator)
    return found if found in ADDITIVE else None


@dataclass(frozen=True)
class Scope:
    """What one series counts; `site` is None for a figure of a place, whose place it is otherwise."""

    indicator: str
    powertrain: str
    place: str
    site: str | None
    basis: str | None
    unit: str

    @property
    def subject(self) -> str:
        """The site, else the place."""
        return self.site or self.place

    @property
    def measures(self) -> tuple[str, str, str]:
        """What is counted, wherever and by whomever: parts and wholes agree in it."""
        return (self.indicator, self.powertrain, self.unit)

    @property
    def order(self) -> tuple[str, str, str, str, str]:
        """How series are listed."""
        return (self.indicator, self.powertrain, self.place, self.site or "", self.basis or "")
