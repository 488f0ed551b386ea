"""Items that somebody wants and nobody makes or supplies; inputs that no stock at the line's site provides."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import made, supplied, used
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """unmade_item, unsupplied_input, no_bill."""
    there = supplied(case).implode()
    inputs = used(case)
    wanted = [
        ("bills", "input", inputs.select("_row", input="item")),
        ("demand", "item", case["demand"].select("_row", "item")),
        ("schedule", "item", case["schedule"].select("_row", "item")),
    ]
    found: list[Finding] = []
    for table, column, rows in wanted:
        missing = rows.drop_nulls().filter(~pl.col(column).is_in(there)).sort("_row")
        found += case.report("unmade_item", table, missing.unique(column, keep="first"), column)
    found += _unsupplied(case, inputs.filter(pl.col("item").is_in(there)))
    built = made(case).filter(pl.col("mode") == "pace").join(case["bills"], on="item", how="anti")
    return found + case.report("no_bill", "lines", built.select("_row", "line", items="item", name="line"), "items")


def _unsupplied(case: Case, inputs: pl.DataFrame) -> list[Finding]:
    kept = case["replenishment"].select("site", "item", kept_for="line").drop_nulls(["site", "item"])
    shared = kept.filter(pl.col("kept_for").is_null()).unique()
    own = kept.drop_nulls().rename({"kept_for": "line"}).unique()
    missing = (
        inputs.join(shared, on=["site", "item"], how="anti")
        .join(own, on=["site", "item", "line"], how="anti")
        .sort("_row")
        .unique(["line", "item"], keep="first", maintain_order=True)
    )
    rows = missing.select("_row", "site", input="item", name="line", product="made")
    return case.report("unsupplied_input", "bills", rows, "input")
