"""Shifts of one calendar that overlap in the week."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.cells import MINUTES_PER_DAY
from landbridge.tables.finding import Finding

_WEEK = 7 * MINUTES_PER_DAY
_MOST = 500


def find(case: Case) -> list[Finding]:
    """overlapping_shifts."""
    shifts = case["calendars"].drop_nulls(["calendar", "weekdays", "starts", "ends"])
    # a calendar of very many rows is compared in no time that a person would wait
    few = shifts.filter(pl.len().over("calendar") <= _MOST)
    day = (pl.col("weekdays").cast(pl.Int32) - 1) * MINUTES_PER_DAY
    length = pl.col("ends") - pl.col("starts")
    length = pl.when(length <= 0).then(length + MINUTES_PER_DAY).otherwise(length)
    spans = (
        few.explode("weekdays")
        .drop_nulls("weekdays")
        .select(
            "calendar",
            "_row",
            first=pl.col("valid_from").fill_null(date.min),
            last=pl.col("valid_to").fill_null(date.max),
            begins=day + pl.col("starts"),
            ends=day + pl.col("starts") + length,
        )
    )
    # Sunday's night shift reaches into Monday
    spans = pl.concat([spans, spans.with_columns(pl.col("begins", "ends") - _WEEK).filter(pl.col("ends") > 0)])
    pairs = spans.join(spans, on="calendar", suffix="_other").filter(
        pl.col("_row") > pl.col("_row_other"),
        pl.col("begins") < pl.col("ends_other"),
        pl.col("begins_other") < pl.col("ends"),
        pl.col("first") < pl.col("last_other"),
        pl.col("first_other") < pl.col("last"),
    )
    rows = pairs.select("_row", "calendar", other="_row_other").unique("_row", keep="first")
    return case.report("overlapping_shifts", "calendars", rows, "calendar")
