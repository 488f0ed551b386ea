"""Stocks: what lay where at the opening and at every month's end."""

from __future__ import annotations

import polars as pl

from landbridge.documents import Record
from landbridge.measurement.months import Months

OPENING = "opening"
# Running totals since the warm-up's beginning: flows, not stocks.
_TOTALS = ("made", "consumed", "delivered")


def stocks(record: Record, months: Months) -> pl.DataFrame:
    """The table `stocks`: balances by state, item and place, without the running totals."""
    instants = pl.DataFrame(
        {"time_ms": months.month_starts, "month": [OPENING, *months.labels]},
        schema={"time_ms": pl.Int64, "month": pl.String},
    )
    return (
        record["balances"]
        .filter(~pl.col("state").cast(pl.String).is_in(_TOTALS))
        .join(instants, on="time_ms")
        .with_columns(location=pl.coalesce(pl.col("site", "lane", "terminal", "line").cast(pl.String)))
        .group_by("time_ms", "month", "state", "item", "location")
        .agg(pl.col("units").sum())
        .sort("time_ms", pl.col("state", "item", "location").cast(pl.String))
    )
