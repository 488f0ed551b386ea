"""Rolling origin: every model put back to each month of the past, and the one that erred least there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from landbridge.measurement.outlook.models import Model, damped_trend, seasonal_naive
from landbridge.measurement.outlook.sample import HORIZON, Floats, Sample
from landbridge.measurement.outlook.structural import LibraryFails, library_is_there, structural

NAIVE, LIBRARY, OWN = "seasonal_naive", "structural", "damped_trend"
MODELS: Mapping[str, Model] = MappingProxyType({NAIVE: seasonal_naive, LIBRARY: structural, OWN: damped_trend})
FEWEST_BEFORE, FEWEST_ORIGINS, MOST_ORIGINS, SCORED = 24, 6, 60, 6


@dataclass(frozen=True)
class Trial:
    """A model's past.

    Parameters
    ----------
    origins
        int (origins): how many months were known at each; the last is today.
    forecasts
        float64 (origins, HORIZON) [scale of the sample].
    errors
        float64 (origins, HORIZON): forecast less what came, on the scale of the sample; nan where nothing has come yet.
    """

    model: str
    origins: tuple[int, ...]
    forecasts: Floats
    errors: Floats

    @property
    def score(self) -> float:
        """Mean absolute error one to six months ahead [scale of the sample]."""
        return float(np.nanmean(np.abs(self.errors[:, :SCORED])))

    def score_at(self, step: int) -> float:
        """Mean absolute error so many months ahead."""
        return float(np.nanmean(np.abs(self.errors[:, step - 1])))


@dataclass(frozen=True)
class Contest:
    """The models' trials over the same origins, and the chosen one."""

    trials: Mapping[str, Trial]
    chosen: str
    fault: str | None

    @property
    def winner(self) -> Trial:
        """The chosen model's trial."""
        return self.trials[self.chosen]


def origins_of(sample: Sample) -> tuple[int, ...]:
    """The origins that a sample allows; none where it is too short or has too many gaps."""
    known = np.cumsum(~np.isnan(sample.values))
    first = next((i + 1 for i, count in enumerate(known) if count >= FEWEST_BEFORE), None)
    if first is None or sample.known - first < FEWEST_ORIGINS:
        return ()
    return tuple(range(max(first, sample.known - MOST_ORIGINS), sample.known + 1))


def trial(name: str, sample: Sample, origins: tuple[int, ...], model: Model | None = None) -> Trial:
    """Put one model back to each origin."""
    forecasts = (model or MODELS[name])(sample, origins)
    errors = np.full(forecasts.shape, np.nan)
    for row, origin in enumerate(origins):
        come = min(HORIZON, sample.known - origin)
        errors[row, :come] = forecasts[row, :come] - sample.values[origin : origin + come]
    return Trial(name, origins, forecasts, errors)


def contest(sample: Sample, origins: tuple[int, ...], with_library: bool = True) -> Contest:
    """Choose a model by its errors over the same origins.

    Notes
    -----
    Our own is taken only where it erred less than both seasonal naive and the library; else the better of these two.
    Without the library it has seasonal naive alone to beat.
    """
    fault = None
    trials = {NAIVE: trial(NAIVE, sample, origins), OWN: trial(OWN, sample, origins)}
    if with_library and not library_is_there():
        fault = "library_absent"
    elif with_library:
        try:
            trials[LIBRARY] = trial(LIBRARY, sample, origins)
        except LibraryFails:
            fault = "library_failed"
    best = min(trials, key=lambda name: (trials[name].score, name == OWN))
    return Contest(MappingProxyType(trials), best, fault)
