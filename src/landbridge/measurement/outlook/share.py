"""A series without months: a place's share of the wider place around it, carried on with how shares have drifted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.path import Path
from landbridge.measurement.outlook.series import Series
from landbridge.measurement.outlook.spans import Span


@dataclass(frozen=True)
class Stretch:
    """A stretch of months and the logarithm of the share of the wider place's that was made in it."""

    span: Span
    share: float

    @property
    def centre(self) -> float:
        """The middle of it, as a running number of months."""
        return (self.span.first.number + self.span.last.number + 1) / 2


@dataclass(frozen=True)
class Drift:
    """How shares change: variance of the logarithm for each month that passes, and on how many changes it rests."""

    per_month: float
    changes: int


def known_shares(series: Series, wider: Mapping[Month, Span]) -> tuple[Stretch, ...]:
    """The shares of the stretches in which every month of the wider place is known."""
    found = []
    for span in series.stretches:
        months = [wider.get(span.first + i) for i in range(span.months)]
        whole = sum(month.value for month in months if month is not None)
        if None not in months and span.value > 0 and whole > 0:
            found.append(Stretch(span, math.log(span.value / whole)))
    return tuple(sorted(found, key=lambda stretch: stretch.span.first))


def measure_drift(histories: Iterable[tuple[Stretch, ...]]) -> Drift | None:
    """The drift of some places' shares, taken together; None where no share was known twice.

    Notes
    -----
    A logarithm of a share is taken for a random walk: the squares of its changes over the months between the
    stretches' middles.
    """
    squares = time = 0.0
    changes = 0
    for history in histories:
        for former, later in pairwise(history):
            squares += (later.share - former.share) ** 2
            time += later.centre - former.centre
            changes += 1
    return Drift(squares / time, changes) if changes else None


def carry_on(
    history: tuple[Stretch, ...], wider: Mapping[Month, Span], ahead: Path, first: Month, drift: Drift | None
) -> Path:
    """The last known share of the wider place's months, known or to come.

    Parameters
    ----------
    history
        The shares known, at least one.
    wider, ahead
        The wider place's known months, and its path from there.
    first
        The first month wanted; the last is that of `ahead`.
    drift
        None: no interval can be given.
    """
    last = history[-1]
    months = tuple(first + i for i in range(ahead.months[-1] - first + 1))
    later = {month: position for position, month in enumerate(ahead.months)}
    whole = np.array([ahead.forecast[later[m]] if m in later else wider[m].value for m in months])
    forecast = math.exp(last.share) * whole
    if drift is None or ahead.covariance is None:
        return Path(first, forecast, None, 1.0, True)
    at = [later.get(month) for month in months]
    of_whole = np.array([[0.0 if i is None or j is None else ahead.covariance[i, j] for j in at] for i in at])
    passed = np.array([max(month.number + 0.5 - last.centre, 0.0) for month in months])
    of_share = drift.per_month * np.minimum.outer(passed, passed)
    weights = forecast / forecast.sum()
    parts = (weights @ of_whole @ weights, ahead.freedom), (weights @ of_share @ weights, float(drift.changes))
    # a part is never more than its whole, however little is known of its share
    return Path(first, forecast, of_whole + of_share, _freedom(parts), True, ceiling=whole)


def _freedom(parts: Iterable[tuple[float, float]]) -> float:
    """Degrees of freedom of a sum of two variances, after Satterthwaite (1946)."""
    parts = tuple(parts)
    total = sum(variance for variance, _ in parts)
    spread = sum(variance**2 / freedom for variance, freedom in parts)
    return total**2 / spread if spread > 0 else math.inf
