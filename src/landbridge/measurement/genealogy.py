"""Genealogy: which lot every input came from, and what that lot was made of in turn.

A shelf is first in, first out. Number the pieces that are ever put on it: the lots, in the order they were stored, and
the takers, in the order they took, are then two partitions of the same axis, and whose piece came from which lot is a
search in sorted numbers. What was stored or taken before the record begins is only known as a total, and said so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.shelves import Numbers, Orders, RecordRows, Rows, Shelf, names_in, split, units_of

_MILLION = 1_000_000
_Count = TypeVar("_Count", int, Numbers)


@dataclass(frozen=True)
class Part:
    """Pieces of one lot that went into something.

    Parameters
    ----------
    item, stock
        What they are and from which shelf they were taken.
    first, units
        Number of the first piece on that shelf, and how many pieces.
    lot
        Number of the lot at its stock; None: stored before the record begins.
    supplier, maker_line
        Who sent the lot and who made it; None: not known, or from a source.
    ordered_ms, begun_ms, shipped_ms, arrived_ms, stored_ms
        The lot's times [ms].
    known
        Whether what the lot was made of is known: it was begun in the record, and is not from a source.
    parts
        What these pieces were made of; of the whole lot where its maker scraps.
    """

    item: str
    stock: str
    first: int
    units: int
    lot: int | None
    supplier: str | None
    maker_line: str | None
    ordered_ms: int | None
    begun_ms: int | None
    shipped_ms: int | None
    arrived_ms: int | None
    stored_ms: int | None
    known: bool
    parts: tuple[Part, ...]

    @property
    def serial(self) -> str:
        """The name of the first piece."""
        return f"{self.stock}#{self.first}"


class Genealogy:
    """The genealogy of a record's vehicles and lots.

    Parameters
    ----------
    network
        What the record was simulated from; a run folder's holds only what one line's genealogy needs.
    rows
        Where the record's rows come from.
    """

    def __init__(self, network: Network, rows: Rows) -> None:
        self._rows = rows
        self._bills: dict[str, dict[str, int]] = {}
        for item, part, quantity in network["bills"][["item", "input", "quantity"]].iter_rows():
            self._bills.setdefault(item, {})[part] = quantity
        stocks = network["stocks"][["stock", "item", "line"]].rows()
        self._stocks = {(line, item): stock for stock, item, line in stocks}
        self._item_of = {stock: item for stock, item, _ in stocks}
        self._line_of = {stock: line for stock, _, line in stocks}
        made = dict.fromkeys(network["sources"][["stock", "maker_line"]].iter_rows())
        self._made: dict[str, list[str]] = {}
        for stock, line in made:
            if line is not None:
                self._made.setdefault(line, []).append(stock)
        shares = network["lines"][["line", "scrap_share"]].iter_rows()
        self._scrap: dict[str, int] = {line: round(share * _MILLION) for line, share in shares if share is not None}
        self._shelves: dict[str, Shelf] = {}
        self._orders: dict[str, Orders] = {}

    @classmethod
    def of(cls, network: Network, record: Record) -> Genealogy:
        """The genealogy of a whole record."""
        return cls(network, RecordRows(network, record))

    def stock_of(self, line: str, item: str) -> str | None:
        """The stock from which a line takes an item."""
        return self._stocks.get((line, item))

    def inputs(self, line: str, item: str) -> Iterator[tuple[str, int]]:
        """The stocks from which a line takes the bill of an item, with the quantity for one unit."""
        for part, quantity in sorted(self._bills.get(item, {}).items()):
            stock = self._stocks.get((line, part))
            if stock is not None:
                yield stock, quantity

    def made(self, maker_line: str, quantity: _Count) -> _Count:
        """How many units a maker makes for an order, or for each of several, scrap included (rule Q4)."""
        return -(-quantity * _MILLION // (_MILLION - self._scrap.get(maker_line, 0)))

    def shelf(self, stock: str) -> Shelf:
        """The shelf of a stock."""
        if stock not in self._shelves:
            item, line = self._item_of[stock], self._line_of[stock]
            held, taken = (self._rows.balance(state, item, line) for state in ("on_hand", "consumed"))
            self._shelves[stock] = Shelf.of(held, taken, self._rows.lots(stock))
        return self._shelves[stock]

    def orders(self, maker_line: str) -> Orders:
        """The orders that a maker began in the record."""
        if maker_line not in self._orders:
            lots = {stock: self._rows.lots(stock) for stock in self._made.get(maker_line, [])}
            self._orders[maker_line] = Orders.of(maker_line, lots)
        return self._orders[maker_line]

    def waiting(self, maker_line: str) -> tuple[str, int] | None:
        """Stock and quantity of the earliest order that a maker has not begun by the end; None where there is none."""
        frames = [
            self._rows.lots(stock)
            .filter(pl.col("maker_line").cast(pl.String) == maker_line, pl.col("begun_ms").is_null())
            .select("ordered_ms", pl.lit(stock).alias("stock"), "number", "quantity")
            for stock in self._made.get(maker_line, [])
        ]
        rows = [row for frame in frames for row in frame.iter_rows()]
        if not rows:
            return None
        _, stock, _, quantity = min(rows)
        return stock, quantity

    def coming(self, stock: str) -> int | None:
        """Number of the earliest ordered lot of a stock that is not on its shelf by the end."""
        lots = self._rows.lots(stock).filter(pl.col("stored_ms").is_null()).sort("ordered_ms", "number")
        return int(lots["number"][0]) if lots.height else None

    def lots(self, stock: str) -> pl.DataFrame:
        """The lots of a stock, by number."""
        return self._rows.lots(stock)

    def lot(self, stock: str, number: int) -> dict[str, Any]:
        """One lot's row of the record."""
        return self._rows.lots(stock).row(by_predicate=pl.col("number") == number, named=True)

    def order_takes(self, maker_line: str, stock: str) -> tuple[Numbers, Numbers]:
        """First piece and number of pieces that each of :meth:`orders` took from an input stock."""
        part = self._item_of[stock]
        orders = self.orders(maker_line)
        per_unit = [self._bills.get(self._item_of[name], {}).get(part, 0) for name in orders.stocks]
        needed: Numbers = np.array(per_unit, np.int64)[orders.stock]
        quantities = needed * self.made(maker_line, orders.quantity)
        return self.shelf(stock).taken + np.cumsum(quantities) - quantities, quantities

    def of_unit(
        self, line: str, unit: int, item: str, started_ms: int, only: Collection[str] | None = None
    ) -> tuple[Part, ...]:
        """What a unit was built of, of all items or of these, tier by tier, in order of item.

        Nothing where it was begun before the record.
        """
        if started_ms < 0:
            return ()
        inputs = [own for own in self.inputs(line, item) if only is None or self._item_of[own[0]] in only]
        before = self._rows.built_before(line, unit) if inputs else {}
        parts: list[Part] = []
        for stock, quantity in inputs:
            bills = ((self._bills.get(built, {}).get(self._item_of[stock], 0), n) for built, n in before.items())
            first = self.shelf(stock).taken + sum(used * n for used, n in bills)
            parts += self._parts(stock, first, quantity)
        return tuple(parts)

    def of_lot(self, stock: str, number: int) -> tuple[Part, ...]:
        """What a lot was made of, tier by tier; nothing where it is from a source, or was begun before the record."""
        for lot in self._rows.lots(stock).filter(pl.col("number") == number).iter_rows(named=True):
            return self._of_pieces(stock, lot, 0, lot["quantity"]) or ()
        return ()

    def _parts(self, stock: str, first: int, quantity: int) -> list[Part]:
        """The pieces [first, first + quantity) of a shelf, lot by lot."""
        shelf = self.shelf(stock)
        cut = split(np.array([first]), np.array([quantity]), shelf)
        parts = []
        for lot, begin, units in zip(*(numbers.tolist() for numbers in cut[1:]), strict=True):
            row: dict[str, Any] = dict.fromkeys(shelf.lots.columns)
            made_of = None
            if lot >= 0:
                row = shelf.lots.row(lot, named=True)
                made_of = self._of_pieces(stock, row, begin - int(shelf.starts[lot]), units)
            times = {key: row[key] for key in ("ordered_ms", "begun_ms", "shipped_ms", "arrived_ms", "stored_ms")}
            names = {"lot": row["number"], "supplier": row["supplier"], "maker_line": row["maker_line"]}
            parts.append(
                Part(
                    item=self._item_of[stock],
                    stock=stock,
                    first=begin,
                    units=units,
                    **names,
                    **times,
                    known=made_of is not None,
                    parts=made_of or (),
                )
            )
        return parts

    def _of_pieces(self, stock: str, lot: Mapping[str, Any], offset: int, units: int) -> tuple[Part, ...] | None:
        """What pieces of a lot were made of; None where that is not known."""
        maker = lot["maker_line"]
        if maker is None or lot["begun_ms"] is None or lot["begun_ms"] < 0:
            return None
        orders = self.orders(maker)
        place = int(np.searchsorted(orders.begun, lot["begun_ms"]))
        if self._scrap.get(maker, 0):
            offset, units = 0, self.made(maker, lot["quantity"])  # which of the pieces were scrapped is not told
        parts: list[Part] = []
        for taken_from, quantity in self.inputs(maker, self._item_of[stock]):
            firsts, _ = self.order_takes(maker, taken_from)
            parts += self._parts(taken_from, int(firsts[place]) + offset * quantity, units * quantity)
        return tuple(parts)

    def unit_takes(self, vehicles: pl.DataFrame, line: str, item: str) -> tuple[Numbers, Numbers, Numbers]:
        """The units that a line began in the record; the first piece of an item and how many that each took."""
        own = units_of(vehicles, line)
        bills = [self._bills.get(built, {}).get(item, 0) for built in names_in(own["item"])]
        quantities: Numbers = np.array([*bills, 0], np.int64)[own["item"].to_physical().to_numpy()]
        taken = self.shelf(self._stocks[line, item]).taken
        return own["unit"].cast(pl.Int64).to_numpy(), taken + np.cumsum(quantities) - quantities, quantities

    def of_vehicles(self, vehicles: pl.DataFrame, item: str) -> pl.DataFrame:
        """Which lot of an item is in which vehicle, for all vehicles at once.

        Parameters
        ----------
        vehicles
            The record's table, whole.
        item
            An item of vehicles' bills.

        Returns
        -------
        pl.DataFrame
            vehicle, stock, first (number of the first piece on its shelf), units, lot (its number at the stock;
            empty: stored before the record begins); a row more where a vehicle took from two lots. Vehicles begun
            before the record have none.
        """
        frames = []
        for line in vehicles["line"].cast(pl.String).unique().sort():
            stock = self._stocks.get((line, item))
            if stock is None:
                continue
            _, firsts, quantities = self.unit_takes(vehicles, line, item)
            shelf = self.shelf(stock)
            own = units_of(vehicles, line)
            take, lot, first, units = split(firsts, quantities, shelf)
            numbers = shelf.lots["number"].cast(pl.Int64).gather(np.maximum(lot, 0), null_on_oob=True)
            frames.append(
                pl.DataFrame(
                    {
                        "vehicle": own["vehicle"].gather(take),
                        "stock": pl.repeat(stock, len(take), eager=True),
                        "first": first,
                        "units": units,
                        "lot": numbers.set(pl.Series(lot < 0), None),
                    }
                )
            )
        schema = {"vehicle": pl.Int32, "stock": pl.String, "first": pl.Int64, "units": pl.Int64, "lot": pl.Int64}
        return pl.concat([pl.DataFrame(schema=schema), *frames]).sort("vehicle", "first")
