"""Trade: what crossed the border, by whatever customs counts it, and what is levied on it abroad."""

from __future__ import annotations

from typing import Any

import polars as pl

from landbridge.documents import Measures
from landbridge.reporting.rows import rows

WAYS = ("destination", "hs_code", "maker", "month")
_EXPORT = {"key": "key", "units": "units", "weight": "weight_kg", "value": "value_cny"}
_DUTY = {
    "destination": "destination",
    "maker": "maker",
    "code": "hs_code",
    "kind": "kind",
    "rate": "rate_percent",
    "first": "first",
    "last": "last",
    "units": "units",
    "value": "value_cny",
    "duty": "duty_cny",
}


def trade(measures: Measures) -> dict[str, Any]:
    """Exports by each way of counting them, and duties by destination, maker, commodity, kind and rate."""
    return {"exports": {way: _exports(measures["exports"], way) for way in WAYS}, "duties": _duties(measures["duties"])}


def _exports(exports: pl.DataFrame, way: str) -> list[dict[str, Any]]:
    """The most valuable first, months in their order."""
    key = pl.col(way).alias("key")
    sums = exports.group_by(key).agg(pl.col("units").sum(), *_known_sums("weight_kg", "value_cny"))
    order = sums.sort("key") if way == "month" else sums.sort("value_cny", "key", descending=[True, False])
    carried = exports.group_by(key, "mode").agg(pl.col("units").sum()).sort("mode")
    found = rows(order, _EXPORT)
    for row in found:
        own = carried.filter(pl.col("key").eq_missing(row["key"]))
        row["modes"] = dict(own.select("mode", "units").iter_rows())
    return found


def _duties(duties: pl.DataFrame) -> list[dict[str, Any]]:
    keys = ("destination", "maker", "hs_code", "kind", "rate_percent")
    sums = duties.group_by(keys).agg(
        pl.col("units").sum(),
        *_known_sums("value_cny", "duty_cny"),
        first=pl.col("month").min(),
        last=pl.col("month").max(),
    )
    return rows(sums.sort("destination", "maker", "hs_code", "first", "kind"), _DUTY)


def _known_sums(*columns: str) -> list[pl.Expr]:
    """Sums that are empty where a part is not known."""
    return [pl.when(pl.col(column).is_not_null().all()).then(pl.col(column).sum()).alias(column) for column in columns]
