"""Sourcing: who may supply each stock, and who did."""

from __future__ import annotations

import numpy as np
import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.counting import Axis, axis, tally
from landbridge.measurement.months import Months, times

_STOCK = ("site", "item", "line")


def possible_suppliers(network: Network) -> pl.DataFrame:
    """Every way to refill a stock.

    Returns
    -------
    polars.DataFrame
        `site`, `item`, `line` (of the stock), `supplier`, `maker_line` (empty: from outside the case), `weight` among
        the sources that are asked first; 0: asked only when those are closed.
    """
    first = pl.col("priority") == pl.col("priority").min().over("stock")
    return (
        network["sources"]
        .join(network["stocks"].select("stock", *_STOCK), on="stock")
        .with_columns(weight=pl.when(first).then("weight").otherwise(0))
        .group_by(*_STOCK, "supplier", "maker_line")
        .agg(pl.col("weight").sum())
        .sort(*_STOCK, "supplier", "maker_line")
    )


def count_supplies(record: Record, months: Months) -> pl.DataFrame:
    """What arrived in the horizon, by stock and supplier.

    Returns
    -------
    polars.DataFrame
        `site`, `item`, `line`, `supplier`, `maker_line`, `units` in base units of the item.
    """
    lots = record["lots"]
    arrived = np.where(months.counts(times(lots["arrived_ms"])), 0, -1)
    once = Axis("horizon", arrived, pl.Series([""]))
    columns = [axis(name, lots[name]) for name in (*_STOCK, "supplier")]
    made = lots["maker_line"]
    known = made.dtype.categories if isinstance(made.dtype, pl.Enum) else pl.Series([], dtype=pl.String)
    code = made.to_physical().cast(pl.Int64).fill_null(len(known)).to_numpy()
    outside = pl.concat([known.cast(pl.String), pl.Series([None], dtype=pl.String)])
    counted = tally([once, *columns, Axis("maker_line", code, outside)], lots["quantity"].to_numpy())
    return counted.select(*_STOCK, "supplier", "maker_line", units=pl.col("value").round().cast(pl.Int64))


def supply_shares(network: Network, supplies: pl.DataFrame) -> pl.DataFrame:
    """The share of each supplier in a stock: what arrived, and where nothing did what the case asks of it.

    Returns
    -------
    polars.DataFrame
        `site`, `item`, `line`, `supplier`, `maker_line`, `share` (they sum to 1 over a stock).
    """
    keys = [*_STOCK, "supplier", "maker_line"]
    together = possible_suppliers(network).join(
        supplies.with_columns(pl.col(keys).cast(pl.String)), on=keys, how="full", coalesce=True, nulls_equal=True
    )
    arrived = pl.col("units").fill_null(0)
    measure = pl.when(arrived.sum().over(_STOCK) > 0).then(arrived).otherwise(pl.col("weight").fill_null(0))
    return (
        together.with_columns(measure=measure)
        .filter(pl.col("measure") > 0)
        .select(*keys, share=pl.col("measure") / pl.col("measure").sum().over(_STOCK))
        .sort(keys)
    )
