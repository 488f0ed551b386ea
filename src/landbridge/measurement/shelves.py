"""Shelves: the pieces of every stock, numbered in the order they were stored and taken, and the rows they come from."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network, Record

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Shelf:
    """The pieces of one stock, numbered from 0 at the warm-up's beginning, the initial stock first.

    Parameters
    ----------
    opening
        Pieces stored before the record begins: they are the first.
    taken
        Pieces taken before the record begins.
    lots
        The stock's lots of the record that were stored, in the order they were.
    starts
        int64 (lots): the first piece of each.
    """

    opening: int
    taken: int
    lots: pl.DataFrame
    starts: Numbers

    @classmethod
    def of(cls, on_hand: int, taken: int, lots: pl.DataFrame) -> Shelf:
        """The shelf of a stock that held `on_hand` when the record begins, `taken` having gone before."""
        # of as few lots as a trace has, plain columns are sorted sooner than a frame
        stored = lots["stored_ms"].to_numpy()
        order = np.lexsort((lots["arrived_ms"].to_numpy(), stored))
        rows = order[stored[order] >= 0].tolist()  # what is not stored is not a number
        own = lots[pl.Series(rows, dtype=pl.UInt32)]  # for an array polars loads more than a trace needs
        quantities = own["quantity"].to_numpy()
        opening = on_hand + taken
        return cls(opening, taken, own, opening + np.cumsum(quantities) - quantities)

    def lot_of(self, pieces: Numbers) -> Numbers:
        """Row in `lots` of the lot that each piece came in; -1: stored before the record begins."""
        rows: Numbers = np.searchsorted(self.starts, pieces, side="right") - 1
        return rows


@dataclass(frozen=True)
class Orders:
    """The orders that a maker began in the record, in the order it took their inputs.

    Parameters
    ----------
    stocks
        The stocks that it makes for.
    stock
        int64 (orders): place in `stocks` of the one that ordered.
    quantity, ordered, begun
        int64 (orders): how many units, and when they were ordered and begun [ms].
    """

    stocks: Sequence[str]
    stock: Numbers
    quantity: Numbers
    ordered: Numbers
    begun: Numbers

    @classmethod
    def of(cls, maker_line: str, lots: Mapping[str, pl.DataFrame]) -> Orders:
        """The orders of a maker, from the lots of the stocks that it makes for."""
        parts: list[tuple[Numbers, ...]] = [(np.zeros(0, np.int64),) * 4]
        for place, own in enumerate(lots.values()):
            begun = own["begun_ms"].to_numpy()
            rows = np.flatnonzero(own["maker_line"].eq_missing(maker_line).to_numpy() & (begun >= 0))
            columns = (own["quantity"].to_numpy(), own["ordered_ms"].to_numpy(), begun)
            parts.append((np.full(len(rows), place), *(column[rows].astype(np.int64) for column in columns)))
        stock, quantity, ordered, begun = map(np.concatenate, zip(*parts, strict=True))
        order = np.argsort(begun, kind="stable")
        return cls(tuple(lots), stock[order], quantity[order], ordered[order], begun[order])


def split(firsts: Numbers, quantities: Numbers, shelf: Shelf) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Cut takes at the borders of lots.

    Parameters
    ----------
    firsts, quantities
        int64 (takes): first piece and number of pieces of each, in order and without overlap.
    shelf
        Where they were taken.

    Returns
    -------
    take, lot, first, units : int64 (parts) each
        Which take, which row of the shelf's lots (-1: before the record), first piece and number of pieces.
    """
    used = quantities > 0
    starts, ends = firsts[used], (firsts + quantities)[used]
    cuts = shelf.starts
    if len(starts):
        cuts = cuts[(cuts > starts[0]) & (cuts < ends[-1])]
    borders = np.sort(np.concatenate([starts, cuts])) if len(starts) else starts
    borders = borders[np.diff(borders, prepend=-1) != 0]  # each once; np.union1d loads more than a trace needs
    take = np.searchsorted(starts, borders, side="right") - 1
    inside = borders < ends[take] if len(starts) else np.zeros(0, bool)
    borders, take = borders[inside], take[inside]
    until = ends[take]
    if len(borders):
        until[:-1] = np.minimum(until[:-1], borders[1:])
    return np.flatnonzero(used)[take], shelf.lot_of(borders), borders, until - borders


def names_in(column: pl.Series) -> list[str]:
    """The names that a column of names may hold."""
    return column.dtype.categories.to_list() if isinstance(column.dtype, pl.Enum) else []


def units_of(vehicles: pl.DataFrame, line: str) -> pl.DataFrame:
    """The units that a line began in the record, in order."""
    if line not in names_in(vehicles["line"]):
        return vehicles.clear()
    return vehicles.filter(pl.col("line") == line, pl.col("started_ms") >= 0).sort("unit")


class Rows(Protocol):
    """Where the rows of a record come from: a whole record, or a run folder of which only these are read."""

    def lots(self, stock: str) -> pl.DataFrame:
        """The lots of a stock, by number."""
        ...

    def balance(self, state: str, item: str, line: str) -> int:
        """`on_hand` or `consumed` of the stock of an item at a line when the record begins."""
        ...

    def built_before(self, line: str, unit: int) -> Mapping[str, int]:
        """How many units of each item the line began in the record before this unit."""
        ...


class RecordRows:
    """The rows of a record that is there whole."""

    def __init__(self, network: Network, record: Record) -> None:
        self._keys = {
            stock: (site, item, line)
            for stock, site, item, line in network["stocks"].select("stock", "site", "item", "line").iter_rows()
        }
        self._record = record

    @functools.cached_property
    def _lots(self) -> tuple[pl.DataFrame, dict[tuple[str, str, str], tuple[int, int]]]:
        """The lots by stock and number, and where each stock's begin and how many there are."""
        keys = ("site", "item", "line")
        lots = self._record["lots"].sort(*keys, "number")
        runs = lots.group_by(keys, maintain_order=True).len(name="count")
        counts = runs["count"].to_list()
        firsts = (np.cumsum(counts) - counts).tolist() if counts else []
        named = runs.select(pl.col(keys).cast(pl.String)).iter_rows()
        return lots, {key: (first, count) for key, first, count in zip(named, firsts, counts, strict=True)}

    @functools.cached_property
    def _balances(self) -> dict[tuple[str, str, str], int]:
        balances = self._record["balances"].filter(pl.col("time_ms") == 0).select("state", "item", "line", "units")
        return {(str(state), item, line): units for state, item, line, units in balances.iter_rows()}

    @functools.cached_property
    def _vehicles(self) -> dict[tuple[Any, ...], pl.DataFrame]:
        built = self._record["vehicles"].filter(pl.col("started_ms") >= 0).select("line", "unit", "item")
        return built.with_columns(pl.col("line", "item").cast(pl.String)).partition_by("line", as_dict=True)

    def lots(self, stock: str) -> pl.DataFrame:
        """The lots of a stock, by number."""
        lots, places = self._lots
        own = lots.slice(*places.get(self._keys[stock], (0, 0)))
        return own.with_columns(pl.col("site", "item", "line", "supplier", "maker_line").cast(pl.String))

    def balance(self, state: str, item: str, line: str) -> int:
        """`on_hand` or `consumed` of the stock of an item at a line when the record begins."""
        return self._balances.get((state, item, line), 0)

    def built_before(self, line: str, unit: int) -> Mapping[str, int]:
        """How many units of each item the line began in the record before this unit."""
        built = self._vehicles.get((line,))
        if built is None:
            return {}
        return dict(built.filter(pl.col("unit") < unit).group_by("item").len().iter_rows())
