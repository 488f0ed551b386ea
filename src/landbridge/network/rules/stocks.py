"""Stocks: each is used by exactly one line of its site, and has each source once."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import sources
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """ambiguous_stock, unused_stock, stock_twice."""
    rows = sources(case).drop_nulls(["site", "item"])
    number = pl.col("users").list.len()
    ambiguous = rows.filter(pl.col("line").is_null(), number > 1)
    # list.contains finds no null, so a row without line is judged by the number of users alone
    strange = pl.col("line").is_not_null() & ~pl.col("users").list.contains(pl.col("line"))
    unused = rows.filter((pl.col("line").is_null() & (number == 0)) | strange)
    # a name that is not there has a finding of its own
    unused = unused.join(case["items"], on="item", how="semi")
    unused = unused.filter(pl.col("line").is_null() | pl.col("line").is_in(case["lines"]["line"].unique().implode()))
    # blank and named for the same line; the same name twice is a duplicate key
    blank = pl.col("line").is_null()
    twice = (
        rows.drop_nulls(["consumer", "lane"])
        .sort("_row")
        .with_columns(first=pl.col("_row").first().over("site", "item", "consumer", "lane"))
        .filter((blank.any() & (~blank).any()).over("site", "item", "consumer", "lane"))
        .filter(pl.col("_row") != pl.col("first"))
    )
    named = pl.col("line").fill_null("")
    return [
        *case.report(
            "ambiguous_stock", "replenishment", ambiguous.select("_row", "line", "site", "item", "users"), "line"
        ),
        *case.report("unused_stock", "replenishment", unused.select("_row", "item", "site", name=named), "item"),
        *case.report(
            "stock_twice",
            "replenishment",
            twice.select("_row", "item", "site", "lane", "first", name="consumer"),
            "item",
        ),
    ]
