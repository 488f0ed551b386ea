"""Coverage: how often the past lay within the intervals that were known before it."""

from __future__ import annotations

import numpy as np

from landbridge.measurement.outlook.rolling import SCORED, Trial
from landbridge.measurement.outlook.sample import SEASON, Sample
from landbridge.measurement.outlook.spread import LEVELS, Coverage, quantile, spread_at, total_deviation

_FIRST_JUDGED = 12


def measure_coverage(sample: Sample, trial: Trial) -> Coverage | None:
    """The shares of past months, and of the rests of past years, within their intervals of 80 and 95 %.

    Notes
    -----
    Each interval is the one that would have been given at its origin: from errors that had come by then. The first
    twelve origins only teach.
    """
    months: list[tuple[bool, ...]] = []
    totals: list[tuple[bool, ...]] = []
    for position in range(_FIRST_JUDGED, len(trial.origins) - 1):
        spread = spread_at(trial, position)
        if spread is None:
            continue
        sizes = [quantile(level, spread.freedom) for level in LEVELS]
        errors, deviation = np.abs(trial.errors[position]), spread.deviation()
        months += [
            tuple(bool(errors[step] <= size * deviation[step]) for size in sizes)
            for step in range(SCORED)
            if not np.isnan(errors[step])
        ]
        origin = trial.origins[position]
        left = SEASON - int(sample.season[origin])
        come = sample.values[origin : origin + left]
        if left < SEASON and len(come) == left and not np.isnan(come).any():
            forecast, truth = sample.to_units(trial.forecasts[position, :left]), sample.to_units(come)
            wide = total_deviation(forecast, spread, sample.logarithmic)
            off = abs(float(sample.to_scale(forecast.sum()) - sample.to_scale(truth.sum())))
            totals.append(tuple(off <= size * wide for size in sizes))
    if not months:
        return None
    return Coverage(_shares(months), _shares(totals), len(months), len(totals))


def _shares(within: list[tuple[bool, ...]]) -> tuple[float, float]:
    if not within:
        return (float("nan"), float("nan"))
    low, high = np.mean(np.array(within, float), axis=0)
    return (float(low), float(high))
