"""Shelves so small that what a line waits for may wait at their docks for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from landbridge.network.rules.chain import sources, stocks, used
from landbridge.network.rules.rings import rings
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

_MILLION = 1_000_000
_MOST = 2**62


def find(case: Case) -> list[Finding]:
    """initial_above_capacity, capacity_stalls.

    Notes
    -----
    A lot waits at the dock while what is on hand and the lot together exceed the capacity (docs/simulation.md, M10).
    With at least the largest order and the largest need, less one, a line that is short always finds its lot fits.
    """
    kept = stocks(case).drop_nulls(["site", "item", "consumer"])
    finite = kept.drop_nulls("capacity")
    above = finite.filter(pl.col("initial") > pl.col("capacity"))
    shown = above.select("initial", "capacity", "item", _row="initial_row")
    found = case.report("initial_above_capacity", "replenishment", shown, "initial")
    bills, edges = _bills(case), _edges(case)
    if not finite.height or rings(edges.select(tail="consumer", head="maker")):
        return found
    orders = _Orders({_key(row): row for row in kept.iter_rows(named=True)}, bills, _customers(edges), _scrap(case))
    rows = [
        (row["capacity_row"], row["capacity"], row["item"], row["consumer"], least)
        for row in finite.iter_rows(named=True)
        if (least := orders.least_capacity(_key(row))) is not None and row["capacity"] < least
    ]
    schema = {"_row": pl.Int64, "capacity": pl.Int64, "item": pl.String, "name": pl.String, "least": pl.Int64}
    return found + case.report(
        "capacity_stalls", "replenishment", pl.DataFrame(rows, schema=schema, orient="row"), "capacity"
    )


_Key = tuple[str, str]


def _key(row: Mapping[str, Any]) -> _Key:
    """A stock is told by the line that uses it and its item."""
    return row["consumer"], row["item"]


@dataclass
class _Orders:
    """How large an order of a stock, and a need of its line, can be; a maker's needs follow from its customers'."""

    stocks: Mapping[_Key, Mapping[str, Any]]
    bills: Mapping[_Key, Mapping[str, int]]
    customers: Mapping[_Key, list[_Key]]
    scrap: Mapping[str, float | None]
    _largest: dict[_Key, int | None] = field(default_factory=dict)

    def least_capacity(self, key: _Key) -> int | None:
        """The least capacity with which the stock can never wait for good; None where its rule is incomplete."""
        order, need = self._order(key), self._need(key)
        return None if order is None or need is None else min(order + need - 1, _MOST)

    def _order(self, key: _Key) -> int | None:
        if key not in self._largest:
            self._largest[key] = self._size(key)
        return self._largest[key]

    def _size(self, key: _Key) -> int | None:
        row = self.stocks.get(key)
        if row is None or row["policy"] == "reorder_point":
            return None if row is None else row["order_quantity"]
        base = row["policy"] == "base_stock"
        need, up_to, initial = self._need(key), row["order_up_to"], row["initial"]
        point = up_to if base else row["reorder_point"]
        if need is None or up_to is None or point is None or initial is None:
            return None
        # at the last look the position was above the point, or it is the first look
        lowest = min(point if base else point + 1, initial) - need
        quantity = max(up_to - lowest, row["minimum_order"] or 1)
        multiple = row["order_multiple"] or 1
        return int(-(-quantity // multiple) * multiple)

    def _need(self, key: _Key) -> int | None:
        """The most that a unit, or an order accepted at a maker, takes from the stock."""
        line, _ = key
        needs = []
        for made, quantity in self.bills.get(key, {}).items():
            if line not in self.scrap:
                needs.append(quantity)
                continue
            lots = [self._order(customer) for customer in self.customers.get((line, made), [])]
            parts = round((self.scrap[line] or 0) * _MILLION)
            needs += [-(-lot * _MILLION // (_MILLION - parts)) * quantity for lot in lots if lot is not None]
        return max(needs, default=None)


def _bills(case: Case) -> dict[_Key, dict[str, int]]:
    bills: dict[_Key, dict[str, int]] = {}
    rows = used(case).select("line", "item", "made", "quantity").drop_nulls()
    for line, item, made, quantity in rows.iter_rows():
        bills.setdefault((line, item), {})[made] = quantity
    return bills


def _edges(case: Case) -> pl.DataFrame:
    """Who orders what from whom: ``consumer``, ``item``, ``maker`` (a line in mode order)."""
    rows = sources(case).explode("suppliers").select("consumer", "item", maker="suppliers")
    return rows.drop_nulls().unique(maintain_order=True)


def _customers(edges: pl.DataFrame) -> dict[_Key, list[_Key]]:
    customers: dict[_Key, list[_Key]] = {}
    for consumer, item, maker in edges.iter_rows():
        customers.setdefault((maker, item), []).append((consumer, item))
    return customers


def _scrap(case: Case) -> dict[str, float | None]:
    """The scrap shares of the lines in mode order."""
    makers = case["lines"].filter(pl.col("mode") == "order").drop_nulls("line")
    return dict(makers.select("line", pl.col("scrap_share").clip(0, 0.99)).iter_rows())
