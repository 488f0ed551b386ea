"""Spring Festival: the part of its weeks that falls into a month, which moves between January and February."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import date, timedelta

import holidays
import numpy as np
from numpy.typing import NDArray

from landbridge.measurement.outlook.month import Month

BEFORE_D, AFTER_D = 7, 14
_KEEPS_IT = frozenset({"CN"})
_NORM_YEARS = range(2001, 2039)


@functools.cache
def new_year(year: int) -> date | None:
    """The first day of the lunar year that begins in a year; None where the calendar does not reach."""
    named = holidays.country_holidays("CN", years=year, language="en_US").get_named(
        "Spring Festival", lookup="icontains", split_multiple_names=False
    )
    days = [day for day in named if day.year == year and date(year, 1, 20) < day < date(year, 2, 22)]
    return min(days, default=None)


def shares(months: Iterable[Month], country: str | None, combined: bool = False) -> NDArray[np.float64]:
    """How far each month's part of the festival's weeks departs from what is usual for that month.

    Parameters
    ----------
    months
        The months in order.
    country
        ISO code of the country that counts; where it does not keep the festival, the answer is zero.
    combined
        January and February are published as one figure: moving between them changes nothing.

    Returns
    -------
    float64 (months) [share of the 21 days from a week before the new year to two weeks after it]

    Notes
    -----
    Zero in a usual year, so that the month's own season holds what is usual.

    Examples
    --------
    >>> january, february = shares([Month(2023, 1), Month(2023, 2)], "CN")
    >>> bool(january > 0.3), bool(february < -0.3)
    (True, True)
    """
    wanted = list(months)
    if country not in _KEEPS_IT or combined:
        return np.zeros(len(wanted))
    norm = _norm()
    return np.array([_share(month) - norm[month.month - 1] for month in wanted])


@functools.cache
def _norm() -> tuple[float, ...]:
    return tuple(
        float(np.mean([_share(Month(year, month)) for year in _NORM_YEARS])) if month <= 3 else 0.0
        for month in range(1, 13)
    )


@functools.cache
def _share(month: Month) -> float:
    first = new_year(month.year) if month.month <= 3 else None
    if first is None:
        return 0.0
    days = (first + timedelta(days=d) for d in range(-BEFORE_D, AFTER_D))
    return sum(day.month == month.month for day in days) / (BEFORE_D + AFTER_D)
