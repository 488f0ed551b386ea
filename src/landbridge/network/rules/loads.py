"""Loads: how long one waits and what it may mix is said of lanes without a timetable only."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """load_timetable."""
    timetabled = case["timetables"]["lane"].drop_nulls().unique().implode()
    lanes, found = case["lanes"].filter(pl.col("lane").is_in(timetabled)), []
    for column, said in (("load_wait_h", pl.col("load_wait_h").is_not_null()), ("mixed", ~pl.col("mixed"))):
        rows = lanes.filter(said).select("_row", column, name="lane")
        found += case.report("load_timetable", "lanes", rows, column)
    return found
