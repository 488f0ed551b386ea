"""Known: the published figures of one series, month by month and as running totals, each hole and quarrel marked."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from landbridge.measurement.bases import LEVELS
from landbridge.measurement.facts import Fact, Subject
from landbridge.measurement.indicators.declared import declared_indicators
from landbridge.measurement.months import Period


@dataclass(frozen=True)
class Key:
    """What a series is about."""

    figure: str
    subject: Subject
    powertrain: str
    basis: str


@dataclass(frozen=True)
class Level:
    """A published or summed figure, or why there is none."""

    value: float | None
    mark: str | None = None


class Series:
    """What was published of one thing on one basis.

    Notes
    -----
    A running total is the published one, else the sum of the year's months (January and February may be one figure);
    with a month missing there is none. Figures for the same days that differ, or stand in different units, are none.
    """

    def __init__(self, facts: Iterable[Fact], unit: str) -> None:
        stated: dict[Period, list[Fact]] = {}
        for fact in facts:
            period = fact.dated()
            if period is not None:
                stated.setdefault(period, []).append(fact)
        self._levels = {period: _level(found, unit) for period, found in stated.items()}
        self._contradicted = {year for year in {p.last.year for p in stated} if self._falls(year)}

    def at(self, period: Period) -> Level | None:
        """The figure of exactly these days; None where there is nothing to say about them."""
        if period in self._levels:
            return self._levels[period]
        if (period.first.month, period.first.day) != (1, 1) or period.first.year != period.last.year:
            return None
        return self._sum(period)

    def periods(self, cumulative: bool, combined: bool) -> list[Period]:
        """The periods to tell of, in order: those with a figure, and the holes between them."""
        ends = sorted((p.last.year, p.last.month) for p in self._levels if _is_reported(p))
        if not ends:
            return []
        if cumulative:
            months = [(year, month) for year, month in ends if not (combined and month == 1)]
            return [_span(year, 1, month) for year, month in sorted(set(months))]
        singles = sorted((p.last.year, p.last.month) for p in self._levels if _is_reported(p) and _months(p) <= 2)
        found: list[Period] = []
        for year, month in _between(singles):
            early = _span(year, 1, 2)
            together = month <= 2 and (
                combined or (early in self._levels and _span(year, month, month) not in self._levels)
            )
            period = early if together else _span(year, month, month)
            if period not in found:
                found.append(period)
        return found

    def base(self, period: Period) -> Level | None:
        """The figure as the base of a growth: none where the running totals of its year contradict each other."""
        found = self.at(period)
        if found is not None and found.value is not None and period.last.year in self._contradicted:
            return Level(None, "base_contradicted")
        return found

    def told(self, period: Period) -> Level:
        """The figure of a period of :meth:`periods`."""
        found = self.at(period)
        if found is not None:
            return found
        return Level(None, {1: "not_published", 2: "one_of_two_months"}.get(_months(period), "month_missing"))

    def _falls(self, year: int) -> bool:
        """Whether a running total of the year is below an earlier one."""
        totals = sorted(
            (period.last, level.value)
            for period, level in self._levels.items()
            if period.first == date(year, 1, 1) and period.last.year == year and level.value is not None
        )
        return any(later < earlier for (_, earlier), (_, later) in pairwise(totals))

    def _sum(self, period: Period) -> Level | None:
        """The year's months so far, where the first and the last are known."""
        year, last = period.last.year, period.last.month
        if _span(year, 1, last) != period or last == 1:
            return None
        early = _span(year, 1, 2)
        first = [early] if early in self._levels else [_span(year, 1, 1), _span(year, 2, 2)]
        parts = [*first, *(_span(year, month, month) for month in range(3, last + 1))]
        levels = [self._levels.get(part) for part in parts]
        if not any(levels):
            return None
        if last == 2 and None in levels:
            return Level(None, "one_of_two_months")
        mark = next((level.mark for level in levels if level is not None and level.mark), None)
        values = [level.value for level in levels if level is not None and level.value is not None]
        if mark or len(values) < len(parts):
            return Level(None, mark or "month_missing")
        return Level(sum(values))


def read_series(facts: Mapping[str, Fact]) -> dict[Key, Series]:
    """Every series that the sound point facts of a case state."""
    found: dict[Key, list[Fact]] = {}
    for fact in facts.values():
        figure = next((f for f, indicators in LEVELS.items() if fact.indicator in indicators), None)
        if figure is None or fact.subject is None or fact.basis is None or fact.point is None or fact.flawed:
            continue
        found.setdefault(Key(figure, fact.subject, fact.powertrain, fact.basis), []).append(fact)
    return {key: Series(of, declared_indicators()[key.figure].unit) for key, of in found.items()}


def _level(facts: list[Fact], unit: str) -> Level:
    if {fact.unit for fact in facts} != {unit}:
        return Level(None, "units_mixed")
    values = {fact.low for fact in facts}
    return Level(values.pop()) if len(values) == 1 else Level(None, "duplicates_differ")


def _is_reported(period: Period) -> bool:
    """Whether it is a month, January and February, or a running total of a year."""
    whole = _span(period.first.year, period.first.month, period.last.month)
    return period == whole and (_months(period) == 1 or period.first.month == 1)


def _months(period: Period) -> int:
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def _span(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _between(months: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every month from the first to the last."""
    if not months:
        return []
    first, last = (year * 12 + month - 1 for year, month in (months[0], months[-1]))
    return [(number // 12, number % 12 + 1) for number in range(first, last + 1)]
