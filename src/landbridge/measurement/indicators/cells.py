"""Cells: one quantity by the asked dimensions and periods, with what a reader must know of each."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from landbridge.measurement.indicators.cube import OF_LINES, QUANTITIES, Cube
from landbridge.measurement.indicators.spans import Span
from landbridge.measurement.places import GROUPS

WHOLES = ("all", "nev")
"""Powertrain groups that hold others."""


def cells(cube: Cube, place: str, quantity: str, by: Sequence[str], periods: Sequence[Span]) -> pl.DataFrame:
    """The quantity in every cell and period; what did not occur in the horizon is zero.

    Parameters
    ----------
    place
        Only what lines in this place did.
    by
        Dimensions of the cube; `powertrain` by groups, which overlap.

    Returns
    -------
    polars.DataFrame
        The dimensions, `period` (label), `number` (of the period), `days`, `value`, `mark`.
    """
    asked = QUANTITIES[quantity]
    rows = cube.within(place).filter(pl.col("event").is_in(asked.events))
    if quantity == "capacity" and not set(by) <= set(OF_LINES):
        return _nothing(by, "not_divisible")
    rows = rows.with_columns(value=asked.expression)
    if "powertrain" in by:
        rows = in_groups(rows)
    monthly = rows.group_by(*by, "month").agg(pl.col("value").sum(), unknown=pl.col("value").is_null().any())
    holds = pl.DataFrame(
        [(number, month) for number, span in enumerate(periods) for month in span.months],
        schema={"number": pl.Int64, "month": pl.String},
        orient="row",
    )
    summed = monthly.join(holds, on="month").group_by(*by, "number").agg(pl.col("value").sum(), pl.col("unknown").any())
    named = _named(periods)
    grid = monthly.select(by).unique().join(named, how="cross") if by else named
    on = [*by, "number"]
    filled = grid.join(summed, on=on, how="left").with_columns(
        pl.col("value").fill_null(0.0), pl.col("unknown").fill_null(value=False)
    )
    refused = pl.col("unknown") | pl.col("hidden")
    return filled.select(
        *by,
        "period",
        "number",
        "days",
        value=pl.when(~refused).then("value"),
        mark=pl.when("unknown").then(pl.lit("value_unknown")).otherwise("mark"),
    ).sort(*by, "number")


def in_groups(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows once for each powertrain group; what has no powertrain is in `all` alone."""
    parts = [
        (rows if members is None else rows.filter(pl.col("powertrain").is_in(members))).with_columns(
            powertrain=pl.lit(group)
        )
        for group, members in GROUPS.items()
    ]
    return pl.concat(parts)


def _named(periods: Sequence[Span]) -> pl.DataFrame:
    rows = [(span.period.label, n, span.period.days, span.mark, span.hidden) for n, span in enumerate(periods)]
    schema = {
        "period": pl.String,
        "number": pl.Int64,
        "days": pl.Int64,
        "mark": pl.String,
        "hidden": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _nothing(by: Sequence[str], mark: str) -> pl.DataFrame:
    schema = {
        **dict.fromkeys(by, pl.String),
        "period": pl.String,
        "number": pl.Int64,
        "days": pl.Int64,
        "value": pl.Float64,
        "mark": pl.String,
    }
    row = {**dict.fromkeys(by, ""), "period": "", "number": 0, "days": 0, "value": None, "mark": mark}
    return pl.DataFrame([row], schema=schema)
