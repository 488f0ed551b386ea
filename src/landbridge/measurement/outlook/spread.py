"""Spread: how far off past forecasts were by how many months they looked ahead, and the intervals that follow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from landbridge.measurement.outlook.rolling import Trial
from landbridge.measurement.outlook.sample import HORIZON, Floats

LEVELS = (80, 95)
FADING = 0.85
_FEWEST, _ROUNDS, _LEAST = 4, 3, 1e-12
_CHOICES = tuple(list(chosen) for count in (3, 2, 1) for chosen in combinations(range(3), count))
# Student's t: degrees of freedom, its 0.9 and its 0.975 quantile.
_STUDENT = (
    (1, 3.078, 12.706),
    (2, 1.886, 4.303),
    (3, 1.638, 3.182),
    (4, 1.533, 2.776),
    (5, 1.476, 2.571),
    (6, 1.440, 2.447),
    (8, 1.397, 2.306),
    (10, 1.372, 2.228),
    (12, 1.356, 2.179),
    (20, 1.325, 2.086),
    (40, 1.303, 2.021),
    (math.inf, 1.282, 1.960),
)
FREEDOM = (1 + FADING) / (1 - FADING)


def quantile(level: int, freedom: float) -> float:
    """How many standard deviations lie on each side of an interval of 80 or 95 %.

    Parameters
    ----------
    freedom
        On how many independent errors the deviation rests; the next smaller tabulated number counts.

    Examples
    --------
    >>> quantile(95, 12.3), quantile(80, 3)
    (2.179, 1.638)
    """
    rows = [row for row in _STUDENT if row[0] <= max(freedom, 1)]
    return rows[-1][1 + LEVELS.index(level)]


@dataclass(frozen=True)
class Spread:
    """How errors h and k months ahead vary together: `shared` + `lasting` min(h, k), and `once` more where h = k.

    Parameters
    ----------
    once
        Variance of what belongs to a single month, on the scale of the sample.
    shared
        Of what is wrong from the start and in every month alike.
    lasting
        Of what each month adds and all later ones keep.
    freedom
        On how many independent errors it rests.
    """

    once: float
    shared: float
    lasting: float
    freedom: float = FREEDOM

    def deviation(self) -> Floats:
        """Standard deviation, float64 (HORIZON)."""
        return np.asarray(np.sqrt(np.diag(self.covariance())), np.float64)

    def covariance(self) -> Floats:
        """float64 (HORIZON, HORIZON)."""
        once, shared, lasting = _parts()
        return self.once * once + self.shared * shared + self.lasting * lasting


def _parts() -> tuple[Floats, Floats, Floats]:
    step = np.arange(1.0, HORIZON + 1)
    return np.eye(HORIZON), np.ones((HORIZON, HORIZON)), np.minimum.outer(step, step)


def spread_at(trial: Trial, position: int) -> Spread | None:
    """The spread as it was known at an origin: from errors that had come by then, older ones fading.

    Parameters
    ----------
    position
        Which of the trial's origins.
    """
    origins = np.array(trial.origins[:position])
    if not len(origins):
        return None
    ages = trial.origins[position] - 1 - np.add.outer(origins, np.arange(HORIZON))
    errors = np.where(ages >= 0, trial.errors[:position], np.nan)
    seen = ~np.isnan(errors)
    errors = np.where(seen, errors, 0.0)
    # a pair of errors of one origin is as old as the later of the two
    older = np.where(seen, FADING ** np.maximum(ages, 0), 0.0)
    weights = older.T @ seen.astype(np.float64)
    weights = np.where(np.arange(HORIZON)[:, None] >= np.arange(HORIZON), weights, weights.T)
    products = (older * errors).T @ errors
    products = np.where(np.arange(HORIZON)[:, None] >= np.arange(HORIZON), products, products.T)
    enough = seen.T.astype(np.int64) @ seen.astype(np.int64) >= _FEWEST
    return _fit(np.where(enough, products / np.where(weights > 0, weights, 1.0), np.nan))


def _fit(moments: Floats) -> Spread | None:
    """The three parts, none negative, by least squares weighed by the inverse of what is fitted to each variance."""
    rows, columns = np.nonzero(~np.isnan(np.tril(moments)) & (np.tril(np.ones_like(moments)) > 0))
    if not len(rows):
        return None
    aims = moments[rows, columns]
    parts = np.column_stack([part[rows, columns] for part in _parts()])
    variances = np.full(HORIZON, max(float(np.nanmean(np.diag(moments))), _LEAST))
    found = np.zeros(3)
    for _ in range(_ROUNDS):
        scale = np.sqrt(variances[rows] * variances[columns])
        found = _none_negative(parts / scale[:, None], aims / scale)
        variances = np.maximum(Spread(*map(float, found)).deviation() ** 2, _LEAST)
    return Spread(*map(float, found))


def _none_negative(columns: Floats, aims: Floats) -> Floats:
    """Least squares without negative coefficients: the best of all choices of columns whose own are none."""
    normal, right = columns.T @ columns, columns.T @ aims
    best, most = np.zeros(len(right)), 0.0
    for chosen in _CHOICES:
        solved = np.linalg.lstsq(normal[np.ix_(chosen, chosen)], right[chosen], rcond=None)[0]
        explained = float(right[chosen] @ solved)
        if (solved >= 0).all() and explained > most:
            most = explained
            best = np.zeros(len(right))
            best[chosen] = solved
            if len(chosen) == len(right):
                break
    return best


@dataclass(frozen=True)
class Coverage:
    """How many past figures lay within their interval.

    Parameters
    ----------
    months, totals
        For 80 and 95 %: the share that lay within, of the months up to six ahead, of the rests of years.
    of_months, of_totals
        How many these were.
    """

    months: tuple[float, float]
    totals: tuple[float, float]
    of_months: int
    of_totals: int


def total_deviation(forecast: Floats, spread: Spread, logarithmic: bool) -> float:
    """Standard deviation of the sum of the first months, of its logarithm where the scale is logarithmic.

    Parameters
    ----------
    forecast
        float64 (months) [unit].

    Notes
    -----
    By the first-order expansion of the sum: the logarithm's error is the mean of the months' errors, each by its share.
    """
    if not len(forecast):
        return 0.0
    shares = forecast / forecast.sum() if logarithmic else np.ones(len(forecast))
    within = spread.covariance()[: len(forecast), : len(forecast)]
    return float(np.sqrt(shares @ within @ shares))
