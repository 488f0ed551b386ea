"""Where a reader of few rows finds them in a record, and what had happened before each: its settings say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from landbridge.documents import Network
from landbridge.network.chains import chain_of, rows_of

_EVERY = 16_384
_SHELF = ("on_hand", "consumed")
_KEYS = ("site", "item", "line")


def whereabouts(network: Network, tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """What is known of every line's vehicles and of every stock's shelf.

    Parameters
    ----------
    tables
        The record's vehicles, by line and unit, and its balances.

    Returns
    -------
    dict with ``every``, a number of rows; ``vehicles_of_lines``, by line the number of its ``rows``, of every so many
    of which, from the first on, ``units`` has the unit, and at its end the one after the last, and ``built`` has by
    item how many units begun in the record stand before it; ``on_hand_of_stocks`` and ``consumed_of_stocks``, the
    balances when the record begins, in order of stocks; ``chain``, the rows of the chain of all these lines.
    """
    of_lines = _of_lines(tables["vehicles"])
    return {
        "every": _EVERY,
        "vehicles_of_lines": of_lines,
        "chain": chain_of(rows_of(network), of_lines),
        **{f"{state}_of_stocks": _of_stocks(network, tables["balances"], state) for state in _SHELF},
    }


def _of_lines(vehicles: pl.DataFrame) -> dict[str, dict[str, Any]]:
    runs = vehicles["line"].rle().struct.unnest()
    items: Any = vehicles.schema["item"]
    names = items.categories.to_list()
    unit, item = vehicles["unit"].to_numpy(), vehicles["item"].to_physical().to_numpy()
    begun = vehicles["started_ms"].to_numpy() >= 0
    found, first = {}, 0
    for count, line in runs.select("len", pl.col("value").cast(pl.String)).iter_rows():
        starts = range(first, first + count, _EVERY)
        first += count
        parts = [slice(start, min(start + _EVERY, first)) for start in starts]
        built = np.array([np.bincount(item[part][begun[part]], minlength=len(names)) for part in parts])
        before = np.cumsum(built, axis=0) - built
        own = np.flatnonzero(built.any(axis=0)).tolist()
        found[line] = {
            "rows": count,
            "units": [*unit[list(starts)].tolist(), int(unit[first - 1]) + 1],
            "built": {names[i]: before[:, i].tolist() for i in own},
        }
    return found


def _of_stocks(network: Network, balances: pl.DataFrame, state: str) -> list[int]:
    units = balances.filter(pl.col("time_ms") == 0, pl.col("state") == state)
    named = units.select(pl.col(_KEYS).cast(pl.String), "units")
    stocks = network["stocks"].select(_KEYS)
    return stocks.join(named, on=_KEYS, how="left", maintain_order="left")["units"].fill_null(0).to_list()
