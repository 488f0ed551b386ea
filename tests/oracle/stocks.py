"""Physical stocks and the orders that refill them (M1, M2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import simpy

from tests.oracle.clock import Clock, Priority, Signal
from tests.oracle.durations import Duration
from tests.oracle.rate_maps import RateMap

Steps = simpy.events.ProcessGenerator


@dataclass(eq=False)
class Lot:
    """One order and the lot it becomes."""

    stock: Stock
    number: int
    quantity: int
    ordered: int
    begun: int | None = None
    shipped: int | None = None
    arrived: int | None = None


class Supplier(Protocol):
    """Whoever accepts an order: a source or a maker."""

    def accept(self, lot: Lot) -> list[Lot]:
        """Take the order and name the orders it causes."""
        ...


@dataclass
class Rule:
    """When to order and how much."""

    policy: str
    reorder_point: int | None
    order_quantity: int | None
    order_up_to: int | None

    def orders(self, position: int) -> list[int]:
        """The quantities to order at a position."""
        s, q, up_to = self.reorder_point, self.order_quantity, self.order_up_to
        if self.policy == "reorder_point" and s is not None and q is not None:
            quantities = []
            while position <= s:
                quantities.append(q)
                position += q
            return quantities
        if self.policy == "order_up_to" and s is not None and up_to is not None:
            return [up_to - position] if position <= s else []
        if self.policy == "base_stock" and up_to is not None:
            return [up_to - position] if position < up_to else []
        raise ValueError(f"policy {self.policy} lacks a number")


@dataclass(eq=False)
class Stock:
    """An item at a site for one consumer."""

    clock: Clock
    index: int
    site: str
    item: str
    line: str
    supplier_site: str
    maker_line: str | None
    rule: Rule
    initial: int
    lane: RateMap
    transit: Duration
    throughput: Duration | None
    supplier: Supplier = field(init=False)
    lots: list[Lot] = field(default_factory=list)
    ordered: int = 0
    demanded: int = 0
    consumed: int = 0

    def __post_init__(self) -> None:
        self.on_hand = self.initial
        self.arrival = Signal(self.clock)

    @property
    def on_order(self) -> int:
        """Ordered and not arrived."""
        return sum(lot.quantity for lot in self.lots if lot.arrived is None)

    def demand(self, quantity: int) -> list[Lot]:
        """Post demand; the orders it calls for."""
        self.demanded += quantity
        noted = []
        for amount in self.rule.orders(self.initial + self.ordered - self.demanded):
            noted.append(Lot(self, len(self.lots), amount, self.clock.now))
            self.lots.append(noted[-1])
            self.ordered += amount
        return noted

    def take(self, quantity: int) -> None:
        """Take from the shelf."""
        if quantity > self.on_hand:
            raise ValueError(f"{self.site}|{self.item}|{self.line} holds {self.on_hand}, not {quantity}")
        self.on_hand -= quantity
        self.consumed += quantity

    def haul(self, lot: Lot) -> Steps:
        """M8: the lot travels and is put on the shelf."""
        lot.shipped = self.clock.now
        due = self.lane.advance(lot.shipped, self.transit.at_least_1(lot.number))
        yield self.clock.at(due, Priority.LOT, self.index, lot.number)
        lot.arrived = self.clock.now
        self.on_hand += lot.quantity
        self.arrival.give()


def place(noted: list[Lot]) -> None:
    """M4: accept the noted orders in order, and behind them those they cause."""
    waiting = list(noted)
    while waiting:
        lot = waiting.pop(0)
        waiting.extend(lot.stock.supplier.accept(lot))
