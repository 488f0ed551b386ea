"""Where everything is at the start and at every month's end, read from the kernel's own counters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import polars as pl

from landbridge.documents import Network
from landbridge.documents.document import conform
from landbridge.simulation.instants import instants
from landbridge.simulation.layout import N_LOTS, PERIOD_NOW
from landbridge.simulation.memory.markets import book_names
from landbridge.simulation.memory.memory import Memory, models_of
from landbridge.simulation.memory.naming import Array
from landbridge.simulation.orders import gross

_KEYS = ("item", "state", "site", "lane", "terminal", "line")
_Key = tuple[str, str | None, str | None, str | None, str | None]  # item, and where: site, lane, terminal, line
_SCHEMA = {"time_ms": pl.Int64, **dict.fromkeys(_KEYS, pl.String), "units": pl.Int64}


class Balances:
    """Collects the balances of a run."""

    def __init__(self, network: Network) -> None:
        models = models_of(network)
        self._warm_up = network.settings["warm_up_ms"]
        self._pools: list[_Key] = [(item, None, None, None, line) for line, items in models.items() for item in items]
        self._items = sorted({item for items in models.values() for item in items})
        self._lanes = network["lanes"]["lane"].to_list()
        self._terminals = network["terminals"]["terminal"].to_list()
        books = book_names(network).iter_rows()
        self._books: list[_Key] = [(item, market, None, None, None) for market, item in books]
        stocks = network["stocks"].select("site", "item", "line").iter_rows()
        self._stocks: list[_Key] = [(item, site, None, None, line) for site, item, line in stocks]
        self.rows: list[tuple[Any, ...]] = []
        self._begun = 0

    def take(self, memory: Memory, time_ms: int) -> None:
        """Add the balances at an instant up to which the kernel has run."""

        def add(state: str, keys: Iterable[_Key], units: Array) -> None:
            self.rows += [
                (time_ms, item, state, site, lane, terminal, line, count)
                for (item, site, lane, terminal, line), count in zip(keys, units.tolist(), strict=True)
                if count
            ]

        def on_lanes(lanes: Array, items: Array) -> list[_Key]:
            return [(self._items[i], None, self._lanes[a], None, None) for a, i in zip(lanes, items, strict=True)]

        for state in ("in_process", "waiting", "made", "scrapped"):
            add(state, self._pools, getattr(memory, state))
        for state in ("queued", "moving"):
            lanes, items = np.nonzero(getattr(memory, state))
            add(state, on_lanes(lanes, items), getattr(memory, state)[lanes, items])
        terminals, items = np.nonzero(memory.handling)
        handled = [
            (self._items[i], None, None, self._terminals[a], None) for a, i in zip(terminals, items, strict=True)
        ]
        add("handling", handled, memory.handling[terminals, items])
        period = int(memory.tally[PERIOD_NOW]) + 1
        final = np.flatnonzero(memory.lanes["final"] >= 0)
        under_way = memory.under_way[period:].sum(axis=0)[memory.lanes["final"][final]]
        places, items = np.nonzero(under_way)
        add("moving", on_lanes(final[places], items), under_way[places, items])
        add("delivered", self._books, memory.delivered + memory.coming[:period].sum(axis=0))
        consumed = self._consumed(memory, time_ms + self._warm_up)
        stocks = memory.stocks
        docked = np.array([_docked(memory, int(lot)) for lot in stocks["dock"]], np.int64)
        for state, units in (
            ("on_hand", stocks["received"] - consumed),
            ("docked", docked),
            ("on_order", stocks["trigger"] + stocks["s"] - stocks["received"] - docked),
            ("consumed", consumed),
        ):
            add(state, self._stocks, units)

    def _consumed(self, memory: Memory, t: int) -> Array:
        """What begun units and begun orders have taken of every stock since the warm-up's beginning."""
        taken = memory.stocks["committed"].astype(np.int64)
        # lots are looked at once more only from the first that had not begun the last time
        lots = memory.lots[self._begun : memory.tally[N_LOTS]]
        begun = instants(lots["begun"])
        later = np.flatnonzero((begun < 0) | (begun >= t))
        self._begun += int(later[0]) if len(later) else len(lots)
        for lot in lots[begun >= t]:
            source = memory.sources[memory.stocks["source"][lot["stock"]] + lot["source"]]
            if source["maker"] >= 0:
                made = gross(int(lot["quantity"]), int(memory.makers[source["maker"]]["scrap"]))
                product = memory.products[source["product"]]
                for need in memory.inputs[product["first"] : product["last"]]:
                    taken[need["stock"]] -= need["quantity"] * made
        for line in memory.lines:
            own = slice(line["slots"], line["slots"] + line["width"])
            stocks = memory.slots["stock"][own]
            used = memory.stocks["target"][stocks] - 1 - memory.slack[own]
            if line["posted"]:
                model = int(memory.sequence[line["vehicle"] + line["next"]]) - int(line["pools"])
                row = line["bills"] + model * line["width"]
                used = used - memory.bills[row : row + line["width"]]
            taken[stocks[stocks >= 0]] = used[stocks >= 0]
        return taken

    def table(self) -> pl.DataFrame:
        """The balances as the record declares them, sorted."""
        frame = pl.DataFrame(self.rows, schema=_SCHEMA, orient="row")
        order = ("time_ms", "state", "item", "site", "lane", "terminal", "line")
        return conform("record", "balances", frame.sort(order, nulls_last=False))


def _docked(memory: Memory, lot: int) -> int:
    """What waits at a dock, from its first lot on."""
    units = 0
    while lot >= 0:
        units += int(memory.lots["quantity"][lot])
        lot = int(memory.lots["next"][lot])
    return units
