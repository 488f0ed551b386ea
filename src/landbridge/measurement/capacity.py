"""Capacity: the vehicles that planned working time allows each line at takt."""

from __future__ import annotations

import numpy as np
import polars as pl

from landbridge.documents import Network
from landbridge.measurement.months import Months
from landbridge.measurement.stops import worked_ms

_NS_PER_MS = 1_000_000


def capacity(network: Network, months: Months) -> pl.DataFrame:
    """The table `capacity`: vehicles by month and line that builds vehicles to a schedule.

    Notes
    -----
    Planned working time knows the calendar, its holidays and the days on which line and site open and close, but no
    disruption. A takt that changes within a month counts from its day.
    """
    vehicles = frozenset(network["items"].filter(pl.col("segment") == "vehicle")["item"])
    lines = network["lines"].filter(pl.col("mode") == "pace").select("line", "items", "calendar_map")
    rows: list[tuple[str, str, float]] = []
    for line, items, calendar_map in lines.iter_rows():
        if items is None or vehicles.isdisjoint(items):
            continue
        steps = network["rates"].filter(pl.col("rate_map").eq_missing(pl.lit(calendar_map, pl.String))).sort("t_ms")
        takts = network["takts"].filter(pl.col("line") == line).sort("from_ms")
        rows += zip(months.labels, [line] * len(months.labels), _units(steps, takts, months), strict=True)
    schema = {"month": pl.String, "line": pl.String, "capacity_units": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("month", "line")


def _units(steps: pl.DataFrame, takts: pl.DataFrame, months: Months) -> list[float]:
    """Working time over takt, month by month; none where the line has no takt yet."""
    starts = months.month_starts
    units = np.zeros(len(starts) - 1)
    begins = takts["from_ms"].to_numpy()
    ends = np.append(begins[1:], starts[-1]) if len(begins) else begins
    for begin, end, takt_ns in zip(begins, ends, takts["takt_ns"].to_numpy(), strict=True):
        within = np.clip(starts, begin, max(begin, end))
        units += np.diff(worked_ms(steps, within)) * _NS_PER_MS / takt_ns
    return [float(one) for one in units]
