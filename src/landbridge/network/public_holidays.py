"""Public holidays: the days a country rests, and the rest days on which it works instead."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holidays:
    """What a country's government announced for some years.

    Parameters
    ----------
    free
        Days off: the holidays, the days off moved to join them, and the rest days that lie between two of them.
    worked
        Rest days worked in exchange for a moved day off, each with the ordinary weekday (1 = Monday) it is worked as:
        that of the last working day of the week before it.
    """

    free: frozenset[date]
    worked: Mapping[date, int]

    def weekday(self, day: date) -> int:
        """The weekday the day is worked as, 1 = Monday."""
        return self.worked.get(day) or day.isoweekday()


@functools.cache
def announced(country: str, first_year: int, last_year: int) -> Holidays:
    """The public holidays of a country (ISO 3166-1 alpha-2); none where it is not known.

    Examples
    --------
    >>> spring_festival = announced("CN", 2024, 2024)
    >>> date(2024, 2, 16) in spring_festival.free, spring_festival.worked[date(2024, 2, 18)]
    (True, 5)
    """
    try:
        known = holidays.country_holidays(country, years=range(first_year, last_year + 1))
    except NotImplementedError:
        return Holidays(frozenset(), {})
    worked = {
        day: _weekday_before(day, known.weekend)
        for day in known.weekend_workdays
        if first_year <= day.year <= last_year
    }
    free = set(known) - worked.keys()
    for day in sorted(free):
        between = list(_rest_days_after(day, known.weekend, free, worked))
        if between and between[-1] + _DAY in free:
            free.update(between)
    return Holidays(frozenset(free), worked)


def _weekday_before(day: date, weekend: set[int]) -> int:
    while day.weekday() in weekend:
        day -= _DAY
    return day.isoweekday()


def _rest_days_after(day: date, weekend: set[int], free: set[date], worked: Mapping[date, int]) -> Iterator[date]:
    day += _DAY
    while day.weekday() in weekend and day not in free and day not in worked:
        yield day
        day += _DAY
