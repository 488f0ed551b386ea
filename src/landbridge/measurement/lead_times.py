"""Lead times: how long vehicles took, step by step and from yard to market."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record
from landbridge.measurement.journeys import Journeys, before
from landbridge.measurement.months import Months, times
from landbridge.network.clock import MS_PER_DAY

_Whole = NDArray[np.int64]
_QUANTILES: Mapping[str, float] = MappingProxyType({"p10_d": 0.1, "p50_d": 0.5, "p90_d": 0.9})
_TIME_BITS = 44


def lead_times(network: Network, record: Record, journeys: Journeys, months: Months) -> pl.DataFrame:
    """The table `lead_times`: quantiles by route and step, and of the whole route at position 0.

    Notes
    -----
    A step's time runs from the end of the step before it (for the first: from the vehicle's assignment) to its own
    end, and so holds the wait before it began. The whole route runs from leaving the yard to delivery; its wait is
    the one in the yard. Counted is what was completed in the horizon; quantiles are interpolated linearly.
    """
    assigned = times(record["vehicles"]["assigned_ms"])
    delivered = times(record["vehicles"]["delivered_ms"])
    arrived = np.flatnonzero(months.counts(delivered) & (journeys.made > 0))
    left = journeys.began[journeys.first[arrived]]
    whole = _spread(journeys.route[arrived], delivered[arrived] - left, left - assigned[arrived], 1)
    done, waiting, width = months.counts(journeys.ended), before(journeys, assigned), journeys.width
    steps = _spread(
        journeys.route[journeys.vehicle[done]] * width + journeys.position[done],
        (journeys.ended - waiting)[done],
        (journeys.began - waiting)[done],
        width,
    )
    spread = pl.concat([whole, steps])
    legs = network["routes"].select(
        "route",
        pl.col("position").cast(pl.Int64),
        leg=pl.coalesce("lane", "terminal"),
        kind=pl.when(pl.col("lane").is_not_null()).then(pl.lit("lane")).otherwise(pl.lit("terminal")),
    )
    return (
        spread.with_columns(route=pl.Series(journeys.routes, dtype=pl.String).gather(spread["route"]))
        .join(legs, on=["route", "position"], how="left")
        .with_columns(pl.col("leg", "kind").fill_null("whole"))
        .sort("route", "position")
    )


def _spread(key: _Whole, time: _Whole, wait: _Whole, width: int) -> pl.DataFrame:
    """Mean, quantiles and mean wait by route and position; one sort of numbers that hold key and time is fastest.

    Parameters
    ----------
    key
        int64 (rows): route times `width`, and position; it is overwritten, for there are many rows.
    time, wait
        int64 (rows) [ms], none below 0.
    """
    size = np.bincount(key)
    keys = np.flatnonzero(size)
    size = size[keys]
    first = np.cumsum(size) - size
    waited = np.bincount(key, wait)[keys]
    ordered = key
    ordered <<= _TIME_BITS
    ordered |= time
    ordered.sort()
    ordered &= (1 << _TIME_BITS) - 1
    total = np.add.reduceat(ordered, first) if len(keys) else first
    columns = {
        "vehicles": size,
        "mean_d": total / size / MS_PER_DAY,
        **{name: _quantile(ordered, first, size, q) / MS_PER_DAY for name, q in _QUANTILES.items()},
        "wait_mean_d": waited / size / MS_PER_DAY,
    }
    return pl.DataFrame({"route": keys // width, "position": keys % width, **columns})


def _quantile(ordered: _Whole, first: _Whole, size: _Whole, q: float) -> NDArray[np.float64]:
    """The quantile of each run of `size` ordered values from `first`, interpolated linearly."""
    place = (size - 1) * q
    below = np.floor(place).astype(np.int64)
    low, high = ordered[first + below], ordered[first + np.minimum(below + 1, size - 1)]
    quantile: NDArray[np.float64] = low + (place - below) * (high - low)
    return quantile
