"""Revisions: rows of one fact speak about the same thing, and say which is newer."""

from __future__ import annotations

import polars as pl

from landbridge.network.facts import SCOPE
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """revision_scope, undated_revision."""
    facts = case["facts"]
    revised = facts.filter(pl.len().over("fact") > 1, pl.col("fact").is_not_null())
    if revised.is_empty():
        return []
    undated = revised.filter(pl.col("published_on").is_null()).select("_row", "published_on", "fact")
    return [*_scope(case, revised), *case.report("undated_revision", "facts", undated, "published_on")]


def _scope(case: Case, revised: pl.DataFrame) -> list[Finding]:
    found = []
    for column in SCOPE:
        first = pl.col(column).first().over("fact", order_by="_row")
        other = revised.with_columns(first=first).filter(pl.col(column).ne_missing(pl.col("first")))
        rows = other.select("_row", column, "fact", first=pl.col("first").cast(pl.String).fill_null("-"))
        found += case.report("revision_scope", "facts", rows, column)
    return found
