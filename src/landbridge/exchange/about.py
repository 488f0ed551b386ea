"""What every export says of itself: which run made the figures, on which bases they stand, where facts were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.measurement.handbook import conventions

_BASES = {"basis": pl.String(), "table": pl.String(), "rows": pl.Int64()}


@dataclass(frozen=True)
class About:
    """What goes with the figures.

    Parameters
    ----------
    run
        The run's manifest: case, settings, program, inputs, times.
    bases
        `basis`, `table`, `rows`: how many rows of each table stand on each statistical basis.
    sources
        `fact`, `basis`, `published_on`, `confidence`, `source` of every fact that the tables name.
    titles
        Every table's `title_en`, `title_zh`, `rule_en` and `rule_zh`: what it says and how it is counted.
    """

    run: Mapping[str, Any]
    bases: pl.DataFrame
    sources: pl.DataFrame
    titles: Mapping[str, Mapping[str, str]]


def describe(measures: Measures, network: Network, manifest: Mapping[str, Any]) -> About:
    """What goes with the measures of a run."""
    return About(manifest, _bases(measures), _sources(measures, network), conventions())


def _bases(measures: Measures) -> pl.DataFrame:
    counted = [
        frame.select(pl.col("basis").cast(pl.String))
        .drop_nulls()
        .group_by("basis")
        .agg(rows=pl.len())
        .select("basis", pl.lit(table).alias("table"), pl.col("rows").cast(pl.Int64))
        for table, frame in measures.tables.items()
        if "basis" in frame.columns
    ]
    return pl.concat([pl.DataFrame(schema=_BASES), *counted]).sort("basis", "table")


def _sources(measures: Measures, network: Network) -> pl.DataFrame:
    named = [frame["fact"].cast(pl.String) for frame in measures.tables.values() if "fact" in frame.columns]
    facts = pl.concat([pl.Series("fact", [], pl.String), *named]).drop_nulls().unique()
    told = network["facts"].filter(pl.col("fact").is_in(facts.implode())).sort("fact")
    return told.select("fact", "basis", "published_on", "confidence", "source")
