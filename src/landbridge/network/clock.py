"""The case's time axis: milliseconds since local midnight of its first day, and the periods on it."""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

MS_PER_DAY = 86_400_000
MS_PER_HOUR = 3_600_000
WARM_UP = "warm-up"
_RUNOUT = timedelta(days=60)
_MS = timedelta(milliseconds=1)
_MINUTE = timedelta(minutes=1)
_TWO_DAYS = timedelta(days=2)


@dataclass(frozen=True)
class Clock:
    """Local wall time to milliseconds since the case's start, and back.

    Parameters
    ----------
    zone
        IANA time zone of the case's home.
    start, end
        First and last local day of the horizon.
    warm_up_d
        Days simulated before the start.
    """

    zone: str
    start: date
    end: date
    warm_up_d: int

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Clock:
        """The clock of a network's settings."""
        start, end = (date.fromisoformat(settings[key]) for key in ("start", "end"))
        return cls(settings["time_zone"], start, end, round(settings["warm_up_ms"] / MS_PER_DAY))

    @functools.cached_property
    def _origin(self) -> datetime:
        return _utc(datetime.combine(self.start, time.min), self.zone)

    def ms(self, local: datetime, zone: str | None = None) -> int:
        """Milliseconds since the start of a local wall time; in the gap of a clock change, as if it had not changed."""
        return (_utc(local, zone or self.zone) - self._origin) // _MS

    def midnight_ms(self, day: date, zone: str | None = None) -> int:
        """Milliseconds since the start of a day's local midnight."""
        return self.ms(datetime.combine(day, time.min), zone)

    def minute_ms(self, day: date, minute: int, zone: str | None = None) -> int:
        """Milliseconds since the start of a wall time in minutes from a day's midnight, up to two days later.

        Not so many minutes after that midnight where the clock is changed between.
        """
        begins = self._days.get((zone, day))
        if begins is None:
            begins = self._days[zone, day] = self.midnight_ms(day, zone), self.midnight_ms(day + _TWO_DAYS, zone)
        if begins[1] - begins[0] == 2 * MS_PER_DAY and 0 <= minute <= _TWO_DAYS // _MINUTE:
            return begins[0] + minute * 60_000
        return self.ms(datetime.combine(day, time.min) + timedelta(minutes=minute), zone)

    @functools.cached_property
    def _days(self) -> dict[tuple[str | None, date], tuple[int, int]]:
        """When days begin and the second after them does, by time zone [ms]: no zone has two changes in two days."""
        return {}

    def local(self, ms: int, zone: str | None = None) -> datetime:
        """The local time of an instant, with its offset; added in UTC, for a clock change may lie between."""
        instant = self._origin.replace(tzinfo=UTC) + timedelta(milliseconds=ms)
        return instant.astimezone(ZoneInfo(zone or self.zone))

    @functools.cached_property
    def end_ms(self) -> int:
        """The first instant after the horizon [ms]."""
        return self.midnight_ms(self.end + timedelta(days=1))

    @functools.cached_property
    def warm_up_ms(self) -> int:
        """Length of the warm-up [ms]."""
        return -self.midnight_ms(self.first_day)

    @functools.cached_property
    def first_day(self) -> date:
        """The first local day of the warm-up."""
        return self.start - timedelta(days=self.warm_up_d)

    @property
    def last_planned_day(self) -> date:
        """Calendars are laid out this far beyond the horizon, so that what is under way then gets an expected time."""
        return self.end + _RUNOUT

    def days(self) -> list[date]:
        """Every local day from the warm-up's first to the horizon's last."""
        return [self.first_day + timedelta(days=i) for i in range((self.end - self.first_day).days + 1)]

    def months(self) -> Iterator[tuple[date, date, date]]:
        """The months of the horizon: (first of the month, first day within the horizon, first day after it)."""
        first = self.start.replace(day=1)
        while first <= self.end:
            following = first + timedelta(days=month_days(first))
            yield first, max(first, self.start), min(following, self.end + timedelta(days=1))
            first = following

    def periods(self) -> pl.DataFrame:
        """The warm-up and the months, with their bounds in ms."""
        rows = [(WARM_UP, -self.warm_up_ms, 0)] if self.warm_up_d else []
        rows += [(f"{m:%Y-%m}", self.midnight_ms(begins), self.midnight_ms(ends)) for m, begins, ends in self.months()]
        return pl.DataFrame(rows, schema=["period", "start_ms", "end_ms"], orient="row")


def _utc(local: datetime, zone: str) -> datetime:
    # by its offset: several times as fast as astimezone
    return local - (ZoneInfo(zone).utcoffset(local) or timedelta())


def month_days(day: date) -> int:
    """Number of days of the day's month."""
    return calendar.monthrange(day.year, day.month)[1]
