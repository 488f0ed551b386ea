"""Tariffs: an HS code in digits, no duty twice on one day, and makers that the case knows."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.network.tariffs import KEYS
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding
from landbridge.tables.nearest import nearest


def find(case: Case) -> list[Finding]:
    """hs_code_form, overlapping_validity, unknown_maker."""
    tariffs = case["tariffs"]
    wrong = tariffs.filter(~pl.col("hs_code").str.contains(r"^\d{4,6}$"))
    return [
        *case.report("hs_code_form", "tariffs", wrong.select("_row", "hs_code"), "hs_code"),
        *_overlapping(case),
        *_misspelt(case),
    ]


def _overlapping(case: Case) -> list[Finding]:
    named = pl.concat_str(pl.col(KEYS).fill_null("*"), separator=" ")
    rows = (
        case["tariffs"]
        .select(*KEYS, "valid_from", "valid_to", "_row", name=named)
        .with_columns(begins=pl.col("valid_from").fill_null(date.min), ends=pl.col("valid_to").fill_null(date.max))
        .filter(pl.col("begins") < pl.col("ends"))
        .sort("name", "begins", "_row")
        .with_columns(before=pl.col("ends").cum_max().shift(1).over("name"), other=pl.col("_row").shift(1).over("name"))
        .filter(pl.col("begins") < pl.col("before"))
    )
    shown = rows.select("_row", "valid_from", "name", "other", "before")
    return case.report("overlapping_validity", "tariffs", shown, "valid_from")


def _misspelt(case: Case) -> list[Finding]:
    """Makers that are nearly, but not quite, named as a site's."""
    known = case["sites"]["maker"].drop_nulls().unique().sort()
    used = case["tariffs"]["maker"].drop_nulls().unique()
    strange = [name for name in used if name not in known and nearest(name, list(known))]
    rows = case["tariffs"].filter(pl.col("maker").is_in(strange)).select("_row", "maker")
    return case.report("unknown_maker", "tariffs", rows, "maker", among=known)
