"""Service: demand of the horizon, and what of it was assigned, delivered and on time."""

from __future__ import annotations

import numpy as np
import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.books import find_entries
from landbridge.measurement.counting import axis, tally
from landbridge.measurement.months import NEVER, Months, times

_KEYS = ["market", "item"]


def service(network: Network, record: Record, months: Months) -> pl.DataFrame:
    """The table `service`: by market and vehicle, for demand that arose in the horizon.

    Notes
    -----
    Due is demand whose promised time lies in the horizon; on time is a vehicle of it delivered by then. Demand that
    found no vehicle is due all the same.
    """
    start, end = int(months.day_starts[0]), int(months.day_starts[-1])
    promised = network["demand"].select(*_KEYS, "number", promise_ms="promised_ms")
    entries = (
        record["demands"]
        .with_columns(
            pl.col(*_KEYS).cast(pl.String),
            pl.col("number").cast(pl.Int64),
            pl.col("quantity", "filled_units").cast(pl.Int64),
        )
        .filter(pl.col("demanded_ms").is_between(start, end, closed="left"))
        .join(promised, on=[*_KEYS, "number"], how="left")
    )
    falls_due = pl.col("demanded_ms") + pl.col("promise_ms") < end
    books = entries.group_by(_KEYS).agg(
        demanded=pl.col("quantity").sum(),
        assigned=pl.col("filled_units").sum(),
        due=pl.when(pl.col("promise_ms").is_not_null().any()).then(pl.col("quantity").filter(falls_due).sum()),
    )
    return (
        books.join(_delivered(network, record, months), on=_KEYS, how="left")
        .with_columns(pl.col("delivered", "on_time").fill_null(0))
        .with_columns(on_time=pl.when(pl.col("due").is_not_null()).then("on_time"))
        .with_columns(on_time_percent=pl.when(pl.col("due") > 0).then(pl.col("on_time") / pl.col("due") * 100))
        .sort(_KEYS)
    )


def _delivered(network: Network, record: Record, months: Months) -> pl.DataFrame:
    """Vehicles delivered of the horizon's demand, and how many of them within a promise that fell due."""
    vehicles = record["vehicles"]
    demanded, delivered = times(vehicles["demanded_ms"]), times(vehicles["delivered_ms"])
    chosen = np.flatnonzero(months.counts(demanded) & months.counts(delivered))
    allowed = times(network["demand"]["promised_ms"])[find_entries(network, vehicles, chosen)]
    promised = np.where(allowed == NEVER, NEVER, demanded[chosen] + allowed)
    on_time = (delivered[chosen] <= promised) & months.counts(promised)
    axes = [axis(column.name, column) for column in vehicles.select(_KEYS)[chosen]]
    return tally(axes, on_time.astype(np.float64)).rename({"units": "delivered", "value": "on_time"})
