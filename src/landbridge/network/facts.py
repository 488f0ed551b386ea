"""Facts: a figure published again is a revision of it; on any day the newest known by then holds."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.tables.case import Case

SCOPE = (
    "indicator",
    "powertrain",
    "place",
    "origin",
    "destination",
    "period_start",
    "period_end",
    "basis",
    "unit",
)
"""What a fact speaks about: the same in all its revisions."""
CURRENT, SUPERSEDED, LATER = "current", "superseded", "later"


def compile_facts(case: Case) -> pl.DataFrame:
    """The table `facts`: every fact once, as it was known at the case's ``as_of``."""
    return known_by(case["facts"], case.settings.as_of).sort("fact")


def known_by(facts: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Every fact once.

    Returns
    -------
    polars.DataFrame
        Of each fact the newest revision published by the day. A fact that was published only later keeps its newest
        one, with its date, so that nobody takes it for known.
    """
    last = history(facts, as_of).sort(pl.col("standing") == CURRENT, "revision")
    return last.unique("fact", keep="last", maintain_order=True).drop("revision", "standing")


def history(facts: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Every row of the facts, with its place among the revisions and what it was worth on a day.

    Returns
    -------
    polars.DataFrame
        With ``revision`` (1 is the first; a row without a date comes before those that have one) and ``standing``:
        ``current`` (the newest published by the day), ``superseded`` (by that one) or ``later`` (published after it).
    """
    order = pl.col("published_on").fill_null(date.min)
    out = order <= as_of
    rank = order.rank("ordinal").over("fact").cast(pl.Int64)
    newest = rank.filter(out).max().over("fact")
    standing = (
        pl.when(~out).then(pl.lit(LATER)).when(rank == newest).then(pl.lit(CURRENT)).otherwise(pl.lit(SUPERSEDED))
    )
    return facts.with_columns(rank.alias("revision"), standing.alias("standing"))
