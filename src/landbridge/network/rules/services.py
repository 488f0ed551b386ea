"""Services: what a timetable and the dated changes to it must agree on."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """service_changes_lane, service_changes_fleet, minimum_above_capacity, nothing_to_cancel."""
    timetables = case["timetables"].drop_nulls("service").sort("_row")
    moved = timetables.with_columns(first=pl.col("lane").first().over("service"))
    moved = moved.filter(pl.col("lane") != pl.col("first"))
    mixed = timetables.with_columns(first=pl.col("fleet").first().over("service"))
    mixed = mixed.filter(pl.col("fleet").ne_missing(pl.col("first")))
    above = timetables.filter(pl.col("minimum_units") > pl.col("capacity_units"))
    return [
        *case.report(
            "service_changes_lane", "timetables", moved.select("_row", "lane", "first", name="service"), "lane"
        ),
        *case.report(
            "service_changes_fleet", "timetables", mixed.select("_row", "fleet", "first", name="service"), "fleet"
        ),
        *case.report(
            "minimum_above_capacity",
            "timetables",
            above.select("_row", "minimum_units", capacity="capacity_units"),
            "minimum_units",
        ),
        *_cancelled(case, timetables),
    ]


def _cancelled(case: Case, timetables: pl.DataFrame) -> list[Finding]:
    cancelled = case["departures"].filter(pl.col("change") == "cancelled").drop_nulls(["service", "date"])
    known = cancelled.join(timetables.select("service"), on="service", how="semi")
    days = timetables.select(
        "service",
        "weekdays",
        begins=pl.col("valid_from").fill_null(date.min),
        ends=pl.col("valid_to").fill_null(date.max),
    )
    weekday = pl.col("date").dt.weekday()
    running = known.join(days, on="service").filter(
        pl.col("date").is_between("begins", "ends", closed="left"), pl.col("weekdays").list.contains(weekday)
    )
    idle = known.join(running, on="_row", how="anti")
    return case.report("nothing_to_cancel", "departures", idle.select("_row", "date", name="service"), "date")
