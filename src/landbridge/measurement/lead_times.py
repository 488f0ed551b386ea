"""Lead times: how long vehicles took, step by step and from yard to market."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record
from landbridge.measurement.journeys import Journeys, before
from landbridge.measurement.months import Months, times
from landbridge.network.clock import MS_PER_DAY


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
    waiting = before(journeys, assigned)
    done = np.flatnonzero(months.counts(journeys.ended))
    steps = _frame(
        journeys.route[journeys.vehicle[done]],
        journeys.position[done],
        journeys.ended[done] - waiting[done],
        journeys.began[done] - waiting[done],
    )
    arrived = np.flatnonzero(months.counts(delivered) & (journeys.made > 0))
    left = journeys.began[journeys.first[arrived]] if len(arrived) else arrived
    whole = _frame(
        journeys.route[arrived], np.zeros(len(arrived), np.int64), delivered[arrived] - left, left - assigned[arrived]
    )
    spread = pl.concat([_spread(steps), _spread(whole)])
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


def _frame(
    route: NDArray[np.int64], position: NDArray[np.int64], time: NDArray[np.int64], wait: NDArray[np.int64]
) -> pl.DataFrame:
    return pl.DataFrame({"route": route, "position": position, "time": time, "wait": wait})


def _spread(frame: pl.DataFrame) -> pl.DataFrame:
    time, wait = pl.col("time") / MS_PER_DAY, pl.col("wait") / MS_PER_DAY
    return frame.group_by("route", "position").agg(
        vehicles=pl.len().cast(pl.Int64),
        mean_d=time.mean(),
        p10_d=time.quantile(0.1, "linear"),
        p50_d=time.quantile(0.5, "linear"),
        p90_d=time.quantile(0.9, "linear"),
        wait_mean_d=wait.mean(),
    )
