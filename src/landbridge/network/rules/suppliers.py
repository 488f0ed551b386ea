"""Replenishment lanes: each ends where the stock is and begins where exactly one supplier makes the item."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import sources
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """replenishment_lane_end, no_supplier, two_suppliers, lane_excludes_item, timetable_ignored."""
    rows = sources(case).drop_nulls(["site", "item", "lane"])
    known = rows.drop_nulls(["origin", "destination"])
    elsewhere = known.filter(pl.col("site") != pl.col("destination"))
    makers = pl.col("suppliers").list.len()
    outside = pl.col("kind") == "source"
    nobody = known.filter(~outside, makers == 0)
    several = known.filter(makers > 1)
    excluded = known.filter(~pl.col("carries").list.contains(pl.col("item")))
    timetabled = rows.join(case["timetables"].select("lane").unique(), on="lane", how="semi")
    table = "replenishment"
    return [
        *case.report("replenishment_lane_end", table, elsewhere.select("_row", "lane", "destination", "site"), "lane"),
        *case.report("no_supplier", table, nobody.select("_row", "lane", "origin", "item"), "lane"),
        *case.report("two_suppliers", table, several.select("_row", "lane", "origin", "item", "suppliers"), "lane"),
        *case.report("lane_excludes_item", table, excluded.select("_row", "lane", "item", "carries"), "lane"),
        *case.report("timetable_ignored", table, timetabled.select("_row", "lane"), "lane"),
    ]
