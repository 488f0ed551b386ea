"""Lanes whose timetable carries less than the plan sends over them."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """service_capacity.

    Notes
    -----
    Both sides are rough: flows are taken at their shares, dated changes and closures are left out.
    """
    first, last = case.settings.start, case.settings.end
    if (last - first).days > 40_000 or not case["timetables"].height:
        return []
    carried = _departures(case, first, last).join(_planned(case, first, last), on="lane")
    over = carried.filter(pl.col("planned") > pl.col("capacity"))
    rows = over.select("_row", "lane", "planned", "capacity")
    return case.report("service_capacity", "timetables", rows, "lane")


def _departures(case: Case, first: date, last: date) -> pl.DataFrame:
    """``lane``, ``capacity`` (vehicles over the horizon) and ``_row`` of its first timetable row."""
    days = pl.DataFrame({"day": pl.date_range(first, last, eager=True)}).with_columns(
        weekday=pl.col("day").dt.weekday()
    )
    rows = (
        case["timetables"]
        .drop_nulls(["lane", "weekdays", "capacity_units"])
        .with_columns(begins=pl.col("valid_from").fill_null(date.min), ends=pl.col("valid_to").fill_null(date.max))
        .explode("weekdays")
    )
    running = days.join(rows, left_on="weekday", right_on="weekdays").filter(
        pl.col("day").is_between("begins", "ends", closed="left")
    )
    lanes = rows.group_by("lane").agg(pl.col("_row").min())
    capacity = running.group_by("lane").agg(capacity=pl.col("capacity_units").sum())
    return lanes.join(capacity, on="lane", how="left").with_columns(pl.col("capacity").fill_null(0))


def _planned(case: Case, first: date, last: date) -> pl.DataFrame:
    """``lane`` and ``planned``: the vehicles scheduled within the horizon that the flows send over it."""
    within = pl.col("month").is_between(first.replace(day=1), last)
    built = (
        case["schedule"].filter(within).group_by("line", "item").agg(units=pl.col("quantity").cast(pl.Float64).sum())
    )
    share = pl.col("share") / pl.col("share").sum().over("line", "item")
    flows = case["flows"].drop_nulls(["line", "item", "route", "share"]).with_columns(share=share)
    sent = flows.join(built, on=["line", "item"]).with_columns(units=pl.col("units") * pl.col("share"))
    steps = case["routes"].select("route", "lane").drop_nulls().unique()
    lanes = sent.join(steps, on="route").group_by("lane").agg(planned=pl.col("units").sum())
    return lanes.with_columns(pl.col("planned").round())
