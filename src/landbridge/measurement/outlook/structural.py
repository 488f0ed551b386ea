"""The library's model: statsmodels' structural time series, loaded only where it is asked for."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from landbridge.measurement.outlook.sample import HORIZON, SEASON, Floats, Sample

REFIT_EVERY = 60
_MOST_STEPS = 10
_MODULE = "statsmodels.tsa.statespace.structural"


class LibraryFails(Exception):
    """The library could not fit the series."""


def library_is_there() -> bool:
    """Whether statsmodels is installed."""
    return find_spec("statsmodels") is not None


def structural(sample: Sample, origins: Sequence[int]) -> Floats:
    """Local linear trend, fixed season and the Spring Festival, by maximum likelihood.

    Returns
    -------
    float64 (origins, HORIZON) [scale of the sample]

    Raises
    ------
    LibraryFails
        statsmodels finds no fit.

    Notes
    -----
    Its variances are estimated at the last origin and every 60 months before, always from what was known there. One
    pass of the Kalman filter then gives the state at every origin, and the state its forecasts. Source: Durbin and
    Koopman, Time Series Analysis by State Space Methods, 2012, chapters 3 and 4.
    """
    found = np.full((len(origins), HORIZON), np.nan)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            # statsmodels sets filters of its own as it is loaded: ours come after them
            import_module(_MODULE)
            warnings.simplefilter("ignore")
            parameters = None
            for origin, upto in _fits(origins):
                model = _model(sample, origin)
                parameters = model.fit(parameters, method="bfgs", disp=0, maxiter=_MOST_STEPS, return_params=True)
                here = [i for i, o in enumerate(origins) if origin <= o < upto]
                found[here] = _forecasts(sample, [origins[i] for i in here], parameters)
    except (ValueError, np.linalg.LinAlgError, FloatingPointError, ZeroDivisionError) as fault:
        raise LibraryFails(str(fault)) from fault
    if not np.isfinite(found).all():
        raise LibraryFails("not finite")
    return found


def _fits(origins: Sequence[int]) -> list[tuple[int, int]]:
    """Each origin at which parameters are estimated, and the one from which later ones hold."""
    at = sorted({origins[-1] - i for i in range(0, origins[-1] - origins[0], REFIT_EVERY)} | {origins[0]})
    return list(zip(at, [*at[1:], origins[-1] + 1], strict=True))


def _model(sample: Sample, known: int) -> Any:
    festival = sample.festival[:known]
    return import_module(_MODULE).UnobservedComponents(
        sample.values[:known],
        level="local linear trend",
        seasonal=SEASON,
        stochastic_seasonal=False,
        exog=festival[:, None] if festival.any() else None,
    )


def _forecasts(sample: Sample, origins: Sequence[int], parameters: Floats) -> Floats:
    model = _model(sample, origins[-1])
    states = model.filter(parameters).predicted_state
    design = np.asarray(model["design"])[0, :, 0] if model["design"].ndim == 3 else np.asarray(model["design"])[0]
    transition = model["transition"][:, :, 0] if model["transition"].ndim == 3 else model["transition"]
    effect = parameters[-1] if model.exog is not None else 0.0
    found = np.empty((len(origins), HORIZON))
    at = states[:, list(origins)]
    for step in range(HORIZON):
        festival = np.array([sample.festival[origin + step] for origin in origins])
        found[:, step] = design @ at + effect * festival
        at = transition @ at
    return found
