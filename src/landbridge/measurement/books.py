"""Books: which entry of demand each vehicle fills."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network
from landbridge.measurement.counting import codes, labels
from landbridge.measurement.months import times

_HALF = 1 << 43


def find_entries(network: Network, vehicles: pl.DataFrame, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """The entry of the network's demand that each chosen vehicle fills.

    Parameters
    ----------
    vehicles
        The record's vehicles.
    chosen
        int64 (chosen): numbers of vehicles that are assigned.

    Returns
    -------
    int64 (chosen)
        Row of the network's table `demand`. A book has one entry at an instant, so market, item and instant tell it.
    """
    demand = network["demand"]
    items = len(labels(vehicles["item"]))

    def key(market: NDArray[np.int64], item: NDArray[np.int64], demanded: NDArray[np.int64]) -> NDArray[np.int64]:
        return ((market * items + item) << 44) + (demanded + _HALF)

    known = key(
        codes(demand["market"].cast(vehicles.schema["market"], strict=False)),
        codes(demand["item"].cast(vehicles.schema["item"], strict=False)),
        times(demand["demanded_ms"]),
    )
    wanted = key(
        codes(vehicles["market"])[chosen],
        codes(vehicles["item"])[chosen],
        times(vehicles["demanded_ms"])[chosen],
    )
    entries = pl.DataFrame({"key": known}).with_row_index("entry")
    found = pl.DataFrame({"key": wanted}).join(entries, on="key", how="left", maintain_order="left")
    return found["entry"].to_numpy()
