"""Stocks: which item is kept where, for which line, by which rule, and who refills it."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case


def compile_stocks(case: Case) -> pl.DataFrame:
    """One row a stock, by name; its line is the only one of its site that uses the item where the table names none."""
    makes = case.tables["lines"].select("line", "site", "mode", made="items").explode("made").unique()
    uses = makes.join(case.tables["bills"], left_on="made", right_on="item")
    users = uses.group_by("site", pl.col("input").alias("item")).agg(user=pl.col("line").min())
    makers = (
        makes.filter(pl.col("mode") == "order")
        .group_by(pl.col("site").alias("supplier"), pl.col("made").alias("item"))
        .agg(maker_line=pl.col("line").min())
    )
    lanes = case.tables["lanes"].select("lane", supplier="origin")
    return (
        case.tables["replenishment"]
        .join(users, on=["site", "item"], how="left")
        .join(lanes, on="lane", how="left")
        .join(makers, on=["supplier", "item"], how="left")
        .with_columns(line=pl.coalesce("line", "user"))
        .with_columns(stock=pl.concat_str("site", "item", "line", separator="|", ignore_nulls=True))
        .sort("stock")
    )
