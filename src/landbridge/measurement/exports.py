"""Exports: vehicles that leave their country, as customs counts them."""

from __future__ import annotations

import numpy as np
import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.books import find_entries
from landbridge.measurement.counting import Axis, axis, tally
from landbridge.measurement.journeys import Journeys
from landbridge.measurement.months import Months


def borders(network: Network) -> pl.DataFrame:
    """The lane by which each route leaves its country: the first whose ends lie in two countries.

    Returns
    -------
    polars.DataFrame
        `route`, `position`, `lane`, `mode`; routes that stay within their country are not there.
    """
    country = network["sites"].select("site", "country")
    return (
        network["routes"]
        .drop_nulls("lane")
        .join(network["lanes"].select("lane", "mode", "origin", "destination"), on="lane")
        .join(country.rename({"site": "origin", "country": "from"}), on="origin")
        .join(country.rename({"site": "destination", "country": "to"}), on="destination")
        .filter(pl.col("from") != pl.col("to"))
        .sort("route", "position")
        .unique("route", keep="first", maintain_order=True)
        .select("route", "position", "lane", "mode")
    )


def count_exports(network: Network, record: Record, journeys: Journeys, months: Months) -> pl.DataFrame:
    """Vehicles that left their country on each local day, at the instant the movement over the border began.

    Returns
    -------
    polars.DataFrame
        `day`, `month`, `line`, `item`, `market`, `route`, `units`, `value_cny`; only what occurred, in order of day.
    """
    vehicles = record["vehicles"]
    crossing = journeys.steps_at(dict(borders(network).select("route", "position").iter_rows()))
    day = months.day_of(journeys.began[crossing])
    counted = np.flatnonzero(day >= 0)
    crossed = journeys.vehicle[crossing[counted]].astype(np.int64)
    values = network["demand"]["unit_value_cny"].cast(pl.Float64).to_numpy()
    entries = find_entries(network, vehicles, crossed)
    left = vehicles.select("line", "item", "market", "route")[crossed]
    axes = [Axis("day", day[counted], pl.Series(np.arange(len(months.days)))), *(axis(c.name, c) for c in left)]
    cube = tally(axes, values[entries] if len(values) else np.empty(0))
    return cube.rename({"value": "value_cny"}).with_columns(
        pl.col("value_cny").fill_nan(None),
        month=pl.Series(months.labels, dtype=pl.String).gather(months.month_of_day[cube["day"]]),
    )


def total_value(value: pl.Expr) -> pl.Expr:
    """The sum of the values; empty if one of them is not known."""
    return pl.when(value.is_not_null().all()).then(value.sum())


def exports(network: Network, daily: pl.DataFrame) -> pl.DataFrame:
    """The table `exports`: units, weight, value and unit values, by month, commodity, maker, market and mode."""
    sites = network["sites"]
    origins = (
        network["lines"].select("line", "site").join(sites.select("site", "maker", "province"), on="site", how="left")
    )
    markets = sites.select(market="site", destination=pl.coalesce("country", "place"))
    keys = ["month", "hs_code", "powertrain", "item", "maker", "province", "market", "destination", "mode"]
    return (
        daily.join(network["items"].select("item", "hs_code", "powertrain", "mass_kg"), on="item", how="left")
        .join(origins, on="line", how="left")
        .join(markets, on="market", how="left")
        .join(borders(network).select("route", "mode"), on="route", how="left")
        .group_by(keys)
        .agg(
            pl.col("units").sum(),
            total_value(pl.col("value_cny")),
            weight_kg=total_value(pl.col("units") * pl.col("mass_kg")),
        )
        .with_columns(
            unit_value_cny=pl.col("value_cny") / pl.col("units"),
            value_per_kg_cny=pl.when(pl.col("weight_kg") > 0).then(pl.col("value_cny") / pl.col("weight_kg")),
        )
        .sort(keys)
    )
