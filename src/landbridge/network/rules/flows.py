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
    wanted = demand.group_by(pairs).agg(pl.col("_row").min(), pl.col("quantity").sum()).drop_nulls(pairs)
    unwanted = flows.drop_nulls(pairs).join(wanted, on=pairs, how="anti")
    unreached = wanted.filter(pl.col("quantity") > 0).join(flows, on=pairs, how="anti")
    others = case["items"].select("item", "segment").drop_nulls().filter(pl.col("segment") != "vehicle")
    other = demand.filter(pl.col("item").is_in(others["item"].implode()))
    other = other.join(others.unique("item", keep="first"), on="item")
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
        rows = case[table].group_by("market").agg(pl.col("_row").min()).join(kinds, on="market")
        rows = rows.filter(pl.col("kind") != "market")
        found += case.report("not_a_market", table, rows.select("_row", "market", "kind"), "market")
    return found


def _far(case: Case) -> list[Finding]:
    """Vehicles of which the horizon's demand and schedule differ by more than a quarter of the larger."""
    first, last = case.settings.start.replace(day=1), case.settings.end
    within = pl.col("month").is_between(first, last)
    scheduled = case["schedule"].filter(within).group_by("item").agg(built=pl.col("quantity").sum())
    vehicles = case["items"].filter(pl.col("segment") == "vehicle").select("item")
    demanded = case["demand"].filter(within).group_by("item")
    totals = demanded.agg(pl.col("quantity").sum(), pl.col("_row").min())
    both = totals.join(scheduled, on="item", how="full", coalesce=True).join(vehicles, on="item", how="semi")
    both = both.with_columns(pl.col("quantity", "built").fill_null(0))
    larger = pl.max_horizontal("quantity", "built")
    rows = both.filter((pl.col("quantity") - pl.col("built")).abs() > _FAR * larger)
    return case.report("demand_far", "demand", rows.select("_row", "item", "quantity", "built"), "item")
