"""Output: vehicles made by place, site and maker, in the figures of a statistics office."""

from __future__ import annotations

from datetime import date
from itertools import product

import polars as pl

from landbridge.measurement.bases import Bases
from landbridge.measurement.facts import Subject
from landbridge.measurement.months import Months, Period
from landbridge.measurement.places import GROUPS, LEVELS, Atlas, by_group

_KEYS = ("level", "place", "powertrain")


def output(production: pl.DataFrame, months: Months, atlas: Atlas, bases: Bases) -> pl.DataFrame:
    """The table `output`: month, cumulative since the year began, share and growth, in every month of the horizon.

    Notes
    -----
    The year's running total begins anew each January; where the case starts later in a year, it starts with the
    case and no growth is given. Growth is given only on the basis that the place's figures speak on (`bases`); a
    place of which the model holds only a part speaks on none.
    """
    made = pl.concat(
        production.select("month", "powertrain", "units", place=level, level=pl.lit(level)).drop_nulls("place")
        for level in (*LEVELS, "site", "maker")
    )
    grouped = by_group(made)
    grid = (
        grouped.select(_KEYS)
        .unique()
        .join(pl.DataFrame({"month": months.labels}, schema={"month": pl.String}), how="cross")
    )
    cube = (
        grid.join(grouped.group_by(*_KEYS, "month").agg(pl.col("units").sum()), on=[*_KEYS, "month"], how="left")
        .with_columns(pl.col("units").fill_null(0), year=pl.col("month").str.head(4))
        .sort(*_KEYS, "month")
        .with_columns(cumulative_units=pl.col("units").cum_sum().over(*_KEYS, "year"))
    )
    totals = cube.filter(pl.col("powertrain") == "all").select(
        "level", "place", "month", all_units="units", all_cumulative="cumulative_units"
    )
    shares = cube.join(totals, on=["level", "place", "month"], how="left").with_columns(
        share_percent=_percent("units", "all_units"),
        cumulative_share_percent=_percent("cumulative_units", "all_cumulative"),
    )
    return _with_growth(shares, months, atlas, bases).sort("level", "place", "powertrain", "month")


def _percent(part: str, whole: str) -> pl.Expr:
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole) * 100)


def _with_growth(cube: pl.DataFrame, months: Months, atlas: Atlas, bases: Bases) -> pl.DataFrame:
    last_days = {months.labels[month]: day for day, month in zip(months.days, months.month_of_day, strict=True)}
    spoken, known = [], []
    for level, place in cube.select("level", "place").unique().iter_rows():
        subject = Subject("site" if level == "site" else "place", place)
        whole = level == "site" or (level != "maker" and atlas.covers(place))
        basis = bases.one("output", subject) if whole else None
        if basis is None:
            continue
        spoken.append((level, place, basis))
        for powertrain, (month, last) in product(GROUPS, last_days.items()):
            period = Period(date(last.year, 1, 1), last)
            base = bases.base("output", subject, powertrain, basis, period)
            if base is not None and base.sound and months.contains(period):
                known.append((level, place, powertrain, month, base.value))
    names = pl.DataFrame(spoken, schema=dict.fromkeys(("level", "place", "basis"), pl.String), orient="row")
    schema = {**dict.fromkeys((*_KEYS, "month"), pl.String), "base": pl.Float64}
    growth = pl.DataFrame(known, schema=schema, orient="row").filter(pl.col("base") > 0)
    return (
        cube.join(names, on=["level", "place"], how="left")
        .join(growth, on=[*_KEYS, "month"], how="left")
        .with_columns(yoy_percent=(pl.col("cumulative_units") / pl.col("base") - 1) * 100)
    )
