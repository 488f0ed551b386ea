"""Ancestry: how well each input row is known, and on which published figures it rests."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case

_KEYS = ("line", "item", "market", "site", "lane", "terminal", "service")


def compile_ancestry(case: Case) -> pl.DataFrame:
    """One row per input row that carries provenance, with the names that say what it is about."""
    parts = []
    for table, frame in sorted(case.tables.items()):
        if table == "facts" or "confidence" not in frame.columns:
            continue
        keys = [pl.col(k) if k in frame.columns else pl.lit(None, pl.String).alias(k) for k in _KEYS]
        month = pl.col("month").dt.strftime("%Y-%m") if "month" in frame.columns else pl.lit(None, pl.String)
        parts.append(
            frame.select(pl.lit(table).alias("table"), *keys, month.alias("month"), "confidence", "derived_from")
        )
    return pl.concat(parts).sort("table", *_KEYS, "month", "confidence", pl.col("derived_from").list.join(";"))
