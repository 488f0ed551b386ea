"""Observations: a measures table as the rows of an SDMX-CSV 2.0 file, one figure a row."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from landbridge.exchange.sdmx.dataflow import NOT_APPLICABLE, Dataflow
from landbridge.exchange.sdmx.periods import spelt
from landbridge.measurement.months import Period
from landbridge.measurement.stocks import OPENING

_LINE_ENDS = r"[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+"
_ESTIMATED = ("estimate", "recalled", "derived", "synthetic")


class KeysCollide(Exception):
    """Two observations of a dataflow have the same key: a fault of its declaration."""


def observations(flow: Dataflow, frame: pl.DataFrame, horizon: Period) -> pl.DataFrame:
    """The rows of the dataflow's file, every cell as text.

    Parameters
    ----------
    flow
        What each column is.
    frame
        The table.
    horizon
        The days of the run: the period of figures whose table states none.

    Returns
    -------
    polars.DataFrame
        The columns of :func:`header`; a figure that is missing is ``NaN`` with the status M.

    Raises
    ------
    KeysCollide
        If two rows have the same dimensions.
    """
    wide = _timed(flow, frame, horizon)
    parts = [
        wide.select(
            pl.lit("dataflow").alias("STRUCTURE"),
            pl.lit(flow.reference).alias("STRUCTURE_ID"),
            pl.lit("I").alias("ACTION"),
            *_dimensions(flow, column),
            "TIME_PERIOD",
            _value(pl.col(column)).alias("OBS_VALUE"),
            _unit(flow, column).alias("UNIT_MEASURE"),
            pl.lit("0").alias("UNIT_MULT"),
            _status(flow, frame, column).alias("OBS_STATUS"),
            *(_text(name).alias(name.upper()) for name in _attributes(flow)),
        )
        for column in flow.having("simulated", "published")
    ]
    rows = pl.concat(parts)
    if rows.select(keys(flow)).is_duplicated().any():
        raise KeysCollide(flow.name)
    return rows


def keys(flow: Dataflow) -> tuple[str, ...]:
    """The dimensions, in order."""
    return ("FREQ", *(column.upper() for column in flow.having("dimension")), "MEASURE", "TIME_PERIOD")


def attributes(flow: Dataflow) -> tuple[str, ...]:
    """The attributes of an observation, in order."""
    return ("UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", *(name.upper() for name in _attributes(flow)))


def header(flow: Dataflow) -> tuple[str, ...]:
    """The columns of the dataflow's file."""
    return ("STRUCTURE", "STRUCTURE_ID", "ACTION", *keys(flow), "OBS_VALUE", *attributes(flow))


def _attributes(flow: Dataflow) -> tuple[str, ...]:
    # the period as the table has it tells a figure of the whole horizon from one that states no period
    return (*flow.having("attribute"), *(("period",) if flow.time == "period" else ()))


def _timed(flow: Dataflow, frame: pl.DataFrame, horizon: Period) -> pl.DataFrame:
    opening = horizon.first - timedelta(days=1)
    labels = pl.lit(None, pl.String) if flow.time is None else pl.col(flow.time).cast(pl.String)
    label = labels.fill_null(horizon.label).replace({OPENING: f"{opening:%Y-%m-%d}"})
    named = frame.with_columns(label.alias("_period"))
    known = named["_period"].unique()
    spans = {period: spelt(period) for period in known}
    return named.with_columns(
        pl.col("_period")
        .replace_strict({p: freq for p, (freq, _) in spans.items()}, return_dtype=pl.String)
        .alias("FREQ"),
        pl.col("_period")
        .replace_strict({p: time for p, (_, time) in spans.items()}, return_dtype=pl.String)
        .alias("TIME_PERIOD"),
    )


def _dimensions(flow: Dataflow, figure: str) -> list[pl.Expr]:
    named = [_text(column).fill_null(NOT_APPLICABLE).alias(column.upper()) for column in flow.having("dimension")]
    return [pl.col("FREQ"), *named, pl.lit(figure).alias("MEASURE")]


def _text(column: str) -> pl.Expr:
    """A cell's text on one line: readers of SDMX-CSV take a file line by line."""
    return pl.col(column).cast(pl.String).str.replace_all(_LINE_ENDS, " ")


def _value(figure: pl.Expr) -> pl.Expr:
    return figure.cast(pl.String).fill_null("NaN")


def _unit(flow: Dataflow, figure: str) -> pl.Expr:
    declared = flow.columns[figure]["unit"]
    if declared:
        return pl.lit(declared)
    of_row = flow.having("unit")
    return _text(of_row[0]).fill_null(NOT_APPLICABLE) if of_row else pl.lit(NOT_APPLICABLE)


def _status(flow: Dataflow, frame: pl.DataFrame, figure: str) -> pl.Expr:
    """A: published; E: simulated, or not taken from a publication as it stands; F: a published forecast; M: missing."""
    status = pl.lit("E")
    if figure in flow.having("published"):
        status = pl.lit("A")
        if "confidence" in frame.columns:
            status = pl.when(pl.col("confidence").is_in(_ESTIMATED)).then(pl.lit("E")).otherwise(status)
        if "quality" in frame.columns:
            status = pl.when(pl.col("quality") == "forecast").then(pl.lit("F")).otherwise(status)
    return pl.when(pl.col(figure).is_null()).then(pl.lit("M")).otherwise(status)
