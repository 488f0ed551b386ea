"""Counts: the cube of what happened by month, from which every indicator is worked out without the record."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record
from landbridge.measurement.counting import Axis, axis, codes, labels, tally
from landbridge.measurement.exports import total_value
from landbridge.measurement.months import Months, times

_KEYS = ("month", "event", "line", "item", "market", "route")


def count_deliveries(network: Network, record: Record, months: Months) -> pl.DataFrame:
    """Vehicles that reached their market on each local day.

    Returns
    -------
    polars.DataFrame
        `day`, `month`, `line`, `item`, `market`, `route`, `units`; only what occurred, in order of day.
    """
    vehicles = record["vehicles"]
    day = Axis("day", months.day_of(times(vehicles["delivered_ms"])), pl.Series(np.arange(len(months.days))))
    # a line, item and market have one route or a few: flows are far fewer than combinations
    flow, flows = _flows(vehicles)
    cube = tally([day, Axis("flow", flow, pl.Series(np.arange(len(flows))))])
    return flows[cube["flow"]].hstack(cube.drop("flow")).with_columns(month=_months(cube["day"], months))


def count_lots(record: Record, months: Months) -> pl.DataFrame:
    """What makers made and sent in each month, in base units of the item.

    Returns
    -------
    polars.DataFrame
        `month`, `line` (the maker's), `item`, `units`; what comes from a source is not made in the case.
    """
    lots = record["lots"]
    month = Axis("month", months.month_of(times(lots["shipped_ms"])), pl.Series(months.labels, dtype=pl.String))
    made = tally([month, axis("line", lots["maker_line"]), axis("item", lots["item"])], lots["quantity"].to_numpy())
    return made.drop("units").rename({"value": "units"}).with_columns(pl.col("units").round().cast(pl.Int64))


def counts(built: pl.DataFrame, made: pl.DataFrame, exported: pl.DataFrame, delivered: pl.DataFrame) -> pl.DataFrame:
    """The table `counts`, from the daily counts of each event; what never happened has no row.

    Parameters
    ----------
    built, exported, delivered
        Daily, as counted by `count_production`, `count_exports` and `count_deliveries`.
    made
        Monthly, as counted by `count_lots`.
    """
    nothing = {name: pl.lit(None, pl.String) for name in ("market", "route")}
    parts = [
        ("built", built.with_columns(**nothing, value_cny=pl.lit(None, pl.Float64))),
        ("made", made.with_columns(**nothing, value_cny=pl.lit(None, pl.Float64))),
        ("exported", exported),
        ("delivered", delivered.with_columns(value_cny=pl.lit(None, pl.Float64))),
    ]
    together = pl.concat(
        part.with_columns(event=pl.lit(event)).select(
            pl.col(_KEYS).cast(pl.String), pl.col("units").cast(pl.Int64), pl.col("value_cny").cast(pl.Float64)
        )
        for event, part in parts
    )
    return together.group_by(_KEYS).agg(pl.col("units").sum(), total_value(pl.col("value_cny"))).sort(_KEYS)


def _flows(vehicles: pl.DataFrame) -> tuple[NDArray[np.int64], pl.DataFrame]:
    """A code for each vehicle's line, item, market and route, and what the codes stand for; -1: not assigned."""
    columns = ("line", "item", "market", "route")
    key = np.zeros(len(vehicles), np.int64)
    whole = np.ones(len(vehicles), np.bool_)
    for name in columns:
        code = codes(vehicles[name])
        key *= max(len(labels(vehicles[name])), 1)
        key += code
        whole &= code >= 0
    size = int(np.prod([max(len(labels(vehicles[name])), 1) for name in columns]))
    key[~whole] = 0
    used = np.flatnonzero(np.bincount(key[whole])) if size <= 1 << 24 else np.unique(key[whole])
    rest, parts = used, {}
    for name in reversed(columns):
        rest, code = np.divmod(rest, max(len(labels(vehicles[name])), 1))
        parts[name] = labels(vehicles[name]).gather(code)
    flow = np.where(whole, np.searchsorted(used, key), -1)
    return flow, pl.DataFrame({name: parts[name] for name in columns})


def _months(day: pl.Series, months: Months) -> pl.Series:
    return pl.Series(months.labels, dtype=pl.String).gather(months.month_of_day[day])
