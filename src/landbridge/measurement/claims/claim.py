"""A claim: one statement, as a row of the case's claims says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from landbridge.measurement.months import Period


@dataclass(frozen=True)
class Member:
    """Something that a statement says is there: a maker, a kind of site, a segment of the chain or a site."""

    attribute: str
    value: str
    place: str | None


@dataclass(frozen=True)
class Claim:
    """One statement to be tested."""

    name: str
    statement_en: str
    statement_zh: str
    indicator: str
    powertrain: str
    place: str | None
    reference_place: str | None
    starts: date | None
    ends: date | None
    reference: Period | None
    basis: str | None
    comparator: str
    value_en: float | None
    value_zh: float | None
    unit: str
    kind: str
    tolerance_percent: float
    members: tuple[Member, ...]
    stated_in: frozenset[str]
    mode: str | None = None

    @property
    def value(self) -> float | None:
        """The figure; the English text's where the two differ."""
        return self.value_zh if self.value_en is None else self.value_en

    @property
    def period(self) -> Period | None:
        """Its days, where both ends are known."""
        return _period(self.starts, self.ends)

    def agrees(self, stated: float, known: float) -> bool:
        """Whether a figure is the known one, within the tolerance."""
        return abs(stated - known) <= self.tolerance_percent / 100 * abs(known)


def read_claims(frame: pl.DataFrame) -> tuple[Claim, ...]:
    """The rows of the table ``claims``, sorted by name."""
    return tuple(
        Claim(
            name=row["claim"],
            statement_en=row["statement_en"] or "",
            statement_zh=row["statement_zh"] or "",
            indicator=row["indicator"],
            powertrain=row["powertrain"] or "all",
            place=row["place"],
            reference_place=row["reference_place"],
            starts=row["period_start"],
            ends=row["period_end"],
            reference=_period(row["reference_start"], row["reference_end"]),
            basis=None if row["basis"] == "unstated" else row["basis"],
            comparator=row["comparator"] or "equal",
            value_en=row["value_en"],
            value_zh=row["value_zh"],
            unit=row["unit"] or "",
            kind=row["kind"],
            tolerance_percent=1.0 if row["tolerance_percent"] is None else row["tolerance_percent"],
            members=tuple(_member(text) for text in (row["members"] or "").split(";") if text.strip()),
            stated_in=frozenset(row["stated_in"] or ()),
            mode=row["mode"],
        )
        for row in frame.sort("claim").iter_rows(named=True)
    )


def _member(text: str) -> Member:
    """Read ``maker=BYD`` or ``kind=battery_plant@luoyang``.

    Examples
    --------
    >>> _member("kind=battery_plant@luoyang")
    Member(attribute='kind', value='battery_plant', place='luoyang')
    """
    named, _, place = text.strip().partition("@")
    attribute, _, value = named.partition("=")
    return Member(attribute.strip(), value.strip(), place.strip() or None)


def _period(first: date | None, last: date | None) -> Period | None:
    return None if first is None or last is None else Period(first, last)
