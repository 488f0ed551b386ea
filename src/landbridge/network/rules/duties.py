"""Overtime and staff: said of calendars that lines in mode pace, or terminals of so many servers, work by."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """overtime_only, overtime_idle, staff_idle, staff_above_servers."""
    calendars = case["calendars"].drop_nulls("calendar")
    paced = case["lines"].filter(pl.col("mode") == "pace").select("calendar").drop_nulls().unique()
    most = case["terminals"].drop_nulls("calendar").group_by("calendar").agg(pl.col("servers").max())
    regular = calendars.filter(~pl.col("overtime").fill_null(value=False))
    over = calendars.filter("overtime")
    idle = over.join(paced, on="calendar", how="anti")
    bare = over.join(paced, on="calendar").join(regular, on="calendar", how="anti")
    bare = bare.sort("_row").unique("calendar", keep="first", maintain_order=True)
    staffed = calendars.drop_nulls("staff")
    nowhere = staffed.join(most, on="calendar", how="anti")
    above = staffed.join(most, on="calendar").filter(pl.col("staff") > pl.col("servers"))
    return [
        *case.report("overtime_only", "calendars", bare.select("_row", "calendar"), "calendar"),
        *case.report("overtime_idle", "calendars", idle.select("_row", "overtime", "calendar"), "overtime"),
        *case.report("staff_idle", "calendars", nowhere.select("_row", "staff", "calendar"), "staff"),
        *case.report("staff_above_servers", "calendars", above.select("_row", "staff", "calendar", "servers"), "staff"),
    ]
