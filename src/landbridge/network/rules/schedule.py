"""The schedule: only lines in mode pace, only what they can make, within what takt and working time allow."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import made
from landbridge.network.rules.working_time import monthly_seconds
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """schedule_mode, schedule_item, schedule_capacity, missing_flow."""
    schedule = case["schedule"].drop_nulls(["line", "item"])
    modes = case["lines"].select("line", "mode").drop_nulls("line").unique("line", keep="first")
    ordered = schedule.join(modes, on="line").filter(pl.col("mode") == "order")
    can = made(case).select("line", "item")
    known = schedule.join(modes, on="line", how="semi").join(ordered.select("line"), on="line", how="anti")
    cannot = known.join(can, on=["line", "item"], how="anti")
    flows = case["flows"].select("line", "item").drop_nulls()
    built = known.filter(pl.col("quantity") > 0).sort("_row")
    flowless = built.unique(["line", "item"], keep="first", maintain_order=True).join(
        flows, on=["line", "item"], how="anti"
    )
    return [
        *case.report("schedule_mode", "schedule", ordered.select("_row", "line"), "line"),
        *case.report("schedule_item", "schedule", cannot.select("_row", "item", name="line"), "item"),
        *case.report("missing_flow", "schedule", flowless.select("_row", "item", name="line"), "item"),
        *_capacity(case, schedule),
    ]


def _capacity(case: Case, schedule: pl.DataFrame) -> list[Finding]:
    """Months in which a line is to build more than takt lets it, public holidays not counted."""
    totals = (
        schedule.drop_nulls("month")
        .sort("_row")
        .group_by("line", "month")
        .agg(pl.col("quantity", "_row").last(), total=pl.col("quantity").sum())
        .filter(pl.col("total") > 0)
    )
    possible = monthly_seconds(case, totals.select("line", "month"))
    takt = pl.coalesce("takt_s", 86_400 / pl.col("units_per_day"))
    units = possible.with_columns(units=pl.col("seconds") / takt).drop_nulls("units")
    months = units.group_by("line", "month").agg(pl.col("units").sum().floor())
    over = totals.join(months, on=["line", "month"]).filter(pl.col("total") > pl.col("units"))
    rows = over.select("_row", "quantity", "month", "total", name="line", capacity=pl.col("units").cast(pl.Int64))
    return case.report("schedule_capacity", "schedule", rows, "quantity")
