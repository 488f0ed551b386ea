"""How long lines may work in a month by their calendars, roughly: public holidays and disruptions are left out."""

from __future__ import annotations

from datetime import date

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.cells import MINUTES_PER_DAY

_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)


def monthly_seconds(case: Case, wanted: pl.DataFrame) -> pl.DataFrame:
    """Working time of each row of a line in each month.

    Parameters
    ----------
    case
        Calendars, lines and sites are looked at.
    wanted
        ``line`` and ``month`` (first day), each pair once.

    Returns
    -------
    polars.DataFrame
        ``line``, ``month``, ``seconds`` (of working time while the row is valid and the site open; of a day of ramp-up
        the share that its speed has), and the row's ``takt_s`` and ``units_per_day``; a row for each validity period,
        none where the calendar is not known.
    """
    months = wanted.select("month").unique().filter(pl.col("month").is_between(_FIRST, _LAST))
    days = months.with_columns(day=pl.date_ranges("month", pl.col("month").dt.offset_by("1mo"), closed="left")).explode(
        "day"
    )
    sites = case["sites"].select("site", "opens", "closes").drop_nulls("site").unique("site", keep="first")
    lines = (
        case["lines"]
        .drop_nulls(["line", "calendar"])
        .join(wanted.select("line").unique(), on="line", how="semi")
        .join(sites, on="site", how="left")
        .select(
            "line",
            "calendar",
            "takt_s",
            "units_per_day",
            "_row",
            "valid_from",
            "ramp_up_d",
            "ramp_from_share",
            begins=pl.max_horizontal("valid_from", "opens").fill_null(date.min),
            ends=pl.min_horizontal("valid_to", "closes").fill_null(date.max),
        )
    )
    minutes = _daily_minutes(case, lines["calendar"].unique(), days)
    return (
        lines.join(wanted, on="line")
        .join(minutes, on=["calendar", "month"])
        .with_columns(works=pl.col("day").is_between("begins", "ends", closed="left"))
        .group_by("line", "month", "_row", "takt_s", "units_per_day")
        .agg(seconds=(pl.col("minutes") * 60 * _speed()).filter("works").sum())
    )


def _speed() -> pl.Expr:
    """Share of the full speed on the day."""
    risen = (pl.col("day") - pl.col("valid_from")).dt.total_days() / pl.col("ramp_up_d")
    first = pl.col("ramp_from_share")
    return (first + (1 - first) * risen.clip(0, 1)).fill_null(1.0)


def _daily_minutes(case: Case, calendars: pl.Series, days: pl.DataFrame) -> pl.DataFrame:
    """``calendar``, ``month``, ``day`` and the minutes its shifts that begin on the day work, at most a day's."""
    length = pl.col("ends") - pl.col("starts")
    shifts = (
        case["calendars"]
        .filter(pl.col("calendar").is_in(calendars.implode()))
        .select(
            "calendar",
            "weekdays",
            first=pl.col("valid_from").fill_null(date.min),
            last=pl.col("valid_to").fill_null(date.max),
            length=pl.when(length <= 0).then(length + MINUTES_PER_DAY).otherwise(length),
        )
        .explode("weekdays")
        .drop_nulls()
        .rename({"weekdays": "weekday"})
    )
    known = case["calendars"].select("calendar").drop_nulls().unique().join(days, how="cross")
    worked = (
        days.with_columns(weekday=pl.col("day").dt.weekday())
        .join(shifts, on="weekday")
        .filter(pl.col("day").is_between("first", "last", closed="left"))
        .group_by("calendar", "day")
        .agg(minutes=pl.col("length").sum().clip(0, MINUTES_PER_DAY))
    )
    return known.join(worked, on=["calendar", "day"], how="left").with_columns(pl.col("minutes").fill_null(0))
