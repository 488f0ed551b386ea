"""Periods of validity: none ends before it begins, none overlaps another of the same name, none leaves a gap."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

# table, first day, day after the last, whether equal days are a fault
_PERIODS = (
    ("lines", "valid_from", "valid_to", True),
    ("timetables", "valid_from", "valid_to", True),
    ("calendars", "valid_from", "valid_to", True),
    ("tariffs", "valid_from", "valid_to", True),
    ("sites", "opens", "closes", True),
    ("disruptions", "starts", "ends", True),
    ("facts", "period_start", "period_end", False),
    ("claims", "period_start", "period_end", False),
    ("claims", "reference_start", "reference_end", False),
)


def find(case: Case) -> list[Finding]:
    """reversed_dates, overlapping_validity, validity_gap."""
    found = []
    for table, first, last, equal in _PERIODS:
        wrong = pl.col(last) <= pl.col(first) if equal else pl.col(last) < pl.col(first)
        rows = case[table].filter(wrong)
        found += case.report(
            "reversed_dates", table, rows.select("_row", last, begins=first), last, begins_column=first
        )
    for table, name in (("lines", "line"), ("timetables", "service")):
        found += _neighbours(case, table, name)
    return found


def _neighbours(case: Case, table: str, name: str) -> list[Finding]:
    begins, ends = pl.col("valid_from").fill_null(date.min), pl.col("valid_to").fill_null(date.max)
    rows = (
        case[table]
        .select(name, "valid_from", "valid_to", "_row")
        .drop_nulls(name)
        .with_columns(begins=begins, ends=ends)
        .filter(pl.col("begins") < pl.col("ends"))
        .sort(name, "begins", "_row")
        .with_columns(
            before=pl.col("ends").cum_max().shift(1).over(name),
            other=pl.col("_row").shift(1).over(name),
            name=pl.col(name),
        )
    )
    shown = ["_row", "valid_from", "name", "other", "before"]
    overlapping = rows.filter(pl.col("begins") < pl.col("before")).select(shown)
    found = case.report("overlapping_validity", table, overlapping, "valid_from")
    if table == "lines":
        gaps = rows.filter(pl.col("begins") > pl.col("before")).select(shown)
        found += case.report("validity_gap", table, gaps, "valid_from")
    return found
