"""Lines: what they may make, and what must not change from one validity period to the next."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import made
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

_FIXED = (
    "site",
    "mode",
    "items",
    "calendar",
    "throughput_distribution",
    "throughput_h",
    "throughput_p90_h",
    "throughput_cv",
)


def find(case: Case) -> list[Finding]:
    """line_segment, order_line_twice, line_changes, takt_choice."""
    lines = case["lines"].drop_nulls("line")
    segments = case["items"].select("item", "segment").drop_nulls("item").unique("item", keep="first")
    vehicle = pl.col("segment") == "vehicle"
    pace = pl.col("mode") == "pace"
    wrong = made(case).join(segments, on="item").drop_nulls(["mode", "segment"]).filter(vehicle != pace)
    found = case.report("line_segment", "lines", wrong.select("_row", "mode", "segment", items="item"), "items")

    repeated = lines.sort("_row").filter(pl.col("_row") != pl.col("_row").first().over("line"))
    again = repeated.filter(pl.col("mode") == "order")
    found += case.report("order_line_twice", "lines", again.select("_row", "line"), "line")

    comparable = lines.sort("_row").with_columns(pl.col("items").list.sort().list.join(";"))
    for column in _FIXED:
        first = pl.col(column).first().over("line")
        changed = comparable.with_columns(first=first).filter(pl.col(column).ne_missing(pl.col("first")))
        changed = changed.filter(pl.col("mode") != "order")
        found += case.report("line_changes", "lines", changed.select("_row", column, "first", name="line"), column)

    both = pl.col("takt_s").is_null() == pl.col("units_per_day").is_null()
    return found + case.report("takt_choice", "lines", lines.filter(both).select("_row", "takt_s"), "takt_s")
