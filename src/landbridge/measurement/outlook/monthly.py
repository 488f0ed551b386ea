"""A series with months enough: the models' contest, and the path of the one that won."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from landbridge.measurement.outlook.coverage import measure_coverage
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.path import Path
from landbridge.measurement.outlook.rolling import Contest, contest, origins_of
from landbridge.measurement.outlook.sample import HORIZON, Sample, read_sample
from landbridge.measurement.outlook.series import Series
from landbridge.measurement.outlook.spread import FREEDOM, Coverage, spread_at


@dataclass(frozen=True)
class Monthly:
    """What the months of a series lead to: HORIZON months, whether or not the year ends before."""

    series: Series
    sample: Sample
    contest: Contest
    path: Path

    def coverage(self) -> Coverage | None:
        """How often the past lay within the intervals of the chosen model."""
        return measure_coverage(self.sample, self.contest.winner)


def read_monthly(series: Series, with_library: bool = True) -> Monthly | None:
    """The outlook of a series by its own months; None where there are too few.

    Parameters
    ----------
    with_library
        Whether statsmodels may take part: without it nothing but numpy is loaded.
    """
    sample = read_sample(series)
    origins = origins_of(sample)
    if not origins:
        return None
    found = contest(sample, origins, with_library)
    winner = found.winner
    spread = spread_at(winner, len(origins) - 1)
    path = Path(
        first=sample.first + sample.known,
        forecast=sample.to_units(winner.forecasts[-1]),
        covariance=None if spread is None else spread.covariance(),
        freedom=FREEDOM if spread is None else spread.freedom,
        logarithmic=sample.logarithmic,
    )
    if series.capacity is not None:
        path = path.capped(ceiling_of(series.capacity, path.first, HORIZON))
    return Monthly(series, sample, found, path)


def ceiling_of(capacity: float, first: Month, months: int) -> np.ndarray:
    """A capacity of a year as one of each month, by its days: float64 (months) [unit]."""
    return np.array([capacity * (first + i).days / 365 for i in range(months)])
