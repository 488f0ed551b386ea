"""The marks that a year's running total may pass: those that somebody named, and the next round one."""

from __future__ import annotations

from itertools import count

from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.path import Crossing, Interval, Path, day_within
from landbridge.measurement.outlook.series import Library, Series


def crossings(library: Library, series: Series, path: Path, known: float, total: Interval) -> tuple[Crossing, ...]:
    """The day of each mark: passed already, or to be passed.

    Parameters
    ----------
    known
        The year's total so far.
    total
        The whole year's.
    """
    year = path.first.year
    named = {
        fact.point
        for fact in library.facts.values()
        if fact.indicator == f"{series.scope.indicator}_cumulative"
        and (fact.powertrain, fact.place, fact.unit) == (series.scope.powertrain, series.scope.place, series.scope.unit)
        and series.scope.site is None
        and fact.point is not None
        and fact.starts == Month(year, 1).first
    }
    ahead = _round_mark_above(known if known > 0 else total.point / 2.5)
    if ahead <= (total.high95 or total.point):
        named.add(ahead)
    return tuple(crossing(series, path, known, mark) for mark in sorted(named) if mark is not None)


def crossing(series: Series, path: Path, known: float, mark: float) -> Crossing:
    """The day on which the running total passes one mark."""
    former = 0.0
    for span in series.known_from(Month(path.first.year, 1)):
        if former + span.value >= mark and span.months == 1:
            return Crossing(mark, True, day_within(span.first, former, former + span.value, mark))
        former += span.value
    return path.crossing(known, mark) if mark > known else Crossing(mark, True, None)


def _round_mark_above(known: float) -> float:
    """The next of 1, 2 and 5 times a power of ten.

    Examples
    --------
    >>> _round_mark_above(361_700), _round_mark_above(9_773_000)
    (500000.0, 10000000.0)
    """
    for power in count(0):
        for factor in (1, 2, 5):
            mark = factor * 10.0**power
            if mark > known:
                return mark
    raise AssertionError
