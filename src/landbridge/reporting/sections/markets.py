"""Markets: what they asked for and got."""

from __future__ import annotations

from typing import Any

import polars as pl

from landbridge.documents import Measures
from landbridge.reporting.rows import rows

_MARKET = {
    "market": "market",
    "demanded": "demanded",
    "assigned": "assigned",
    "delivered": "delivered",
    "due": "due",
    "onTime": "on_time",
}


def markets(measures: Measures) -> list[dict[str, Any]]:
    """Demand and delivery by market, the largest first; without a promise nothing is due."""
    promised = pl.col("due").is_not_null().any()
    grouped = (
        measures["service"]
        .group_by("market")
        .agg(
            pl.col("demanded", "assigned", "delivered").sum(),
            pl.when(promised).then(pl.col("due").sum()).alias("due"),
            pl.when(promised).then(pl.col("on_time").sum()).alias("on_time"),
        )
    )
    return rows(grouped.sort("demanded", "market", descending=[True, False]), _MARKET)
