"""Routes: whether their parts join, from the line's site to the market."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import lane_ends
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """route_step, route_positions, route_first_lane, route_gap, route_start, route_end, route_item, unused_route."""
    steps = _steps(case)
    both = steps.filter(pl.col("lane").is_null() == pl.col("terminal").is_null())
    order = pl.int_range(1, pl.len() + 1).over("route")
    gap = steps.with_columns(expected=order).filter(pl.col("position") != pl.col("expected"))
    gap = gap.unique("route", keep="first", maintain_order=True)
    first = steps.unique("route", keep="first", maintain_order=True)
    not_lane = first.filter(pl.col("lane").is_null(), pl.col("terminal").is_not_null())
    apart = steps.filter(pl.col("begins") != pl.col("reached"))
    return [
        *case.report("route_step", "routes", both.select("_row", "lane", "route"), "lane"),
        *case.report("route_positions", "routes", gap.select("_row", "position", "route", "expected"), "position"),
        *case.report("route_first_lane", "routes", not_lane.select("_row", "terminal", "route"), "terminal"),
        *_gaps(case, apart),
        *_flows(case, steps, first),
    ]


def _steps(case: Case) -> pl.DataFrame:
    """The steps in order: ``begins`` and ``leaves`` at sites, ``reached`` is where the step before leaves."""
    lanes = lane_ends(case).select("lane", "origin", "destination")
    terminals = case["terminals"].select("terminal", "site").drop_nulls("terminal").unique("terminal", keep="first")
    return (
        case["routes"]
        .drop_nulls("route")
        .join(lanes, on="lane", how="left")
        .join(terminals, on="terminal", how="left")
        .sort("route", "position", "_row", nulls_last=True)
        .with_columns(begins=pl.coalesce("origin", "site"), leaves=pl.coalesce("destination", "site"))
        .with_columns(reached=pl.col("leaves").shift(1).over("route"))
    )


def _gaps(case: Case, apart: pl.DataFrame) -> list[Finding]:
    found = []
    for column in ("lane", "terminal"):
        rows = apart.filter(pl.col(column).is_not_null())
        found += case.report("route_gap", "routes", rows.select("_row", column, "route", "begins", "reached"), column)
    return found


def _flows(case: Case, steps: pl.DataFrame, first: pl.DataFrame) -> list[Finding]:
    sites = case["lines"].select("line", "site").drop_nulls().unique("line", keep="first")
    last = steps.unique("route", keep="last", maintain_order=True).select("route", "leaves")
    flows = (
        case["flows"]
        .join(sites, on="line", how="left")
        .join(first.select("route", "begins"), on="route", how="left")
        .join(last, on="route", how="left")
    )
    start = flows.filter(pl.col("begins") != pl.col("site"))
    end = flows.filter(pl.col("leaves") != pl.col("market"))
    limited = steps.join(case["lanes"].select("lane", "items").drop_nulls(), on="lane").select("route", "lane", "items")
    refused = flows.join(limited, on="route").filter(~pl.col("items").list.contains(pl.col("item")))
    unused = first.join(flows.select("route").drop_nulls(), on="route", how="anti")
    return [
        *case.report("route_start", "flows", start.select("_row", "route", "begins", "site", name="line"), "route"),
        *case.report("route_end", "flows", end.select("_row", "route", "leaves", "market"), "route"),
        *case.report("route_item", "flows", refused.select("_row", "route", "item", "lane"), "route"),
        *case.report("unused_route", "routes", unused.select("_row", "route"), "route"),
    ]
