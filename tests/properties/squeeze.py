"""A network in which a minute lasts a millisecond: nearly everything happens at the same time as something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import polars as pl

from landbridge.documents.document import Network

FACTOR = 60_000

_MS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "departures": ["departs_ms", "cut_off_ms"],
        "demand": ["demanded_ms"],
        "periods": ["start_ms", "end_ms"],
        "schedule": ["start_ms", "end_ms"],
        "takts": ["from_ms", "takt_ns"],
        "rates": ["t_ms"],
        "lanes": ["load_wait_ms"],
        "disruptions": ["starts_ms", "ends_ms", "between_ms", "repair_ms", "delay_ms", "lasts_ms"],
    }
)
_HOURS: Mapping[str, Sequence[str]] = MappingProxyType(
    {"lines": ["throughput", "rework"], "lanes": ["transit"], "terminals": ["time"], "fleets": ["return"]}
)


def squeeze(network: Network) -> Network:
    """The network with every time divided by FACTOR."""
    tables = dict(network.tables)
    for table, columns in _MS.items():
        tables[table] = tables[table].with_columns(pl.col(column) // FACTOR for column in columns)
    for table, prefixes in _HOURS.items():
        columns = [f"{prefix}_{suffix}" for prefix in prefixes for suffix in ("h", "p90_h")]
        tables[table] = tables[table].with_columns(pl.col(column) / FACTOR for column in columns)
    tables["takts"] = tables["takts"].with_columns(pl.col("takt_ns").clip(lower_bound=1))
    rates = tables["rates"].unique(["rate_map", "t_ms"], keep="last", maintain_order=True)
    tables["rates"] = rates.sort("rate_map", "t_ms")
    settings = {name: network.settings[name] // FACTOR for name in ("end_ms", "warm_up_ms")}
    return Network.of(tables, {**network.settings, **settings})
