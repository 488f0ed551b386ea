"""Counts: the cube of what happened by month, from which every indicator is worked out without the record."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record
from landbridge.measurement.counting import Axis, axis, codes, labels, tally
from landbridge.measurement.exports import total_value
from landbridge.measurement.months import Months, times

_DENSE = 1 << 24
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
    whole = vehicles["route"].is_not_null().to_numpy()
    code = np.zeros(int(whole.sum()), np.int64)
    found: dict[str, NDArray[np.int64]] = {}
    # a route has few markets, and those few lines: in this order the codes stay few at every step
    for name in ("route", "market", "line", "item"):
        column = codes(vehicles[name])[whole]
        kinds = max(len(labels(vehicles[name])), 1)
        code *= kinds
        code += column
        used = _used(code, (len(next(iter(found.values()))) if found else 1) * kinds)
        code = _positions(code, used)
        before, last = np.divmod(used, kinds)
        found = {**{known: values[before] for known, values in found.items()}, name: last}
    flow = np.full(len(vehicles), -1, np.int64)
    flow[whole] = code
    names = ("line", "item", "market", "route")
    return flow, pl.DataFrame({name: labels(vehicles[name]).gather(found[name]) for name in names})


def _used(code: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """The codes that occur, ascending."""
    if size > _DENSE:
        return np.unique(code)
    occurs = np.zeros(size, np.bool_)
    occurs[code] = True
    return np.flatnonzero(occurs)


def _positions(code: NDArray[np.int64], used: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each code as its position among those that occur."""
    if not len(used) or used[-1] >= _DENSE:
        return np.searchsorted(used, code)
    position = np.zeros(used[-1] + 1, np.int64)
    position[used] = np.arange(len(used))
    return position[code]


def _months(day: pl.Series, months: Months) -> pl.Series:
    return pl.Series(months.labels, dtype=pl.String).gather(months.month_of_day[day])
