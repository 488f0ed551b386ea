"""Facts: a statistic has a basis, every fact a figure, and a range its ends in order."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding
from landbridge.tables.nearest import nearest

_RATES = ("percent", "percentage_points")


@functools.cache
def indicators() -> Mapping[str, str]:
    """The known indicators, each a ``statistic`` (which needs a basis), another ``figure``, or an ``event``."""
    return MappingProxyType({row["indicator"]: row["kind"] for row in _listed()})


@functools.cache
def declared_units() -> Mapping[str, str]:
    """The unit of the indicators that are counted in one unit wherever they are published."""
    return MappingProxyType({row["indicator"]: row["unit"] for row in _listed() if row["unit"]})


def usual_units(facts: pl.DataFrame) -> Mapping[str, str]:
    """The unit in which each indicator is compared: the declared one, else that of most of its facts."""
    counted = facts.drop_nulls("unit").group_by("indicator", "unit").agg(pl.len(), pl.col("_row").min())
    first = counted.sort("len", "_row", descending=[True, False]).unique("indicator", keep="first", maintain_order=True)
    return MappingProxyType(dict(first.select("indicator", "unit").iter_rows()) | dict(declared_units()))


def _listed() -> list[dict[str, str]]:
    text = resources.files("landbridge.tables").joinpath("indicators.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def find(case: Case) -> list[Finding]:
    """statistic_without_basis, fact_without_value, reversed_range, negative_count, unknown_indicator."""
    facts = case["facts"]
    statistics = [name for name, kind in indicators().items() if kind == "statistic"]
    events = [name for name, kind in indicators().items() if kind == "event"]
    baseless = facts.filter(pl.col("indicator").is_in(statistics), pl.col("basis").is_null())
    empty = facts.filter(pl.all_horizontal(pl.col("value", "value_low", "value_high").is_null()))
    empty = empty.filter(~pl.col("indicator").is_in(events).fill_null(False))
    reversed_ = facts.filter(pl.col("value_low") > pl.col("value_high"))
    return [
        *case.report(
            "statistic_without_basis", "facts", baseless.select("_row", "basis", "fact", "indicator"), "basis"
        ),
        *case.report("fact_without_value", "facts", empty.select("_row", "value", "fact"), "value"),
        *case.report("reversed_range", "facts", reversed_.select("_row", "value_high", low="value_low"), "value_high"),
        *_below_nothing(case),
        *_misspelt(case),
    ]


def _below_nothing(case: Case) -> list[Finding]:
    """Rates may fall below zero; what is counted may not."""
    counted = [name for name, unit in declared_units().items() if unit not in _RATES]
    low = pl.min_horizontal("value", "value_low", "value_high")
    rows = case["facts"].with_columns(low=low).filter(pl.col("indicator").is_in(counted), pl.col("low") < 0)
    return case.report("negative_count", "facts", rows.select("_row", "indicator", "fact", value="low"), "value")


def _misspelt(case: Case) -> list[Finding]:
    used = case["facts"]["indicator"].drop_nulls().unique()
    known = pl.Series(list(indicators()), dtype=pl.String)
    strange = [name for name in used if name not in indicators() and nearest(name, list(indicators()))]
    rows = case["facts"].filter(pl.col("indicator").is_in(strange)).select("_row", "indicator")
    return case.report("unknown_indicator", "facts", rows, "indicator", among=known)
