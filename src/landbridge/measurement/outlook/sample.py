"""A sample: a series as the models see it, on a scale on which its errors are alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from landbridge.measurement.outlook.festival import shares
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.series import Series

SEASON = 12
HORIZON = 12
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """What is known, and the calendar of what is to come.

    Parameters
    ----------
    values
        float64 (known months) [logarithm, or the unit itself where `logarithmic` is false]; nan where a month is
        missing.
    season
        int64 (known months + HORIZON): month of the year, from 0.
    festival
        float64 (known months + HORIZON): see `festival.shares`.
    logarithmic
        Whether errors are taken in proportion; a series that touches zero is taken as it is.
    """

    first: Month
    values: Floats
    season: NDArray[np.int64]
    festival: Floats
    logarithmic: bool

    @property
    def known(self) -> int:
        """How many months from the first to the last known one."""
        return len(self.values)

    def to_units(self, values: Floats) -> Floats:
        """Back to the series' unit."""
        return np.exp(values) if self.logarithmic else values

    def to_scale(self, values: Floats) -> Floats:
        """From the series' unit."""
        return np.log(values) if self.logarithmic else values


def read_sample(series: Series) -> Sample:
    """The months of a series; zeros before the first unit was made are left out."""
    months, values = series.values()
    moving = np.flatnonzero(np.nan_to_num(values) != 0)
    if len(moving):
        months, values = months[moving[0] :], values[moving[0] :]
    positive = bool(np.nanmin(values) > 0) if len(values) else True
    ahead = [*months, *(months[-1] + i for i in range(1, HORIZON + 1))] if months else []
    return Sample(
        first=months[0] if months else Month(1, 1),
        values=np.log(values) if positive else values,
        season=np.array([month.month - 1 for month in ahead], np.int64),
        festival=shares(ahead, series.country, series.combined),
        logarithmic=positive,
    )
