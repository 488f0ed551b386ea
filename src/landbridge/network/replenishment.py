"""Stocks: which item is kept where, for which line, by which rule, and who refills it."""

from __future__ import annotations

import polars as pl

from landbridge.network.routes import MILLION
from landbridge.tables.case import Case

RULE = (
    "policy",
    "reorder_point",
    "order_quantity",
    "order_up_to",
    "initial",
    "minimum_order",
    "order_multiple",
    "capacity",
)
"""The columns of replenishment that are the stock's, not one source's."""


def compile_stocks(case: Case) -> pl.DataFrame:
    """One row a stock, by name; its line is the only one of its site that uses the item where the table names none.

    What the rule says may stand in any of the stock's rows (rules/stock_rules.py).
    """
    said = pl.col(RULE).drop_nulls().first()
    return _rows(case).group_by("stock", "site", "item", "line").agg(said).sort("stock")


def compile_sources(case: Case) -> pl.DataFrame:
    """One row a way to refill a stock, by stock, priority and lane."""
    makers = (
        _makes(case)
        .filter(pl.col("mode") == "order")
        .group_by(pl.col("site").alias("supplier"), pl.col("made").alias("item"))
        .agg(maker_line=pl.col("line").min())
    )
    lanes = case.tables["lanes"].select("lane", supplier="origin")
    weight = pl.col("share") / pl.col("share").sum().over("stock", "priority") * MILLION
    return (
        _rows(case)
        .join(lanes, on="lane", how="left")
        .join(makers, on=["supplier", "item"], how="left")
        .sort("stock", "priority", "lane")
        .with_columns(
            source=pl.int_range(pl.len()).over("stock"),
            weight=weight.round().cast(pl.Int64).clip(lower_bound=1),
        )
    )


def _makes(case: Case) -> pl.DataFrame:
    return case.tables["lines"].select("line", "site", "mode", made="items").explode("made").unique()


def _rows(case: Case) -> pl.DataFrame:
    uses = _makes(case).join(case.tables["bills"], left_on="made", right_on="item")
    users = uses.group_by("site", pl.col("input").alias("item")).agg(user=pl.col("line").min())
    return (
        case.tables["replenishment"]
        .join(users, on=["site", "item"], how="left")
        .with_columns(line=pl.coalesce("line", "user"))
        .with_columns(stock=pl.concat_str("site", "item", "line", separator="|", ignore_nulls=True))
    )
