"""A ramp-up: growth curves that level off at or below what the site can make."""

from __future__ import annotations

import numpy as np

from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.monthly import ceiling_of
from landbridge.measurement.outlook.path import Path
from landbridge.measurement.outlook.sample import Floats
from landbridge.measurement.outlook.series import Series

FEWEST = 4
_WIDTHS = np.geomspace(0.7, 18.0, 36)
_BEFORE, _AFTER = 24, 36
_PARAMETERS = 3
_LEAST_ERROR = 0.01
_STEP = 0.5


def ramp_up(series: Series, first: Month, months: int) -> Path | None:
    """Logistic and Gompertz curves through the stretches known, each weighed by how well it fits.

    Parameters
    ----------
    first, months
        The months wanted.

    Returns
    -------
    Path or None
        None without a capacity, or with fewer than four stretches of positive output.

    Notes
    -----
    A month's output is K F((t - t0)/w), by the days of the month, with F(x) = 1/(1 + exp(-x)) or exp(-exp(-x)). Over a
    grid of t0 and w the level K that fits best, but no more than the capacity, is taken; every curve counts with
    exp(-SSE / 2 s^2), so that the interval holds what the months so far cannot tell apart. Source: Gompertz 1825;
    Verhulst 1838.
    """
    spans = [span for span in series.stretches if span.value > 0]
    if series.capacity is None or len(spans) < FEWEST:
        return None
    starts = min(span.first for span in spans).number
    curves = _curves(starts, max(span.last for span in spans).number)
    seen = np.array([curves_total(curves, span.first, span.months) for span in spans])
    logs = np.log(np.array([span.value for span in spans]))[:, None] - np.log(seen)
    level = np.minimum(logs.mean(axis=0), np.log(series.capacity / 365))
    squares = ((logs - level) ** 2).sum(axis=0)
    variance = max(squares.min() / max(len(spans) - _PARAMETERS, 1), _LEAST_ERROR**2)
    weights = np.exp(-(squares - squares.min()) / (2 * variance))
    weights /= weights.sum()
    ahead = level + np.log(np.array([curves_total(curves, first + i, 1) for i in range(months)]))
    mean = ahead @ weights
    off = ahead - mean[:, None]
    covariance = (off * weights) @ off.T + variance * np.eye(months)
    path = Path(first, np.exp(mean), covariance, float(max(len(spans) - _PARAMETERS, 1)), True)
    return path.capped(ceiling_of(series.capacity, first, months))


def _curves(first: int, last: int) -> tuple[Floats, Floats]:
    """The middles and widths of the grid [months], each float64 (curves of one kind)."""
    middles = np.arange(first - _BEFORE, last + _AFTER + _STEP, _STEP)
    middle, width = np.meshgrid(middles, _WIDTHS, indexing="ij")
    return middle.ravel(), width.ravel()


def curves_total(curves: tuple[Floats, Floats], first: Month, months: int) -> Floats:
    """What each curve of height 1 a day makes in a run of months: float64 (2 x curves), logistic then Gompertz."""
    middle, width = curves
    total = np.full(2 * len(middle), 1e-12)
    for month in (first + i for i in range(months)):
        x = np.clip((month.number + 0.5 - middle) / width, -30, 30)
        total += month.days * np.concatenate([1 / (1 + np.exp(-x)), np.exp(-np.exp(-x))])
    return total
