"""Items and bills: what there is, and what each takes."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case


def compile_items(case: Case) -> pl.DataFrame:
    """The items by name; vehicles keep their identity whether or not the table says so."""
    return (
        case.tables["items"]
        .sort("item")
        .with_columns(tracked=(pl.col("segment") == "vehicle") | pl.col("tracked").fill_null(value=False))
    )


def compile_bills(case: Case) -> pl.DataFrame:
    """The bills by item and input."""
    return case.tables["bills"].sort("item", "input")
