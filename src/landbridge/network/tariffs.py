"""Tariffs: the duties that places levy, by maker, HS code and date."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case

KEYS = ("destination", "origin", "maker", "hs_code", "kind")


def compile_tariffs(case: Case) -> pl.DataFrame:
    """The tariffs, sorted by what they are about and when they begin."""
    return case.tables["tariffs"].sort(*KEYS, "valid_from", nulls_last=False)
