"""Causes: why a line stood, followed up the tiers to where the most time was lost.

The rule of the root. A stop for a part ended with a lot, and that lot's time has steps; each step's delay is how much
longer it took than undisturbed (`LotSteps`), and no delay counts for more than the stop. What of the stop the delays
of all steps leave unexplained would have happened with everything in order: demand outran the stock's cover. The
largest of these is the cause. Where it is the maker's wait for inputs, the same question is put to the input lot that
ended that wait, which may explain no more than it; where it is anything else, it is the root.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.genealogy import Genealogy
from landbridge.measurement.lot_steps import LotStep, LotSteps
from landbridge.measurement.shelves import Numbers, units_of


@dataclass(frozen=True)
class Link:
    """One lot in the chain from a stop to its root.

    Parameters
    ----------
    stock, lot, item, supplier, maker_line
        Which lot, of what, from whom.
    ordered_ms, begun_ms, shipped_ms, arrived_ms, stored_ms
        Its times [ms]; None: not by the end.
    steps
        Where its time went.
    """

    stock: str
    lot: int
    item: str
    supplier: str | None
    maker_line: str | None
    ordered_ms: int
    begun_ms: int | None
    shipped_ms: int | None
    arrived_ms: int | None
    stored_ms: int | None
    steps: tuple[LotStep, ...]


@dataclass(frozen=True)
class Root:
    """What a stop comes down to.

    Parameters
    ----------
    kind
        ``disruption``, ``transit``, ``making``, ``busy``, ``rest``, ``dock``, ``cover`` (demand outran the stock's
        cover), ``yard`` or ``before_record``.
    entity_kind, entity
        The line, site, lane or stock.
    disruption, number
        The disruption and its occurrence.
    ms
        How much of the stop it explains [ms].
    """

    kind: str
    entity_kind: str
    entity: str
    ms: int
    disruption: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Cause:
    """A stop of a line before one unit, with its root and the lots on the way there, the last one first.

    Parameters
    ----------
    line, unit, began_ms, ended_ms
        The stop; it did not end before None.
    cause, item
        `part` or `yard`, and the part that came last.
    root, chain
        Why.
    """

    line: str
    unit: int
    began_ms: int
    ended_ms: int | None
    cause: str
    item: str | None
    root: Root
    chain: tuple[Link, ...]


def find_causes(network: Network, record: Record, line: str | None = None) -> Iterator[Cause]:
    """The cause of every stop, of one line or of all, in order of line and unit.

    Notes
    -----
    The waits of one unit are one stop, booked to the cause of the last.
    """
    why = _Why(network, record)
    stops = record["stops"].with_columns(pl.col("line", "cause", "item").cast(pl.String))
    if line is not None:
        stops = stops.filter(pl.col("line") == line)
    merged = (
        stops.sort("line", "unit", "began_ms")
        .group_by("line", "unit", maintain_order=True)
        .agg(pl.col("began_ms").first(), pl.col("ended_ms", "cause", "item").last())
    )
    for stop in merged.iter_rows(named=True):
        yield why.of(stop)


class _Why:
    def __init__(self, network: Network, record: Record) -> None:
        self._genealogy = Genealogy.of(network, record)
        self._steps = LotSteps(network, record, self._genealogy)
        self._items = dict(network["stocks"].select("stock", "item").iter_rows())
        self._sites = dict(network["lines"].select("line", "site").iter_rows())
        self._end = network.settings["end_ms"]
        self._units: dict[str, pl.DataFrame] = {}
        self._vehicles = record["vehicles"]
        self._links: dict[tuple[str, int], Link] = {}
        self._takes: dict[tuple[str, str], tuple[Numbers, Numbers, Numbers]] = {}

    def of(self, stop: dict[str, Any]) -> Cause:
        ended = self._end if stop["ended_ms"] is None else stop["ended_ms"]
        if stop["cause"] == "yard":
            root = Root("yard", "site", self._sites[stop["line"]], ended - stop["began_ms"])
            return Cause(**stop, root=root, chain=())
        stock = self._genealogy.stock_of(stop["line"], stop["item"])
        lot = None if stock is None else self._lot(stock, stop)
        chain: list[Link] = []
        if stock is None or lot is None:
            kind, name = ("line", stop["line"]) if stock is None else ("stock", stock)
            return Cause(**stop, root=Root("before_record", kind, name, ended - stop["began_ms"]), chain=())
        root = self._root(stock, lot, ended - stop["began_ms"], chain)
        return Cause(**stop, root=root, chain=tuple(chain))

    def _lot(self, stock: str, stop: dict[str, Any]) -> int | None:
        """The lot that brought the stock to the unit's bill, or that will."""
        if stop["ended_ms"] is None:
            return self._genealogy.coming(stock)
        shelf = self._genealogy.shelf(stock)
        units, firsts, quantities = self._taken(stop["line"], stop["item"])
        place = int(np.searchsorted(units, stop["unit"]))
        if place < len(units) and units[place] == stop["unit"]:
            row = int(shelf.lot_of(np.array([firsts[place] + quantities[place] - 1]))[0])
        else:  # another part kept the unit from being begun before the end
            row = int(np.searchsorted(shelf.lots["stored_ms"].to_numpy(), stop["ended_ms"], side="right")) - 1
        return int(shelf.lots["number"][row]) if row >= 0 else None

    def _taken(self, line: str, item: str) -> tuple[Numbers, Numbers, Numbers]:
        if (line, item) not in self._takes:
            if line not in self._units:
                self._units[line] = units_of(self._vehicles, line)
            self._takes[line, item] = self._genealogy.unit_takes(self._units[line], line, item)
        return self._takes[line, item]

    def _link(self, stock: str, number: int) -> Link:
        if (stock, number) not in self._links:
            row = self._genealogy.lot(stock, number)
            times = {key: row[key] for key in ("ordered_ms", "begun_ms", "shipped_ms", "arrived_ms", "stored_ms")}
            names = {"item": self._items[stock], "supplier": row["supplier"], "maker_line": row["maker_line"]}
            steps = self._steps.of(stock, row)
            self._links[stock, number] = Link(stock=stock, lot=number, **names, **times, steps=steps)
        return self._links[stock, number]

    def _root(self, stock: str, number: int, most: int, chain: list[Link]) -> Root:
        link = self._link(stock, number)
        chain.append(link)
        delays: dict[tuple[Any, ...], int] = {}
        for step in link.steps:
            key = (step.kind, step.entity_kind, step.entity, step.disruption, step.number, step.stock, step.lot)
            delays[key] = delays.get(key, 0) + step.delay_ms
        left = max(0, most - sum(delays.values()))
        largest = max(delays, key=lambda key: delays[key], default=None)
        if largest is None or left > delays[largest]:
            return Root("cover", "stock", stock, left)
        kind, entity_kind, entity, disruption, occurrence, above, lot = largest
        explained = min(most, delays[largest])
        if kind == "inputs" and above is not None and lot is not None and len(chain) < 100:
            return self._root(above, lot, explained, chain)
        return Root(
            "before_record" if kind == "inputs" else kind, entity_kind, entity, explained, disruption, occurrence
        )
