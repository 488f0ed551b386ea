"""Demand: a market's month, levelled over its days or Poisson, as a book of daily entries."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from landbridge.network.clock import MS_PER_DAY, Clock, month_days
from landbridge.network.places import Atlas
from landbridge.tables.case import Case


def compile_demand(case: Case, clock: Clock, atlas: Atlas) -> pl.DataFrame:
    """One row an entry of a book (market and item), numbered in order of time from the warm-up's beginning."""
    places = dict(case.tables["sites"].select("site", "place").iter_rows())
    demand = case.tables["demand"].with_columns(
        zone=pl.col("market").replace_strict(
            {site: atlas.time_zone(place) for site, place in places.items()}, default="UTC", return_dtype=pl.String
        )
    )
    days = pl.concat([_days(clock, zone) for zone in demand["zone"].unique().sort()] or [_days(clock, clock.zone)])
    quantity, day, n = pl.col("quantity"), pl.col("day"), pl.col("days")
    levelled = quantity * (day + 1) // n - quantity * day // n
    poisson = pl.col("arrival") == "poisson"
    values = dict(case.tables["items"].select("item", "value_cny").iter_rows())
    return (
        demand.join(days, on=["zone", "month"])
        .with_columns(
            mean=pl.when(poisson).then(quantity / n),
            quantity=pl.when(poisson).then(0).otherwise(levelled),
            promised_ms=(pl.col("promised_d") * MS_PER_DAY).round().cast(pl.Int64),
            lost=pl.col("unmet") == "lost",
            unit_value_cny=pl.coalesce(
                "unit_value_cny", pl.col("item").replace_strict(values, default=None, return_dtype=pl.Float64)
            ),
        )
        .filter((pl.col("quantity") > 0) | (pl.col("mean") > 0))
        .sort("market", "item", "demanded_ms")
        .with_columns(number=pl.int_range(pl.len()).over("market", "item"))
    )


def _days(clock: Clock, zone: str) -> pl.DataFrame:
    """Every day with the month whose rows it takes, its number in that month, and its local midnight.

    The days of the warm-up take the first month's rows, numbered from 0.
    """
    first_month = clock.start.replace(day=1)
    rows: list[tuple[str, date, int, int, int]] = []
    for i in range(clock.warm_up_d):
        day = clock.first_day + timedelta(days=i)
        rows.append((zone, first_month, i, month_days(first_month), clock.midnight_ms(day, zone)))
    for month, begins, ends in clock.months():
        for i in range((ends - begins).days):
            day = begins + timedelta(days=i)
            rows.append((zone, month, day.day - 1, month_days(month), clock.midnight_ms(day, zone)))
    rows = [row for row in rows if -clock.warm_up_ms <= row[-1] < clock.end_ms]
    return pl.DataFrame(rows, schema=["zone", "month", "day", "days", "demanded_ms"], orient="row")
