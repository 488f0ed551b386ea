"""Agreement: statistics of the same thing on the same basis say the same, and one indicator keeps to one unit."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.network.facts import SCOPE, known_by
from landbridge.network.rules.facts import declared_units, indicators, usual_units
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

_VALUES = ("value", "value_low", "value_high")
_FLAWED = ("wrong_as_printed", "weak_source", "doubtful", "forecast")


def find(case: Case) -> list[Finding]:
    """facts_disagree, mixed_units."""
    names = [name for name, kind in indicators().items() if kind == "statistic"]
    statistics = case["facts"].filter(pl.col("indicator").is_in(names))
    measured = case["facts"].filter(pl.col("indicator").is_in([*names, *declared_units()]))
    return [*_disagreeing(case, statistics), *_mixed(case, measured)]


def _disagreeing(case: Case, statistics: pl.DataFrame) -> list[Finding]:
    """A flagged figure is known to differ; one without a period or basis may count something else."""
    newest = known_by(statistics, date.max).sort("_row")
    sound = newest.filter(
        pl.col("quality").is_in(_FLAWED).fill_null(False).not_(),
        pl.all_horizontal(pl.col("period_start", "period_end", "basis").is_not_null()),
        pl.col("basis") != "unstated",
    ).with_columns(pl.col("powertrain").fill_null("all"), figure=_figure())
    sound = sound.filter(pl.col("figure") != "")
    other = {key: pl.col(key).first().over(*SCOPE, order_by="_row") for key in ("fact", "figure")}
    rows = sound.select("_row", "value", "fact", "figure", other=other["fact"], others=other["figure"])
    return case.report("facts_disagree", "facts", rows.filter(pl.col("figure") != pl.col("others")), "value")


def _figure() -> pl.Expr:
    """The figure, or both ends of the range, as text to compare and to show."""
    return pl.concat_str(
        [pl.col(name).cast(pl.String).str.replace(r"\.0$", "").fill_null("") for name in _VALUES], separator=" "
    ).str.strip_chars()


def _mixed(case: Case, facts: pl.DataFrame) -> list[Finding]:
    usual = pl.col("indicator").replace_strict(usual_units(facts), default=None, return_dtype=pl.String)
    rows = facts.with_columns(usual=usual).filter(pl.col("unit") != pl.col("usual"))
    return case.report("mixed_units", "facts", rows.select("_row", "unit", "indicator", "usual").sort("_row"), "unit")
