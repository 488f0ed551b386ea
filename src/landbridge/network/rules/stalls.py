"""Stocks whose rule may never order what the next unit or order needs, so that their line waits for good."""

from __future__ import annotations

import math

import polars as pl

from landbridge.network.rules.chain import stocks, used
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """stock_never_starts, stock_may_stall.

    Notes
    -----
    The position moves by whole bills b down and whole orders up, so it keeps its remainder by g, the greatest common
    divisor of both. A position above s rests there, the lowest at s + 1 + (initial - s - 1) mod g. A pace line posts
    its demand when a unit starts and so needs a resting position of at least b; a maker posts it when it accepts an
    order and needs one of at least 0 (docs/simulation.md, L5, L8, M1, M4). What is ordered up to S with a multiple
    keeps the remainder by it too; with a minimum alone, the position comes back to S or goes up by that minimum (M2).
    """
    rows = stocks(case).drop_nulls(["consumer", "policy", "initial"])
    bills = (
        used(case)
        .group_by("line", "item")
        .agg(most=pl.col("quantity").max(), bills=pl.col("quantity").drop_nulls().unique())
    )
    rows = rows.join(bills, left_on=["consumer", "item"], right_on=["line", "item"])
    modes = case["lines"].select(consumer="line", mode="mode").drop_nulls().unique("consumer", keep="first")
    rows = rows.join(modes, on="consumer").drop_nulls("most")
    s, target = pl.col("reorder_point"), pl.col("order_up_to")
    rows = rows.with_columns(step=_divisor(rows))
    g, above = pl.col("step"), s + 1
    lowest_of_initial = above + (pl.col("initial") - above) % g
    lowest_of_target = above + (target - above) % g
    in_multiples = pl.col("order_multiple").fill_null(1) > 1
    rests = (
        pl.when(pl.col("policy") == "base_stock")
        .then(target)
        .when(pl.col("policy") == "order_up_to", ~in_multiples)
        .then(pl.min_horizontal(lowest_of_initial, lowest_of_target))
        .otherwise(lowest_of_initial)
    )
    needs = pl.when(pl.col("mode") == "pace").then(pl.col("most")).otherwise(0)
    rows = rows.with_columns(rests=rests, needs=needs)
    stalls = rows.filter(pl.col("rests") < pl.col("needs"))
    # the position is looked at only when demand is posted, so the first unit must find its parts
    unstarted = rows.filter(pl.col("mode") == "pace", pl.col("initial") < pl.col("needs"))
    at_order = stalls.join(unstarted.select("_row"), on="_row", how="anti")
    return [
        *case.report(
            "stock_never_starts",
            "replenishment",
            unstarted.select("initial", "item", "needs", _row="initial_row", name="consumer"),
            "initial",
        ),
        *case.report(
            "stock_may_stall",
            "replenishment",
            at_order.select("_row", "item", "rests", "needs", name="consumer"),
            "item",
        ),
    ]


def _divisor(rows: pl.DataFrame) -> pl.Series:
    """Greatest common divisor of a stock's bills and of what every order is a multiple of, where it is of anything."""
    multiple = pl.col("order_multiple").fill_null(1)
    fixed = rows.select(
        pl.when(pl.col("policy") == "reorder_point")
        .then(pl.col("order_quantity"))
        .when(multiple > 1)
        .then(multiple)
        .otherwise(pl.col("minimum_order"))
        .fill_null(0)
        .alias("fixed")
    ).to_series()
    values = [max(1, math.gcd(*bills, q)) for bills, q in zip(rows["bills"].to_list(), fixed.to_list(), strict=True)]
    return pl.Series(values, dtype=pl.Int64)
