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
    if quantity == "capacity" and not set(by) <= set(OF_LINES):
        return _nothing(by, "not_divisible")
    asked, on = QUANTITIES[quantity], [*by, "number"]
    monthly = _sums(
        cube.of(place, asked.events, by).with_columns(value=asked.expression),
        [*by, "month"],
        pl.col("value").is_null().any(),
    )
    if "powertrain" in by:
        monthly = _sums(in_groups(monthly), [*by, "month"], pl.col("unknown").any())
    monthly = monthly.collect().lazy()
    named, holds = _named(periods), _holds(periods)
    summed = _sums(monthly.join(holds, on="month"), on, pl.col("unknown").any())
    grid = monthly.select(by).unique().join(named, how="cross") if by else named
    filled = grid.join(summed, on=on, how="left").with_columns(
        pl.col("value").fill_null(0.0), pl.col("unknown").fill_null(value=False)
    )
    return (
        filled.select(
            *by,
            "period",
            "number",
            "days",
            value=pl.when(~(pl.col("unknown") | pl.col("hidden"))).then("value"),
            mark=pl.when("unknown").then(pl.lit("value_unknown")).otherwise("mark"),
        )
        .sort(*by, "number")
        .collect()
    )


def _sums(rows: pl.LazyFrame, by: Sequence[str], unknown: pl.Expr) -> pl.LazyFrame:
    return rows.group_by(by).agg(pl.col("value").sum(), unknown=unknown)


def in_groups(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows once for each powertrain group; what has no powertrain is in `all` alone."""
    parts = [
        (rows if members is None else rows.filter(pl.col("powertrain").is_in(members))).with_columns(
            powertrain=pl.lit(group)
        )
        for group, members in GROUPS.items()
    ]
    return pl.concat(parts)


def _holds(periods: Sequence[Span]) -> pl.LazyFrame:
    """The months of each period."""
    rows = [(number, month) for number, span in enumerate(periods) for month in span.months]
    return pl.LazyFrame(rows, schema={"number": pl.Int64, "month": pl.String}, orient="row")


def _named(periods: Sequence[Span]) -> pl.LazyFrame:
    rows = [(span.period.label, n, span.period.days, span.mark, span.hidden) for n, span in enumerate(periods)]
    schema = {
        "period": pl.String,
        "number": pl.Int64,
        "days": pl.Int64,
        "mark": pl.String,
        "hidden": pl.Boolean,
    }
    return pl.LazyFrame(rows, schema=schema, orient="row")


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
