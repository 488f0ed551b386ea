"""Calendars: shifts in local time, less public holidays, become rate maps."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import holidays

from landbridge.network.clock import Clock
from landbridge.network.rates import FULL, Steps, of_spans
from landbridge.tables.case import Case


@functools.cache
def free_days(country: str, first_year: int, last_year: int) -> frozenset[date]:
    """The public holidays of a country, with the moved days off that its government announced."""
    try:
        return frozenset(holidays.country_holidays(country, years=range(first_year, last_year + 1)))
    except NotImplementedError:
        return frozenset()


class Calendars:
    """The case's calendars, as maps in any time zone."""

    def __init__(self, case: Case, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[str, list[Mapping[str, Any]]] = {}
        for row in case.tables["calendars"].iter_rows(named=True):
            self._rows.setdefault(row["calendar"], []).append(row)
        self._maps: dict[tuple[str, str], Steps] = {}

    @property
    def always(self) -> Steps:
        """The map that never rests, from the warm-up's beginning."""
        return ((-self._clock.warm_up_ms, FULL),)

    def steps(self, calendar: str, zone: str) -> Steps:
        """The rate map of a calendar in a time zone."""
        if (calendar, zone) not in self._maps:
            self._maps[calendar, zone] = self._lay_out(calendar, zone)
        return self._maps[calendar, zone]

    def _lay_out(self, calendar: str, zone: str) -> Steps:
        # from a day early: a night shift reaches into the first day
        first, last = self._clock.first_day - timedelta(days=1), self._clock.last_planned_day
        spans = []
        for row in self._rows.get(calendar, []):
            free = free_days(row["holidays"], first.year, last.year) if row["holidays"] else frozenset()
            begins, ends = row["valid_from"] or date.min, row["valid_to"] or date.max
            minutes = row["ends"] + (24 * 60 if row["ends"] <= row["starts"] else 0)
            day = first
            while day <= last:
                if begins <= day < ends and day.isoweekday() in row["weekdays"] and day not in free:
                    spans.append((self._minute(day, row["starts"], zone), self._minute(day, minutes, zone)))
                day += timedelta(days=1)
        planned_to = self._clock.midnight_ms(last + timedelta(days=1), zone)
        return of_spans(spans, -self._clock.warm_up_ms, planned_to)

    def _minute(self, day: date, minute: int, zone: str) -> int:
        days, rest = divmod(minute, 24 * 60)
        return self._clock.ms(datetime.combine(day + timedelta(days=days), datetime.min.time()), zone) + rest * 60_000

