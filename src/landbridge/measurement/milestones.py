"""Milestones: the local date on which a year's running total passed a mark."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from landbridge.documents import Network
from landbridge.measurement.facts import Fact
from landbridge.measurement.months import Months
from landbridge.measurement.places import LEVELS, by_group

_FIRST_MARK = 1_000
_KEYS = ["place", "powertrain", "year"]


def milestones(network: Network, daily: pl.DataFrame, months: Months, facts: Iterable[Fact]) -> pl.DataFrame:
    """The table `milestones`: marks of the 1-2-5 ladder from 1,000, and those that published running totals name.

    Notes
    -----
    A mark is passed on the local day of the home place at whose end the total since 1 January (or since the case's
    start, where that is later) has reached it.
    """
    totals = _running_totals(network, daily, months)
    if totals.is_empty():
        return totals.select("place", "powertrain", threshold_units="total", date="day")
    reached = totals.select(pl.col("total").max()).item()
    ladder = pl.DataFrame({"threshold_units": _ladder(reached)}, schema={"threshold_units": pl.Int64})
    named = [
        (fact.place, fact.powertrain, round(fact.point))
        for fact in facts
        if fact.indicator == "output_cumulative" and fact.place and fact.point and fact.unit == "vehicles"
    ]
    schema = {"place": pl.String, "powertrain": pl.String, "threshold_units": pl.Int64}
    of_facts = pl.DataFrame(named, schema=schema, orient="row")
    cells = totals.select(_KEYS).unique()
    marks = pl.concat([cells.join(ladder, how="cross"), cells.join(of_facts, on=["place", "powertrain"])]).unique()
    days = pl.Series([day.isoformat() for day in months.days], dtype=pl.String)
    passed = marks.sort("threshold_units").join_asof(
        totals.sort("total"),
        left_on="threshold_units",
        right_on="total",
        by=_KEYS,
        strategy="forward",
        check_sortedness=False,
    )
    passed = passed.drop_nulls("day").sort("place", "powertrain", "year", "threshold_units")
    return passed.select("place", "powertrain", "threshold_units", date=days.gather(passed["day"]))


def _running_totals(network: Network, daily: pl.DataFrame, months: Months) -> pl.DataFrame:
    """`place`, `powertrain`, `year`, `day`, `total`: the running total at the end of each day on which it grew."""
    located = (
        daily.join(network["lines"].select("line", "site"), on="line")
        .join(network["sites"].select("site", *LEVELS), on="site")
        .join(network["items"].select("item", "powertrain"), on="item")
    )
    by_place = pl.concat(
        located.select("day", "powertrain", "units", place=level).drop_nulls("place") for level in LEVELS
    )
    years = pl.Series([day.year for day in months.days], dtype=pl.Int32)
    grown = by_group(by_place).group_by("place", "powertrain", "day").agg(pl.col("units").sum()).sort("day")
    return grown.with_columns(year=years.gather(grown["day"])).select(
        *_KEYS, "day", total=pl.col("units").cum_sum().over(_KEYS)
    )


def _ladder(reached: int) -> list[int]:
    marks, decade = [], _FIRST_MARK
    while decade <= reached:
        marks += [mark for mark in (decade, 2 * decade, 5 * decade) if mark <= reached]
        decade *= 10
    return marks
