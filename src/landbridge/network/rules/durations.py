"""Durations: each distribution needs its parameters, within what it can be."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

DURATIONS = (
    ("lanes", "transit"),
    ("lines", "throughput"),
    ("lines", "rework"),
    ("fleets", "return"),
    ("terminals", "time"),
)


def find(case: Case) -> list[Finding]:
    """duration_positive, duration_p90, duration_cv."""
    found = []
    for table, prefix in DURATIONS:
        kind, h, p90, cv = (f"{prefix}_{part}" for part in ("distribution", "h", "p90_h", "cv"))
        given = case[table]
        still = pl.col(h) <= 0
        if table == "lines":
            # one that is left out altogether is none; where units are reworked it may not be
            left_out = pl.all_horizontal(pl.col(h, p90, cv).is_null())
            given = given.filter(~left_out | ((pl.col("rework_share") > 0) if prefix == "rework" else False))
            still = still | pl.col(h).is_null()
        unmoving = given.filter(still)
        found += case.report("duration_positive", table, unmoving.select("_row", h), h)
        short = given.filter(pl.col(kind) == "lognormal", pl.col(p90).is_null() | (pl.col(p90) <= pl.col(h)))
        found += case.report("duration_p90", table, short.select("_row", p90, median=h), p90, median_column=h)
        flat = given.filter(pl.col(kind) == "gamma", pl.col(cv).is_null() | (pl.col(cv) <= 0))
        found += case.report("duration_cv", table, flat.select("_row", cv), cv)
    return found
