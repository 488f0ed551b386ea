"""Stops: how long lines stood, for which part, supplier or yard."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record
from landbridge.measurement.months import Months, times

_MS_PER_HOUR = 3_600_000


def stops(network: Network, record: Record, months: Months) -> pl.DataFrame:
    """The table `stops`: stops and working hours lost by month, line and cause.

    Notes
    -----
    The waits of one unit are one stop, booked to the cause of the last: the part that arrived last, or the yard.
    Hours are working time of the line, within the horizon. A stop belongs to the month in which it ended, one that
    lasts to the last month.
    """
    start, end = int(months.day_starts[0]), int(months.day_starts[-1])
    merged = (
        record["stops"]
        .with_columns(pl.col("line", "cause", "item", "supplier").cast(pl.String), pl.col("ended_ms").fill_null(end))
        .sort("line", "unit", "began_ms")
        .group_by("line", "unit", maintain_order=True)
        .agg(pl.col("began_ms").first(), pl.col("ended_ms", "cause", "item", "supplier").last())
        .filter(pl.col("ended_ms") > start, pl.col("began_ms") < end)
        .with_columns(pl.col("began_ms").clip(start, end), pl.col("ended_ms").clip(start, end))
    )
    month = months.month_of(np.minimum(times(merged["ended_ms"]), end - 1))
    lost = merged.with_columns(
        month=pl.Series(months.labels, dtype=pl.String).gather(month),
        hours=pl.Series(_lost_ms(network, merged) / _MS_PER_HOUR),
    )
    return (
        lost.join(network["lines"].select("line", "site"), on="line", how="left")
        .group_by("month", "line", "site", "cause", "item", "supplier")
        .agg(stops=pl.len().cast(pl.Int64), hours=pl.col("hours").sum())
        .sort("month", "line", "cause", "item", "supplier")
    )


def _lost_ms(network: Network, merged: pl.DataFrame) -> NDArray[np.int64]:
    lost = np.zeros(len(merged), np.int64)
    lines = merged["line"].to_numpy()
    began, ended = times(merged["began_ms"]), times(merged["ended_ms"])
    for line, rate_map in network["lines"].select("line", "rate_map").iter_rows():
        rows = np.flatnonzero(lines == line)
        if len(rows):
            steps = network["rates"].filter(pl.col("rate_map").eq_missing(pl.lit(rate_map, pl.String))).sort("t_ms")
            lost[rows] = worked_ms(steps, ended[rows]) - worked_ms(steps, began[rows])
    return lost


def worked_ms(steps: pl.DataFrame, instants: NDArray[np.int64]) -> NDArray[np.int64]:
    """The work done up to each instant [ms], less a constant, on a rate map; without steps it never rests.

    Notes
    -----
    Each rate holds until the next step, the first also before and the last for good; work is rounded down within
    each segment.
    """
    if steps.is_empty():
        return instants
    t, rate = steps["t_ms"].to_numpy(), steps["permille"].to_numpy()
    done = np.concatenate([[0], np.cumsum(np.diff(t) * rate[:-1] // 1000)])
    segment = np.maximum(np.searchsorted(t, instants, side="right") - 1, 0)
    worked: NDArray[np.int64] = done[segment] + (instants - t[segment]) * rate[segment] // 1000
    return worked
