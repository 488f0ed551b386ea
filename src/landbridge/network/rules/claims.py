"""Claims: a statement that means a figure gives one, about an indicator that is known; its members can be looked up."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.facts import indicators, usual_units
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding
from landbridge.tables.nearest import nearest

_FIGURES = ("milestone", "reported", "forecast", "count", "ambition", "capability")
_MEMBER = r"^(maker|kind|segment|site)=[^=@]+(@[^=@]+)?$"
_OF_SITES = "sites"


def find(case: Case) -> list[Finding]:
    """claim_without_figure, claim_member, claim_unit, unknown_indicator."""
    claims = case["claims"]
    empty = claims.filter(
        pl.col("kind").is_in(_FIGURES),
        pl.col("comparator").is_in(["equal", "greater", "less"]),
        pl.all_horizontal(pl.col("value_en", "value_zh").is_null()),
    )
    members = claims.select("_row", "claim", pl.col("members").str.split(";")).drop_nulls("members").explode("members")
    strange = members.with_columns(pl.col("members").str.strip_chars()).filter(
        ~pl.col("members").str.contains(_MEMBER), pl.col("members") != ""
    )
    return [
        *case.report("claim_without_figure", "claims", empty.select("_row", "value_en", "claim"), "value_en"),
        *case.report("claim_member", "claims", strange.select("_row", "members", "claim"), "members"),
        *_other_unit(case),
        *_misspelt(case),
    ]


def _other_unit(case: Case) -> list[Finding]:
    usual = pl.col("indicator").replace_strict(usual_units(case["facts"]), default=None, return_dtype=pl.String)
    rows = (
        case["claims"]
        .with_columns(usual=usual)
        .filter(pl.any_horizontal(pl.col("value_en", "value_zh").is_not_null()), pl.col("unit") != pl.col("usual"))
    )
    return case.report("claim_unit", "claims", rows.select("_row", "unit", "claim", "indicator", "usual"), "unit")


def _misspelt(case: Case) -> list[Finding]:
    known = [*indicators(), _OF_SITES]
    used = case["claims"]["indicator"].drop_nulls().unique()
    strange = [name for name in used if name not in known and nearest(name, known)]
    rows = case["claims"].filter(pl.col("indicator").is_in(strange)).select("_row", "indicator")
    return case.report("unknown_indicator", "claims", rows, "indicator", among=pl.Series(known, dtype=pl.String))
