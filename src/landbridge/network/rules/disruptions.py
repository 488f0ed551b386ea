"""Disruptions: each hits something that is there."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

_TARGETS = {
    "site": ("sites", "site"),
    "line": ("lines", "line"),
    "lane": ("lanes", "lane"),
    "terminal": ("terminals", "terminal"),
    "service": ("timetables", "service"),
}


def find(case: Case) -> list[Finding]:
    """disruption_target."""
    found = []
    for kind, (table, column) in _TARGETS.items():
        names = case[table][column].drop_nulls().unique()
        rows = case["disruptions"].filter(pl.col("target_kind") == kind, ~pl.col("target").is_in(names.implode()))
        rows = rows.select("_row", "target")
        found += case.report(
            "disruption_target", "disruptions", rows, "target", among=names, kind=kind, list=f"{table}.{column}"
        )
    return found
