"""A path: the months to come with how they may err together; its sum, and the day it passes a mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.sample import Floats
from landbridge.measurement.outlook.spread import LEVELS, quantile


@dataclass(frozen=True)
class Interval:
    """A figure to come, and what it lies between with 80 and with 95 %; the ends are None where that is not known."""

    point: float
    low80: float | None
    high80: float | None
    low95: float | None
    high95: float | None

    @property
    def ends(self) -> tuple[float | None, ...]:
        """The four ends, the outer ones outside."""
        return (self.low95, self.low80, self.high80, self.high95)

    def plus(self, known: float) -> Interval:
        """With a figure that is certain added."""
        moved = [None if end is None else end + known for end in self.ends]
        return Interval(self.point + known, moved[1], moved[2], moved[0], moved[3])


@dataclass(frozen=True)
class Crossing:
    """The day on whose evening a running total has passed a mark; None: not within the year.

    Parameters
    ----------
    mark
        The mark [unit].
    passed
        Whether the months that are known passed it; the day then lies within its month by an even pace.
    day
        The day expected.
    early80, late80, early95, late95
        Between which days, with 80 and with 95 %.
    """

    mark: float
    passed: bool
    day: date | None
    early80: date | None = None
    late80: date | None = None
    early95: date | None = None
    late95: date | None = None


@dataclass(frozen=True)
class Path:
    """Months to come.

    Parameters
    ----------
    first
        The first of them.
    forecast
        float64 (months) [unit].
    covariance
        float64 (months, months): of the errors, on the logarithmic scale where `logarithmic`; None where it is not
        known.
    freedom
        On how many independent errors it rests.
    ceiling
        float64 (months) [unit]: what cannot be passed, if anything.
    """

    first: Month
    forecast: Floats
    covariance: Floats | None
    freedom: float
    logarithmic: bool
    ceiling: Floats | None = None

    @property
    def months(self) -> tuple[Month, ...]:
        """The months."""
        return tuple(self.first + i for i in range(len(self.forecast)))

    def capped(self, ceiling: Floats) -> Path:
        """Not above a ceiling."""
        return replace(self, forecast=np.minimum(self.forecast, ceiling), ceiling=ceiling)

    def month(self, position: int) -> Interval:
        """One month's figure."""
        return self._interval(np.eye(len(self.forecast))[position])

    def total(self, months: int | None = None) -> Interval:
        """The sum of the first months; None: of all."""
        count = len(self.forecast) if months is None else months
        return self._interval((np.arange(len(self.forecast)) < count).astype(np.float64))

    def deviation(self) -> float | None:
        """Standard deviation of the sum, of its logarithm where the scale is logarithmic."""
        return self._deviation(np.ones(len(self.forecast)))

    def crossing(self, known: float, mark: float) -> Crossing:
        """When the running total, `known` so far, passes a mark.

        Notes
        -----
        The total only grows, so a day is early with the probability that the total is high: the ends of the day's
        interval are where the ends of the total's interval pass the mark, at an even pace within each month.
        """
        totals = [self.total(count + 1).plus(known) for count in range(len(self.forecast))]
        days = {
            end: self._day(known, mark, [_end(total, end) for total in totals])
            for end in ("point", "high80", "low80", "high95", "low95")
        }
        if self.covariance is None:
            return Crossing(mark, False, days["point"])
        return Crossing(mark, False, days["point"], days["high80"], days["low80"], days["high95"], days["low95"])

    def _day(self, known: float, mark: float, totals: Sequence[float | None]) -> date | None:
        former = known
        for month, total in zip(self.months, totals, strict=True):
            if total is not None and total >= mark:
                return day_within(month, former, total, mark)
            former = former if total is None else total
        return None

    def _deviation(self, chosen: Floats) -> float | None:
        total = float(chosen @ self.forecast)
        if self.covariance is None or (self.logarithmic and total <= 0):
            return None
        weights = chosen * self.forecast / total if self.logarithmic else chosen
        return math.sqrt(max(float(weights @ self.covariance @ weights), 0.0))

    def _interval(self, chosen: Floats) -> Interval:
        point = float(chosen @ self.forecast)
        deviation = self._deviation(chosen)
        if deviation is None:
            return Interval(point, None, None, None, None)
        most = math.inf if self.ceiling is None else float(chosen @ self.ceiling)
        low80, high80, low95, high95 = (
            min(self._shifted(point, side * quantile(level, self.freedom) * deviation), most)
            for level in LEVELS
            for side in (-1, 1)
        )
        return Interval(min(point, most), low80, high80, low95, high95)

    def _shifted(self, point: float, by: float) -> float:
        return point * math.exp(min(by, 700.0)) if self.logarithmic else point + by


def day_within(month: Month, before: float, after: float, mark: float) -> date:
    """The day of a month on whose evening an even pace from one total to another has passed a mark.

    Examples
    --------
    >>> day_within(Month(2024, 11), 0.0, 300.0, 45.0)
    datetime.date(2024, 11, 5)
    """
    part = (mark - before) / (after - before) if after > before else 1.0
    return month.first + timedelta(days=min(max(math.ceil(part * month.days), 1), month.days) - 1)


def _end(total: Interval, end: str) -> float | None:
    found: float | None = getattr(total, end)
    return found
