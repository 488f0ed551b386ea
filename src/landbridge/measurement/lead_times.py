"""Lead times: how long vehicles took, step by step and from yard to market."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record
from landbridge.measurement.journeys import Journeys, before
from landbridge.measurement.months import Months, times
from landbridge.network.clock import MS_PER_DAY

_Times = NDArray[np.int64]


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
    began, ended, waiting = journeys.began, journeys.ended, before(journeys, assigned)
    done = months.counts(ended)
    steps = _spread(journeys.position, journeys.route[journeys.vehicle], ended - waiting, began - waiting, done)
    moved = np.flatnonzero(journeys.made > 0)
    left, arrived, route = began[journeys.first[moved]], delivered[moved], journeys.route[moved]
    whole = _spread(np.zeros_like(moved), route, arrived - left, left - assigned[moved], months.counts(arrived))
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


def _spread(position: _Times, route: _Times, time: _Times, wait: _Times, counted: NDArray[np.bool_]) -> pl.DataFrame:
    """Quantiles by route and position of what is counted; one key and whole numbers keep the grouping fast."""
    rows = pl.DataFrame({"key": (route << 16) + position, "time": time, "wait": wait}).filter(pl.Series(counted))
    time_ms = pl.col("time")
    spread = rows.group_by("key").agg(
        vehicles=pl.len().cast(pl.Int64),
        mean_d=time_ms.mean(),
        p10_d=time_ms.quantile(0.1, "linear"),
        p50_d=time_ms.quantile(0.5, "linear"),
        p90_d=time_ms.quantile(0.9, "linear"),
        wait_mean_d=pl.col("wait").mean(),
    )
    return spread.select(
        pl.exclude("key", "^.*_d$"),
        pl.col("^.*_d$") / MS_PER_DAY,
        route=pl.col("key") // 65536,
        position=pl.col("key") % 65536,
    )
