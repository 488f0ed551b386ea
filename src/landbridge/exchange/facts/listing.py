"""Listing: what was known of a case's facts on a day."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.measurement.claims.evidence import gather
from landbridge.network.facts import CURRENT, LATER, history
from landbridge.tables.case import Case

UNKNOWN = "unknown"


def facts_on(case: Case, as_of: date) -> pl.DataFrame:
    """Every row of the facts, with what it was worth on a day.

    Returns
    -------
    polars.DataFrame
        The columns of the table, ``revision`` (1 is the first) and ``standing``: ``current``, ``superseded`` by a newer
        revision, ``later`` (published after the day), or ``unknown``: a row without a day of publication, whose
        period had not ended long enough before for its figures to be out. By name and revision.
    """
    admitted = gather(case, as_of).facts
    undated = pl.col("published_on").is_null() & (pl.col("standing") == CURRENT)
    unknown = undated & ~pl.col("fact").is_in(list(admitted))
    rows = history(case["facts"].drop("_row"), as_of)
    return rows.with_columns(standing=pl.when(unknown).then(pl.lit(UNKNOWN)).otherwise("standing")).sort(
        "fact", "revision", nulls_last=True
    )


def known_on(rows: pl.DataFrame) -> pl.DataFrame:
    """Those rows of :func:`facts_on` that were out by the day."""
    return rows.filter(~pl.col("standing").is_in([LATER, UNKNOWN]))
