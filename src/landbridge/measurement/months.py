"""Months: the local days and months of the home place in which everything is counted, the warm-up left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network
from landbridge.network.clock import WARM_UP, Clock

NEVER = np.iinfo(np.int64).min


def times(column: pl.Series) -> NDArray[np.int64]:
    """A column of times as an array [ms]; empty ones are `NEVER`, which lies in no month."""
    return column.cast(pl.Int64).fill_null(NEVER).to_numpy()


@dataclass(frozen=True)
class Period:
    """Whole local days, both ends included."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """`2024`, `2024-03`, `2024-01/2024-09` (ISO 8601), or with days where it does not consist of whole months."""
        first, last, following = self.first, self.last, self.last + timedelta(days=1)
        if first.day != 1 or following.day != 1:
            return f"{first}/{last}" if first != last else f"{first}"
        if (first.year, first.month, last.month) == (last.year, 1, 12):
            return f"{first:%Y}"
        return (
            f"{first:%Y-%m}/{last:%Y-%m}" if (first.year, first.month) != (last.year, last.month) else f"{first:%Y-%m}"
        )

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def year_before(self) -> Period:
        """The same days a year before; the end of a February stays its end."""
        return Period(_year_before(self.first), _year_before(self.last + timedelta(days=1)) - timedelta(days=1))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


@dataclass(frozen=True)
class Months:
    """The horizon's days and months at the home place.

    Parameters
    ----------
    clock
        Local wall time to ms since the case's start.
    days
        Every local day of the horizon.
    labels
        Every month, such as 2024-01.
    day_starts, month_starts
        int64 (days + 1), int64 (months + 1) [ms]: the beginning of each, and the end of the horizon.
    month_of_day
        int64 (days): position in `labels` of each day's month.
    """

    clock: Clock
    days: tuple[date, ...]
    labels: tuple[str, ...]
    day_starts: NDArray[np.int64]
    month_starts: NDArray[np.int64]
    month_of_day: NDArray[np.int64]

    @property
    def horizon(self) -> Period:
        """The whole horizon."""
        return Period(self.days[0], self.days[-1])

    def day_of(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """The day in which each instant [ms] lies, as a position in `days`; -1 outside the horizon."""
        return _interval(self.day_starts, instants)

    def month_of(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """The month in which each instant [ms] lies, as a position in `labels`; -1 outside the horizon."""
        return _interval(self.month_starts, instants)

    def counts(self, instants: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each instant [ms] lies in the horizon."""
        counted: NDArray[np.bool_] = (instants >= self.day_starts[0]) & (instants < self.day_starts[-1])
        return counted

    def common(self, first: date | None, last: date | None) -> Period | None:
        """The days of the horizon from the first to the last; None: without end. None if there are none."""
        starts, ends = max(first or self.days[0], self.days[0]), min(last or self.days[-1], self.days[-1])
        return Period(starts, ends) if starts <= ends else None

    def contains(self, period: Period) -> bool:
        """Whether the period lies in the horizon."""
        return self.days[0] <= period.first <= period.last <= self.days[-1]

    def span(self, period: Period) -> tuple[int, int]:
        """Positions in `days` of the period's first and last day."""
        return (period.first - self.days[0]).days, (period.last - self.days[0]).days

    def labels_in(self, period: Period) -> frozenset[str]:
        """The months that the period touches."""
        first, last = self.span(period)
        return frozenset(self.labels[m] for m in self.month_of_day[first : last + 1])


def read_months(network: Network) -> Months:
    """The months of a network's horizon."""
    start, end = (date.fromisoformat(network.settings[key]) for key in ("start", "end"))
    clock = Clock(network.settings["time_zone"], start, end, 0)
    days = tuple(clock.days())
    periods = network["periods"].filter(pl.col("period") != WARM_UP).sort("start_ms")
    labels = tuple(periods["period"])
    place = {label: i for i, label in enumerate(labels)}
    return Months(
        clock=clock,
        days=days,
        labels=labels,
        day_starts=np.array([*map(clock.midnight_ms, days), clock.end_ms], np.int64),
        month_starts=np.array([*periods["start_ms"], clock.end_ms], np.int64),
        month_of_day=np.array([place[f"{day:%Y-%m}"] for day in days], np.int64),
    )


def _interval(starts: NDArray[np.int64], instants: NDArray[np.int64]) -> NDArray[np.int64]:
    position = np.searchsorted(starts, instants, side="right") - 1
    position[position == len(starts) - 1] = -1
    return position
