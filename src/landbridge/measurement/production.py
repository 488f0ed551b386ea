"""Production: vehicles that came off the line, by line and vehicle."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record
from landbridge.measurement.counting import Axis, axis, codes, labels, tally
from landbridge.measurement.months import NEVER, Months, times

_SCRAPPED = "scrapped"


def count_production(network: Network, record: Record, months: Months) -> pl.DataFrame:
    """Vehicles that came off the line fit to be sold on each local day; a scrapped one is no output.

    Returns
    -------
    polars.DataFrame
        `day` (position in the horizon's days), `month`, `line`, `item`, `units`; only what occurred, in order of day.
    """
    vehicles = record["vehicles"]
    finished = np.where(_scrapped(vehicles), NEVER, times(vehicles["finished_ms"]))
    day = Axis("day", months.day_of(finished), pl.Series(np.arange(len(months.days))))
    counted = tally([day, axis("line", vehicles["line"]), axis("item", vehicles["item"])])
    kinds = network["items"].filter(pl.col("segment") == "vehicle").select("item")
    return counted.with_columns(
        month=pl.Series(months.labels, dtype=pl.String).gather(months.month_of_day[counted["day"]])
    ).join(kinds, on="item", maintain_order="left")


def _scrapped(vehicles: pl.DataFrame) -> NDArray[np.bool_]:
    scrapped = np.append((labels(vehicles["quality"]) == _SCRAPPED).to_numpy(), False)
    found: NDArray[np.bool_] = scrapped[codes(vehicles["quality"])]
    return found


def production(network: Network, daily: pl.DataFrame) -> pl.DataFrame:
    """The table `production`: the cube that output by place, maker and powertrain is summed from."""
    sites = network["sites"].select("site", "maker", "city", "province", "country")
    items = network["items"].select("item", "body", "powertrain", unit_cny="value_cny")
    return (
        daily.group_by("month", "line", "item")
        .agg(pl.col("units").sum())
        .join(network["lines"].select("line", "site"), on="line")
        .join(sites, on="site", how="left")
        .join(items, on="item", how="left")
        .with_columns(value_cny=pl.col("units") * pl.col("unit_cny"))
        .sort("month", "line", "item")
    )
