"""A stock's rule: it stands in at least one of the stock's rows, and nowhere otherwise."""

from __future__ import annotations

import polars as pl

from landbridge.network.replenishment import RULE
from landbridge.network.rules.chain import sources, stocks
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

_NEEDED = ("policy", "initial")


def find(case: Case) -> list[Finding]:
    """stock_without, stock_disagrees."""
    kept, found = stocks(case).drop_nulls(["site", "item"]), []
    for column in _NEEDED:
        bare = kept.filter(pl.col(column).is_null())
        rows = bare.select(column, "item", "site", _row=f"{column}_row")
        found += case.report("stock_without", "replenishment", rows, column)
    stock = ["site", "item", pl.coalesce("consumer", "line")]
    rows = sources(case).sort("_row")
    for column in RULE:
        said = rows.drop_nulls(["site", "item", column]).with_columns(
            first=pl.col(column).first().over(stock), other=pl.col("_row").first().over(stock)
        )
        apart = said.filter(pl.col(column) != pl.col("first"))
        shown = apart.select("_row", column, "item", "site", "first", "other")
        found += case.report("stock_disagrees", "replenishment", shown, column)
    return found
