"""Duties: what the places abroad levy on the vehicles that reach them, by maker, commodity and date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record
from landbridge.measurement.books import find_entries
from landbridge.measurement.counting import Axis, axis, codes, labels, tally
from landbridge.measurement.exports import total_value
from landbridge.measurement.months import Months, times
from landbridge.measurement.places import Atlas

_LOT = ("day", "line", "item", "market")


def duties(network: Network, record: Record, months: Months, atlas: Atlas) -> pl.DataFrame:
    """The table `duties`: by month, market, maker, commodity, kind of duty and rate.

    Notes
    -----
    A vehicle is dutiable on the day it reaches its market, at the value free on board. Of each kind of duty one row
    holds: one that names the maker before one that does not, the longer HS code, the narrower origin, the narrower
    destination. The kinds add up.
    """
    entries = _dutiable(network, record, months, atlas)
    sites = network["sites"].select("site", "maker", "place")
    markets = network["sites"].select(market="site", at="place", country=pl.coalesce("country", "place"))
    named = (
        entries.join(network["lines"].select("line", "site"), on="line", how="left")
        .join(sites, on="site", how="left")
        .join(network["items"].select("item", "hs_code"), on="item", how="left")
        .join(markets, on="market", how="left")
        .with_row_index("entry")
    )
    levied = _levied(named, network["tariffs"], atlas.within)
    codeless = named.filter(pl.col("hs_code").is_null()).with_columns(
        kind=pl.lit("unknown"), rate_percent=pl.lit(None, pl.Float64)
    )
    columns = ("day", "market", "country", "maker", "hs_code", "kind", "rate_percent", "units", "value_cny")
    rows = pl.concat([levied.select(columns), codeless.select(columns)])
    keys = ("month", "destination", "market", "maker", "hs_code", "kind", "rate_percent")
    month = pl.Series(months.labels, dtype=pl.String).gather(months.month_of_day[rows["day"]])
    return (
        rows.with_columns(month=month, destination=pl.col("country"))
        .group_by(keys)
        .agg(pl.col("units").sum(), total_value(pl.col("value_cny")))
        .with_columns(duty_cny=pl.col("value_cny") * pl.col("rate_percent") / 100)
        .sort(keys, nulls_last=True)
    )


def _dutiable(network: Network, record: Record, months: Months, atlas: Atlas) -> pl.DataFrame:
    """Vehicles that reached a market where duties are known: `day`, `line`, `item`, `market`, `units`, `value_cny`."""
    levying = frozenset(network["tariffs"]["destination"])
    abroad = [site for site, place in atlas.place_of_site.items() if levying & atlas.within.get(place, frozenset())]
    vehicles = record["vehicles"]
    wanted = np.append(labels(vehicles["market"]).is_in(abroad).to_numpy(), False)
    day = months.day_of(times(vehicles["delivered_ms"]))
    chosen: NDArray[np.int64] = np.flatnonzero((day >= 0) & wanted[codes(vehicles["market"])])
    reached = vehicles.select("line", "item", "market", "demanded_ms")[chosen]
    values = network["demand"]["unit_value_cny"].cast(pl.Float64).to_numpy()
    value = values[find_entries(network, reached, np.arange(len(chosen)))] if len(values) else np.empty(0)
    days = Axis("day", day[chosen], pl.Series(np.arange(len(months.days)), dtype=pl.Int64))
    cube = tally([days, *(axis(column.name, column) for column in reached.drop("demanded_ms"))], value)
    return cube.rename({"value": "value_cny"}).with_columns(
        pl.col("value_cny").fill_nan(None),
        date=pl.Series(months.days, dtype=pl.Date).gather(cube["day"]),
    )


def _levied(entries: pl.DataFrame, tariffs: pl.DataFrame, within: Mapping[str, frozenset[str]]) -> pl.DataFrame:
    """The entries once for each kind of duty, with its rate."""
    # the more places contain a place, the narrower it is
    pairs = [(place, outer, len(within.get(outer, ()))) for place, around in within.items() for outer in around]
    schema = {"place": pl.String, "outer": pl.String, "depth": pl.Int64}
    chains = pl.DataFrame(pairs, schema=schema, orient="row")
    to = chains.select(at="place", destination="outer", to_depth="depth")
    out_of = chains.select("place", origin="outer", from_depth="depth")
    held = (
        entries.join(to, on="at")
        .join(tariffs.rename({"hs_code": "code", "maker": "of_maker"}), on="destination")
        .join(out_of, on=["place", "origin"], how="left")
        .filter(
            pl.col("origin").is_null() | pl.col("from_depth").is_not_null(),
            pl.col("of_maker").is_null() | (pl.col("of_maker") == pl.col("maker")),
            pl.col("hs_code").str.starts_with(pl.col("code")),
            pl.col("date") >= pl.col("valid_from").fill_null(date.min),
            pl.col("date") < pl.col("valid_to").fill_null(date.max),
        )
    )
    first = (pl.col("of_maker").is_not_null(), pl.col("code").str.len_chars(), pl.col("from_depth"), pl.col("to_depth"))
    return held.sort(
        "entry", "kind", *first, descending=[False, False, True, True, True, True], nulls_last=True
    ).unique(["entry", "kind"], keep="first", maintain_order=True)
