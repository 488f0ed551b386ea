"""Flows and demand: each flow leads from a line that builds the vehicle to a market that wants it, and back."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import made
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

_FAR = 0.25


def find(case: Case) -> list[Finding]:
    """flow_line, flow_item, not_a_market, flow_without_demand, demand_without_flow, demand_not_vehicle, demand_far."""
    flows, demand = case["flows"], case["demand"]
    lines = made(case)
    modes = case["lines"].select("line", "mode").drop_nulls("line").unique("line", keep="first")
    ordered = flows.join(modes, on="line").filter(pl.col("mode") == "order")
    unable = flows.drop_nulls(["line", "item"]).join(modes, on="line", how="semi")
    unable = unable.join(lines.select("line", "item"), on=["line", "item"], how="anti")
    pairs = ["market", "item"]
    unwanted = flows.drop_nulls(pairs).join(demand, on=pairs, how="anti")
    wanted = demand.filter(pl.col("quantity") > 0).drop_nulls(pairs).sort("_row")
    wanted = wanted.unique(pairs, keep="first", maintain_order=True)
    unreached = wanted.join(flows, on=pairs, how="anti")
    segments = case["items"].select("item", "segment").drop_nulls().unique("item", keep="first")
    other = demand.join(segments, on="item").filter(pl.col("segment") != "vehicle")
    return [
        *case.report("flow_line", "flows", ordered.select("_row", "line"), "line"),
        *case.report("flow_item", "flows", unable.select("_row", "item", name="line"), "item"),
        *_not_markets(case),
        *case.report("flow_without_demand", "flows", unwanted.select("_row", "market", "item"), "market"),
        *case.report("demand_without_flow", "demand", unreached.select("_row", "market", "item"), "market"),
        *case.report("demand_not_vehicle", "demand", other.select("_row", "item", "segment"), "item"),
        *_far(case),
    ]


def _not_markets(case: Case) -> list[Finding]:
    kinds = case["sites"].select(market="site", kind="kind").drop_nulls().unique("market", keep="first")
    found = []
    for table in ("demand", "flows"):
        rows = case[table].sort("_row").unique("market", keep="first", maintain_order=True).join(kinds, on="market")
        rows = rows.filter(pl.col("kind") != "market")
        found += case.report("not_a_market", table, rows.select("_row", "market", "kind"), "market")
    return found


def _far(case: Case) -> list[Finding]:
    """Vehicles of which the horizon's demand and schedule differ by more than a quarter of the larger."""
    first, last = case.settings.start.replace(day=1), case.settings.end
    within = pl.col("month").is_between(first, last)
    scheduled = case["schedule"].filter(within).group_by("item").agg(built=pl.col("quantity").sum())
    vehicles = case["items"].filter(pl.col("segment") == "vehicle").select("item")
    demanded = case["demand"].filter(within).sort("_row").group_by("item")
    totals = demanded.agg(quantity=pl.col("quantity").sum(), _row=pl.col("_row").first())
    both = totals.join(scheduled, on="item", how="full", coalesce=True).join(vehicles, on="item", how="semi")
    both = both.with_columns(pl.col("quantity", "built").fill_null(0))
    larger = pl.max_horizontal("quantity", "built")
    rows = both.filter((pl.col("quantity") - pl.col("built")).abs() > _FAR * larger)
    return case.report("demand_far", "demand", rows.select("_row", "item", "quantity", "built"), "item")
