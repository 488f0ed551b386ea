"""Bases: on which statistical basis the model speaks, and the published base of a growth rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from landbridge.measurement.ancestry import Ancestry, Scope
from landbridge.measurement.facts import Fact, Subject, usual_units
from landbridge.measurement.months import Period

_INPUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "output": ("schedule", "lines"),
        "exports": ("schedule", "demand", "flows"),
        "trains": ("timetables", "departures"),
        "transit": ("lanes", "terminals", "timetables"),
        "firms": ("sites",),
    }
)
LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "output": ("output", "output_cumulative"),
        "export_units": ("export_units",),
        "export_value": ("export_value",),
    }
)
"""The figures that growth is computed of, and the indicators that state them."""


@dataclass(frozen=True)
class Base:
    """The published figure of a year before.

    Parameters
    ----------
    value
        The figure.
    facts
        Those that state it.
    sound
        False if facts of its basis contradict each other: a longer period has the smaller figure.
    """

    value: float
    facts: frozenset[str]
    sound: bool


class Bases:
    """On which basis the model speaks about a place or site, family by family.

    Notes
    -----
    The model has no basis of its own. It speaks on that of the facts about the place on which its inputs rest; a
    figure of another place is on that place's basis, and never lends its own.
    """

    def __init__(self, facts: Mapping[str, Fact], ancestry: Ancestry) -> None:
        self._spoken: dict[tuple[str, Subject], frozenset[str]] = {}
        self._stated: dict[tuple[str, Subject], frozenset[str]] = {}
        for family, tables in _INPUTS.items():
            for name in ancestry.rests_on(Scope(frozenset(tables))):
                fact = facts.get(name)
                if fact is not None and fact.family == family and fact.basis is not None and fact.subject is not None:
                    key = (family, fact.subject)
                    self._spoken[key] = self._spoken.get(key, frozenset()) | {fact.basis}
                    for level in (f for f, indicators in LEVELS.items() if fact.indicator in indicators):
                        key = (level, fact.subject)
                        self._stated[key] = self._stated.get(key, frozenset()) | {fact.basis}
        self._series: dict[tuple[str, Subject, str, str], list[Fact]] = {}
        self._periods: dict[tuple[str, Subject, str], dict[Period, set[str]]] = {}
        units = usual_units(facts.values())
        for fact in facts.values():
            figure = next((f for f, indicators in LEVELS.items() if fact.indicator in indicators), None)
            usable = (
                figure and fact.subject and fact.basis and fact.point is not None and fact.dated() and not fact.flawed
            )
            usable = usable and fact.unit == units[fact.indicator]
            if usable and figure and fact.subject and fact.basis and fact.starts and fact.ends:
                self._series.setdefault((figure, fact.subject, fact.powertrain, fact.basis), []).append(fact)
                periods = self._periods.setdefault((figure, fact.subject, fact.powertrain), {})
                periods.setdefault(Period(fact.starts, fact.ends), set()).add(fact.basis)

    def spoken(self, family: str, subject: Subject) -> frozenset[str]:
        """Every basis on which the model's inputs about the subject rest."""
        return self._spoken.get((family, subject), frozenset())

    def one(self, family: str, subject: Subject) -> str | None:
        """The one basis on which the model speaks about the subject; None if there is none or more than one."""
        spoken = self.spoken(family, subject)
        return next(iter(spoken)) if len(spoken) == 1 else None

    def base(self, figure: str, subject: Subject, powertrain: str, basis: str, period: Period) -> Base | None:
        """The figure published on the basis for the same days of the year before; None if none or several were.

        Parameters
        ----------
        figure
            `output`, `export_units` or `export_value`.
        """
        wanted = period.year_before()
        series = self._series.get((figure, subject, powertrain, basis), [])
        found = [fact for fact in series if fact.dated() == wanted]
        if len({fact.low for fact in found}) != 1:
            return None
        of_year = sorted(
            (f.ends, f.low) for f in series if f.starts == wanted.first and f.ends and f.ends.year == wanted.first.year
        )
        sound = all(later >= earlier for (_, earlier), (_, later) in pairwise(of_year))
        return Base(found[0].low, frozenset(fact.name for fact in found), sound)

    def stated(self, figure: str, subject: Subject) -> frozenset[str]:
        """Every basis on which a figure about the subject was published that the model's inputs rest on.

        Notes
        -----
        Narrower than `spoken`: exports in vehicles may rest on an association's count and their value on customs'.
        """
        return self._stated.get((figure, subject), frozenset())

    def published(self, figure: str, subject: Subject, powertrain: str, period: Period) -> frozenset[str]:
        """Every basis on which a figure was published for just these days."""
        return frozenset(self._periods.get((figure, subject, powertrain), {}).get(period, ()))

    def knows(self, figure: str, subject: Subject, powertrain: str) -> bool:
        """Whether a figure about the subject was published at all, for any days and on any basis."""
        return (figure, subject, powertrain) in self._periods
