"""Networks by hand: a few columns a row, the rest blank or the obvious default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import polars as pl

from landbridge.documents.document import Network, Plan, conform, declared, empty
from landbridge.planning.given import given

Row = dict[str, Any]
_MS_PER_HOUR = 3_600_000

_DEFAULTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "lines": {"mode": "pace", "throughput_distribution": "constant", "rework_distribution": "constant"},
        "takts": {"from_ms": -(10**9)},
        "lanes": {
            "transit_distribution": "constant",
            "transit_h": 1 / _MS_PER_HOUR,
            "load_units": 1,
            "scheduled": False,
        },
        "terminals": {"handles": "unit", "load_units": 1, "servers": 1, "time_distribution": "constant"},
        "stocks": {"policy": "reorder_point", "initial": 0},
        "departures": {"cut_off_ms": 0, "capacity_units": 1000, "minimum_units": 1},
        "demand": {"lost": False},
        "flows": {"weight": 1_000_000},
        "sources": {"source": 0, "priority": 1, "weight": 1_000_000},
        "fleets": {"units_per_wagon": 1, "return_distribution": "constant"},
        "disruptions": {"factor": 0},
    }
)
_SORTED_BY: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "sites": ["site"],
        "items": ["item"],
        "lines": ["line"],
        "stocks": ["stock"],
        "sources": ["stock", "source"],
        "servers": ["terminal", "server"],
        "fleets": ["fleet"],
        "disruptions": ["disruption"],
        "lanes": ["lane"],
        "terminals": ["terminal"],
        "services": ["service"],
        "routes": ["route", "position"],
        "departures": ["service", "number"],
        "demand": ["market", "item", "number"],
        "flows": ["line", "item", "market", "route"],
        "rates": ["rate_map", "t_ms"],
        "periods": ["start_ms"],
    }
)


def h(ms: int) -> float:
    """Milliseconds as the hours that a duration column holds."""
    return ms / _MS_PER_HOUR


def sketch(months: Sequence[int], warm_up: int = 0, **tables: Any) -> tuple[Network, Plan]:
    """A network and its given plan.

    Parameters
    ----------
    months
        The ends of the months [ms]; the first begins at 0.
    warm_up
        Length of the warm-up [ms].
    tables
        Rows of the network's tables; `schedule` rows name a period, `stocks` are named by their keys and may name
        the lane, supplier and maker_line of their only source, lines make what is asked of them, and sites and
        items need no rows of their own.
    """
    periods: list[Row] = [{"period": "warm-up", "start_ms": -warm_up, "end_ms": 0}] if warm_up else []
    for i, end in enumerate(months):
        periods.append({"period": f"2024-{i + 1:02d}", "start_ms": months[i - 1] if i else 0, "end_ms": end})
    bounds = {row["period"]: row for row in periods}
    rows: dict[str, list[Row]] = {name: [dict(row) for row in given_rows] for name, given_rows in tables.items()}
    rows["periods"] = periods
    for row in rows.get("schedule", []):
        row.update(start_ms=bounds[row["period"]]["start_ms"], end_ms=bounds[row["period"]]["end_ms"])
    for row in rows.get("stocks", []):
        row["stock"] = f"{row['site']}|{row['item']}|{row['line']}"
        if "lane" in row:
            source = {key: row.pop(key) for key in ("lane", "supplier", "maker_line") if key in row}
            rows.setdefault("sources", []).append({"stock": row["stock"], **source})
    for row in rows.get("lines", []):
        row["items"] = _made_by(row["line"], rows)
    _name(
        rows, "sites", "site", [("lines", "site"), ("stocks", "site"), ("sources", "supplier"), ("terminals", "site")]
    )
    _name(rows, "items", "item", [("schedule", "item"), ("bills", "input"), ("stocks", "item"), ("demand", "item")])
    settings = {"warm_up_ms": warm_up, "end_ms": months[-1]}
    network = Network.of({name: _frame(name, table) for name, table in rows.items()}, settings)
    return network, given(network)


def _made_by(line: str, rows: dict[str, list[Row]]) -> list[str]:
    built = {row["item"] for row in rows.get("schedule", []) if row["line"] == line}
    refilled = {row["stock"] for row in rows.get("sources", []) if row.get("maker_line") == line}
    return sorted(built | {row["item"] for row in rows.get("stocks", []) if row["stock"] in refilled})


def _name(rows: dict[str, list[Row]], table: str, key: str, used: Sequence[tuple[str, str]]) -> None:
    known = {row[key] for row in rows.setdefault(table, [])}
    named = {row[column] for user, column in used for row in rows.get(user, [])}
    rows[table] += [{key: name} for name in sorted(named - known - {None})]


def _frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    names = [column["column"] for column in declared("network")[table]]
    full = [dict.fromkeys(names) | dict(_DEFAULTS.get(table, {})) | row for row in rows]
    unknown = {name for row in rows for name in row} - set(names)
    if unknown:
        raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
    if not full:
        return empty("network", table)
    frame = conform("network", table, pl.DataFrame(full, schema=names, infer_schema_length=None))
    return frame.sort(_SORTED_BY[table]) if table in _SORTED_BY else frame
