"""Models: from what was known at each of some origins to the months after it, seasonal naive and our own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from landbridge.measurement.outlook.sample import HORIZON, SEASON, Floats, Sample

Model = Callable[[Sample, Sequence[int]], Floats]

STIFFNESS, DAMPING, TOLERANCE = 30.0, 0.8, 2.0
_SEASON_SHRINK, _FESTIVAL_SHRINK, _UNKNOWN = 0.5, 0.1, 1e6
_FEWEST_SURPRISES, _SURPRISES, _NORMAL = 24, 36, 0.6745
_SEASONS = slice(2, 2 + SEASON)


def seasonal_naive(sample: Sample, origins: Sequence[int]) -> Floats:
    """Every month as the same month was when it was last known.

    Parameters
    ----------
    origins
        Of each forecast, how many months were known.

    Returns
    -------
    float64 (origins, HORIZON) [scale of the sample]
    """
    found = np.full((len(origins), HORIZON), np.nan)
    for row, origin in enumerate(origins):
        for step in range(HORIZON):
            at = origin + step - SEASON
            while at >= 0 and (at >= origin or np.isnan(sample.values[at])):
                at -= SEASON
            found[row, step] = sample.values[at] if at >= 0 else np.nan
    return found


def damped_trend(
    sample: Sample,
    origins: Sequence[int],
    stiffness: float = STIFFNESS,
    damping: float = DAMPING,
    tolerance: float = TOLERANCE,
) -> Floats:
    r"""Our own: a trend that bends little and fades, the season, and the Spring Festival, in one least-squares problem.

    Parameters
    ----------
    stiffness
        How much a bend of the trend weighs against an error.
    damping
        What is left, a month on, of the trend's last step.
    tolerance
        How many usual surprises a month may depart from what was expected before it counts for less.

    Returns
    -------
    float64 (origins, HORIZON) [scale of the sample]

    Notes
    -----
    The trend :math:`\tau`, the twelve months of the season :math:`s` and the effect :math:`\beta` of the festival
    minimise

    .. math:: \sum_{t\ known} (y_t-\tau_t-s_{m(t)}-\beta x_t)^2 + \lambda \sum_t
              (\tau_{t+2}-(1+\varphi)\tau_{t+1}+\varphi\tau_t)^2 + \tfrac12 \|s\|^2 + \tfrac1{10} \beta^2

    over the known months and those to come: where nothing is known, the second sum alone carries the trend on, each
    step :math:`\varphi` times the one before. A month out of line (an epidemic, a subsidy ended) counts for less, by
    how much further it is off than the tolerance.

    Source
    ------
    The trend is Whittaker's smoother (On a new method of graduation, 1923) with the damped steps of Gardner and
    McKenzie (Forecasting trends in time series, Management Science 31, 1985); months out of line weigh as in Huber
    (Robust estimation of a location parameter, Annals of Mathematical Statistics 35, 1964).
    """
    states = _pass(sample, stiffness, damping, tolerance)[list(origins)]
    fading = np.cumsum(damping ** np.arange(1, HORIZON + 1))
    trend = states[:, :1] + (states[:, :1] - states[:, 1:2]) * fading
    ahead = np.add.outer(np.asarray(origins), np.arange(HORIZON))
    season = np.take_along_axis(states[:, _SEASONS], sample.season[ahead], axis=1)
    return np.asarray(trend + season + states[:, -1:] * sample.festival[ahead], np.float64)


def _pass(sample: Sample, stiffness: float, damping: float, tolerance: float) -> Floats:
    """What each origin knew: float64 (known + 1, states), the trend's last two months, the season, the festival.

    Notes
    -----
    Minimising the sum of squares is the Kalman filter with unit noise, bends of variance 1 / stiffness, and the inverse
    weights of season and festival as their first variances: one pass gives every origin's solution. Source: Durbin and
    Koopman 2012, section 4.3.
    """
    size = 2 + SEASON + 1
    state = np.zeros(size)
    spread = np.diag([_UNKNOWN, _UNKNOWN, *[1 / _SEASON_SHRINK] * SEASON, 1 / _FESTIVAL_SHRINK])
    step = np.eye(size)
    step[0, 0], step[0, 1], step[1, 0], step[1, 1] = 1 + damping, -damping, 1.0, 0.0
    found = np.empty((sample.known + 1, size))
    level = next((value for value in sample.values if not np.isnan(value)), 0.0)
    state[:2] = level
    surprises: list[float] = []
    for month, value in enumerate(sample.values):
        found[month] = state
        if month:
            state, spread = step @ state, step @ spread @ step.T
            spread[0, 0] += 1 / stiffness if month > 1 else 0.0
        if not np.isnan(value):
            seen = np.zeros(size)
            seen[[0, 2 + sample.season[month]]] = 1.0
            seen[-1] = sample.festival[month]
            shared = spread @ seen
            off, expected = value - seen @ state, seen @ shared + 1.0
            surprise = abs(off) / np.sqrt(expected)
            weight = shared / (expected * max(1.0, surprise / (tolerance * _usual(surprises))))
            surprises.append(surprise)
            state = state + weight * off
            spread = spread - np.outer(weight, shared)
        spread = (spread + spread.T) / 2
    found[sample.known] = state
    return found


def _usual(surprises: Sequence[float]) -> float:
    """The standard deviation of the last surprises, from their median; without end while they are too few."""
    if len(surprises) < _FEWEST_SURPRISES:
        return math.inf
    return max(float(np.median(surprises[-_SURPRISES:])) / _NORMAL, 1e-9)
