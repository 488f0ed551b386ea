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
    "scrap_share",
    "rework_share",
    "rework_distribution",
    "rework_h",
    "rework_p90_h",
    "rework_cv",
)


def find(case: Case) -> list[Finding]:
    """line_segment, line_changes, takt_choice, ramp_up_half, ramp_up_start, quality_shares, order_rework."""
    lines = case["lines"].drop_nulls("line")
    segments = case["items"].select("item", "segment").drop_nulls("item").unique("item", keep="first")
    vehicle = pl.col("segment") == "vehicle"
    pace = pl.col("mode") == "pace"
    wrong = made(case).join(segments, on="item").drop_nulls(["mode", "segment"]).filter(vehicle != pace)
    found = case.report("line_segment", "lines", wrong.select("_row", "mode", "segment", items="item"), "items")

    comparable = lines.sort("_row").with_columns(pl.col("items").list.sort().list.join(";"))
    for column in _FIXED:
        first = pl.col(column).first().over("line")
        changed = comparable.with_columns(first=first).filter(pl.col(column).ne_missing(pl.col("first")))
        found += case.report("line_changes", "lines", changed.select("_row", column, "first", name="line"), column)

    both = pl.col("takt_s").is_null() == pl.col("units_per_day").is_null()
    found += case.report("takt_choice", "lines", lines.filter(both).select("_row", "takt_s"), "takt_s")
    return [*found, *_ramp_ups(case, lines), *_quality(case, lines)]


def _ramp_ups(case: Case, lines: pl.DataFrame) -> list[Finding]:
    half = lines.filter(pl.col("ramp_up_d").is_null() != pl.col("ramp_from_share").is_null())
    # without a first day there is nothing to count from
    undated = lines.filter(pl.col("ramp_up_d").is_not_null(), pl.col("valid_from").is_null())
    return [
        *case.report("ramp_up_half", "lines", half.select("_row", "ramp_up_d", name="line"), "ramp_up_d"),
        *case.report("ramp_up_start", "lines", undated.select("_row", "valid_from", name="line"), "valid_from"),
    ]


def _quality(case: Case, lines: pl.DataFrame) -> list[Finding]:
    whole = lines.filter(pl.col("scrap_share").fill_null(0) + pl.col("rework_share").fill_null(0) >= 1)
    ordered = lines.filter(pl.col("mode") == "order", pl.col("rework_share") > 0)
    return [
        *case.report("quality_shares", "lines", whole.select("_row", "scrap_share", name="line"), "scrap_share"),
        *case.report("order_rework", "lines", ordered.select("_row", "rework_share", name="line"), "rework_share"),
    ]
