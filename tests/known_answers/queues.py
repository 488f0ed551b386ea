"""Queues made of what every network is made of: lines send customers, terminals serve them.

A line whose takt is 1 ms starts a unit whenever its only part is there; the part's base stock of one is refilled over a
lane with an exponential transit. Each start orders the next part, so that starts are a Poisson process to the
ms. A unit is finished and on the road for 1 ms each, and then stands before its first terminal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from landbridge.documents.document import Network, Plan, Record
from tests.oracle.sketch import Row, sketch

HOUR = 3_600_000
FIRST_ARRIVAL_MS = 2
Times = NDArray[np.int64]


@dataclass(frozen=True)
class Source:
    """A line that sends customers.

    Parameters
    ----------
    customers
        How many.
    every_h
        Mean time between two of them.
    way
        The terminals they pass, in order.
    regular
        Whether they come at equal distances (the line's takt) and not as a Poisson process.
    road
        Columns of the lane to the first terminal; it takes 1 ms if they do not say.
    """

    customers: int
    every_h: float
    way: Sequence[str]
    regular: bool = False
    road: Row = field(default_factory=dict)


def queues(
    sources: Mapping[str, Source], terminals: Mapping[str, Row], looks_h: Sequence[float] = (), **tables: Any
) -> tuple[Network, Plan]:
    """The network of these sources and terminals.

    Parameters
    ----------
    sources
        By the name of their line.
    terminals
        By name: the columns of `terminals` that are not the default.
    looks_h
        When balances are taken [h].
    tables
        More rows of any table.
    """
    rows: dict[str, list[Row]] = {table: list(more) for table, more in tables.items()}
    rows["terminals"] = [{"terminal": name, "site": "yard", **columns} for name, columns in terminals.items()]
    for line, source in sources.items():
        for table, more in _send(line, source).items():
            rows.setdefault(table, []).extend(more)
    looks = [round(look * HOUR) for look in looks_h]
    # room for the slowest of sources and queues: a run ends with its last customer
    end = max(round(1.5 * source.customers * source.every_h * HOUR) for source in sources.values()) + 1000 * HOUR
    # all units are released in a first month of 1 ms
    return sketch([1, *looks, max(end, looks[-1] + 1 if looks else 0)], **rows)


def _send(line: str, source: Source) -> dict[str, list[Row]]:
    takt_ms = round(source.every_h * HOUR) if source.regular else 1
    way: list[Row] = [{"lane": f"{line}-out"}, *({"terminal": terminal} for terminal in source.way)]
    rows: dict[str, list[Row]] = {
        "lines": [{"line": line, "site": line}],
        "takts": [{"line": line, "takt_ns": takt_ms * 1_000_000}],
        "schedule": [{"line": line, "item": line, "period": "2024-01", "quantity": source.customers}],
        "lanes": [{"lane": f"{line}-out", "origin": line, "destination": "yard", **source.road}],
        "routes": [{"route": line, "position": i, **step} for i, step in enumerate(way, 1)],
        "flows": [{"line": line, "item": line, "market": "market", "route": line}],
        "demand": [
            {"market": "market", "item": line, "number": 0, "demanded_ms": 0, "quantity": source.customers},
        ],
    }
    if not source.regular:
        gate = add_gate(line, source.every_h)
        rows["lanes"] += gate.pop("lanes")
        rows |= gate
        rows["bills"] = [{"item": line, "input": f"{line}-part", "quantity": 1}]
    return rows


def add_gate(line: str, every_h: float) -> dict[str, list[Row]]:
    """The stock and the lane that make a line's starts a Poisson process; the part is named LINE-part."""
    return {
        "lanes": [
            {
                "lane": f"{line}-in",
                "origin": "source",
                "destination": line,
                "transit_distribution": "exponential",
                "transit_h": every_h,
            }
        ],
        "stocks": [
            {
                "site": line,
                "item": f"{line}-part",
                "line": line,
                "lane": f"{line}-in",
                "supplier": "source",
                "policy": "base_stock",
                "order_up_to": 1,
                "initial": 1,
            }
        ],
    }


@dataclass(frozen=True)
class Visits:
    """What a station's customers lived through, in the order in which they came [ms]."""

    arrived: Times
    began: Times
    ended: Times

    @property
    def waits_h(self) -> NDArray[np.float64]:
        """Time in the queue [h]."""
        return (self.began - self.arrived) / HOUR

    @property
    def stays_h(self) -> NDArray[np.float64]:
        """Time in the queue and in service [h]."""
        return (self.ended - self.arrived) / HOUR

    def after(self, first: int) -> Visits:
        """Without the first so many customers, who met an empty system."""
        return Visits(self.arrived[first:], self.began[first:], self.ended[first:])


def visits(record: Record, terminal: str) -> Visits:
    """The visits to a terminal; every customer has come through it."""
    movements, steps = record["movements"], record["steps"]
    if movements["ended_ms"].null_count():
        raise ValueError("the run ended before its customers did")
    movement = steps["movement"].to_numpy()
    here = np.flatnonzero((movements["terminal"].cast(str) == terminal).fill_null(False).to_numpy()[movement])
    # a vehicle's step before stands in the row before
    order = np.lexsort((here, movement[here]))
    own, before = movement[here][order], movement[here - 1][order]
    began, ended = movements["began_ms"].to_numpy(), movements["ended_ms"].to_numpy()
    return Visits(ended[before], began[own], ended[own])
