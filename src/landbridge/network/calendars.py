"""Calendars: shifts in local time, less public holidays, become rate maps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from landbridge.network.clock import Clock
from landbridge.network.public_holidays import Holidays, announced
from landbridge.network.rates import FULL, Steps, of_spans
from landbridge.tables.case import Case

_NONE = Holidays(frozenset(), {})


class Calendars:
    """The case's calendars, as maps in any time zone."""

    def __init__(self, case: Case, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[str, list[Mapping[str, Any]]] = {}
        for row in case.tables["calendars"].iter_rows(named=True):
            self._rows.setdefault(row["calendar"], []).append(row)
        self._maps: dict[tuple[str, str, bool, int], Steps] = {}

    @property
    def always(self) -> Steps:
        """The map that never rests, from the warm-up's beginning."""
        return ((-self._clock.warm_up_ms, FULL),)

    def steps(self, calendar: str, zone: str, *, overtime: bool = True, server: int = 1) -> Steps:
        """The rate map of a calendar in a time zone.

        Parameters
        ----------
        calendar, zone
            Which, and where.
        overtime
            Whether its overtime shifts count (docs/simulation.md, W7).
        server
            The server whose map it is, from 1: shifts staffed by fewer do not count.
        """
        key = (calendar, zone, overtime, server)
        if key not in self._maps:
            rows = [row for row in self._rows.get(calendar, []) if overtime or not row["overtime"]]
            self._maps[key] = self._lay_out([row for row in rows if (row["staff"] or server) >= server], zone)
        return self._maps[key]

    def _lay_out(self, rows: list[Mapping[str, Any]], zone: str) -> Steps:
        # two days early: west of home it is still the day before, and a night shift of the day before that may reach in
        first, last = self._clock.first_day - timedelta(days=2), self._clock.last_planned_day
        days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        spans = []
        for row in rows:
            free = announced(row["holidays"], first.year, last.year) if row["holidays"] else _NONE
            begins, ends = row["valid_from"] or date.min, row["valid_to"] or date.max
            minutes = row["ends"] + (24 * 60 if row["ends"] <= row["starts"] else 0)
            spans += [
                (self._clock.minute_ms(day, row["starts"], zone), self._clock.minute_ms(day, minutes, zone))
                for day in days
                if begins <= day < ends and day not in free.free and free.weekday(day) in row["weekdays"]
            ]
        planned_to = self._clock.midnight_ms(last + timedelta(days=1), zone)
        return of_spans(spans, -self._clock.warm_up_ms, planned_to)
