"""Yards that cannot hold what the way out of them takes at once."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """yard_below_load."""
    yards = case["sites"].select("site", "yard_units", "_row").drop_nulls().unique("site", keep="first")
    services = case["timetables"].drop_nulls("lane").group_by("lane").agg(least=pl.col("minimum_units").min())
    lines = case["lines"].select("line", "site").drop_nulls().unique("line", keep="first")
    first = case["routes"].drop_nulls(["route", "position"]).sort("route", "position")
    first = first.unique("route", keep="first", maintain_order=True).select("route", "lane").drop_nulls()
    # a load that leaves after a wait lets the yard go; of loads that are not mixed one a vehicle may be gathering
    lanes = case["lanes"].filter(pl.col("load_wait_h").is_null()).drop_nulls(["lane", "load_units"])
    lanes = lanes.unique("lane", keep="first").select("lane", "load_units", "mixed")
    kinds = case["flows"].join(first, on="route").group_by("lane").agg(kinds=pl.col("item").n_unique())
    gathering = pl.when("mixed").then(1).otherwise(pl.col("kinds"))
    lanes = lanes.join(kinds, on="lane").with_columns(gathered=(pl.col("load_units") - 1) * gathering + 1)
    takes = (
        case["flows"]
        .select("line", "route")
        .join(lines, on="line")
        .join(first, on="route")
        .join(lanes, on="lane")
        .join(services, on="lane", how="left")
        .with_columns(units=pl.coalesce("least", "gathered"))
        .join(yards, on="site")
        .filter(pl.col("units") > pl.col("yard_units"))
        .sort("lane")
        .unique("site", keep="first", maintain_order=True)
    )
    return case.report(
        "yard_below_load", "sites", takes.select("_row", "yard_units", "site", "units", name="lane"), "yard_units"
    )
