"""Routes and flows: what a vehicle passes, and how many take which way."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case

MILLION = 1_000_000


def compile_routes(case: Case) -> pl.DataFrame:
    """The routes' steps in order, numbered from 1 without gaps."""
    routes = case.tables["routes"].sort("route", "position")
    return routes.with_columns(position=pl.int_range(1, pl.len() + 1).over("route"))


def compile_flows(case: Case) -> pl.DataFrame:
    """The flows with their share of the line's vehicles of the item, in millionths, at least 1."""
    whole = pl.col("share").sum().over("line", "item")
    return (
        case.tables["flows"]
        .sort("line", "item", "market", "route")
        .with_columns(weight=(pl.col("share") / whole * MILLION).round().cast(pl.Int64).clip(lower_bound=1))
    )
