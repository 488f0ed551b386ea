"""Trains: what the timetabled services, by rail or otherwise, ran and carried."""

from __future__ import annotations

import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.months import Months, times


def count_departures(network: Network, record: Record, months: Months) -> pl.DataFrame:
    """Every departure of the horizon with its local day, lane, mode and the site it leaves from.

    Returns
    -------
    polars.DataFrame
        `day`, `month`, `service`, `lane`, `mode`, `origin`, `destination`, `capacity_units`, `loaded_units`.
    """
    departures = record["departures"].select(
        pl.col("service").cast(pl.String), "departs_ms", "capacity_units", "loaded_units"
    )
    day = months.day_of(times(departures["departs_ms"]))
    counted = departures.with_columns(day=pl.Series(day)).filter(pl.col("day") >= 0)
    return (
        counted.with_columns(
            month=pl.Series(months.labels, dtype=pl.String).gather(months.month_of_day[counted["day"]])
        )
        .join(network["services"].select("service", "lane"), on="service")
        .join(network["lanes"].select("lane", "mode", "origin", "destination"), on="lane")
        .drop("departs_ms")
    )


def trains(departures: pl.DataFrame) -> pl.DataFrame:
    """The table `trains`: departures in the timetable and run, vehicles and fill by service and month."""
    run = pl.col("loaded_units") > 0
    capacity = pl.col("capacity_units").cast(pl.Int64).filter(run).sum()
    units = pl.col("loaded_units").cast(pl.Int64).sum()
    return (
        departures.group_by("service", "lane", "mode", "month")
        .agg(
            scheduled=pl.len().cast(pl.Int64),
            run=run.sum().cast(pl.Int64),
            units=units,
            fill_percent=pl.when(capacity > 0).then(units / capacity * 100),
        )
        .sort("service", "month")
    )
