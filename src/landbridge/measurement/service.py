"""Service: demand of the horizon, and what of it was assigned, delivered and on time."""

from __future__ import annotations

import numpy as np
import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.books import find_entries
from landbridge.measurement.counting import axis, codes, labels, tally
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
    table = (
        books.join(_delivered(record, months), on=_KEYS, how="left")
        .join(_on_time(network, record, months), on=_KEYS, how="left")
        .with_columns(
            pl.col("delivered").fill_null(0),
            on_time=pl.when(pl.col("due").is_not_null()).then(pl.col("on_time").fill_null(0)),
        )
    )
    return table.with_columns(
        on_time_percent=pl.when(pl.col("due") > 0).then(pl.col("on_time") / pl.col("due") * 100)
    ).sort(_KEYS)


def _delivered(record: Record, months: Months) -> pl.DataFrame:
    vehicles = record["vehicles"]
    counted = months.counts(times(vehicles["demanded_ms"])) & months.counts(times(vehicles["delivered_ms"]))
    chosen = vehicles.select(_KEYS).filter(pl.Series(counted))
    return tally([axis(c.name, c) for c in chosen]).rename({"units": "delivered"})


def _on_time(network: Network, record: Record, months: Months) -> pl.DataFrame:
    vehicles = record["vehicles"]
    promises = network["demand"].filter(pl.col("promised_ms").is_not_null())
    markets = labels(vehicles["market"])
    promising = np.append(markets.is_in(promises["market"].unique().implode()).to_numpy(), False)
    demanded, delivered = times(vehicles["demanded_ms"]), times(vehicles["delivered_ms"])
    chosen = np.flatnonzero(promising[codes(vehicles["market"])] & months.counts(demanded) & months.counts(delivered))
    allowed = times(network["demand"]["promised_ms"])[find_entries(network, vehicles, chosen)]
    chosen, allowed = chosen[allowed != NEVER], allowed[allowed != NEVER]
    promised = demanded[chosen] + allowed
    kept = chosen[(delivered[chosen] <= promised) & months.counts(promised)]
    return tally([axis(c.name, c) for c in vehicles.select(_KEYS)[kept]]).rename({"units": "on_time"})
