"""Physical stocks and the orders that refill them (M1, M2, M8-M10)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import simpy

from tests.oracle.clock import Clock, Priority, Signal
from tests.oracle.durations import Duration
from tests.oracle.rate_maps import RateMap

MILLION = 1_000_000
Steps = simpy.events.ProcessGenerator


@dataclass(eq=False)
class Lot:
    """One order and the lot it becomes; its source is known when it is accepted."""

    stock: Stock
    number: int
    quantity: int
    ordered: int
    source: Source = field(init=False)
    begun: int | None = None
    shipped: int | None = None
    arrived: int | None = None
    stored: int | None = None


class Supplier(Protocol):
    """Whoever accepts an order: the edge of the case or a maker."""

    def accept(self, lot: Lot) -> list[Lot]:
        """Take the order and name the orders it causes."""
        ...


@dataclass(eq=False)
class Source:
    """One way to refill a stock."""

    site: str
    maker_line: str | None
    priority: int
    weight: int
    site_rates: RateMap
    lane_rates: RateMap
    transit: Duration
    throughput: Duration | None
    supplier: Supplier
    orders: int = 0

    def is_open(self, now: int) -> bool:
        """Whether its site and its lane work now."""
        return self.site_rates.rate(now) > 0 and self.lane_rates.rate(now) > 0


@dataclass
class Rule:
    """When to order and how much."""

    policy: str
    reorder_point: int | None
    order_quantity: int | None
    order_up_to: int | None
    minimum_order: int = 1
    order_multiple: int = 1

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
            return [self._rounded(up_to - position)] if position <= s else []
        if self.policy == "base_stock" and up_to is not None:
            return [self._rounded(up_to - position)] if position < up_to else []
        raise ValueError(f"policy {self.policy} lacks a number")

    def _rounded(self, missing: int) -> int:
        """M2: at least the minimum, then up to whole multiples."""
        return -(-max(missing, self.minimum_order) // self.order_multiple) * self.order_multiple


@dataclass(eq=False)
class Stock:
    """An item at a site for one consumer: a shelf, and a dock before it."""

    clock: Clock
    index: int
    site: str
    item: str
    line: str
    rule: Rule
    initial: int
    capacity: int | None
    sources: Sequence[Source] = ()
    lots: list[Lot] = field(default_factory=list)
    dock: deque[Lot] = field(default_factory=deque)
    ordered: int = 0
    demanded: int = 0
    consumed: int = 0
    spoken_for: int = 0

    def __post_init__(self) -> None:
        self.on_hand = self.initial
        self.stored = Signal(self.clock)

    @property
    def free(self) -> int:
        """On the shelf, and not spoken for (M6)."""
        return self.on_hand - self.spoken_for

    @property
    def on_order(self) -> int:
        """Ordered and not arrived."""
        return sum(lot.quantity for lot in self.lots if lot.arrived is None)

    @property
    def docked(self) -> int:
        """Arrived and waiting for room."""
        return sum(lot.quantity for lot in self.dock)

    def demand(self, quantity: int) -> list[Lot]:
        """Post demand; the orders it calls for."""
        self.demanded += quantity
        noted = []
        for amount in self.rule.orders(self.initial + self.ordered - self.demanded):
            noted.append(Lot(self, len(self.lots), amount, self.clock.now))
            self.lots.append(noted[-1])
            self.ordered += amount
        return noted

    def choose(self, number: int) -> Source:
        """M9: whom the order goes to."""
        willing = [source for source in self.sources if source.is_open(self.clock.now)] or self.sources
        lowest = min(source.priority for source in willing)
        asked = [source for source in willing if source.priority == lowest]
        return max(asked, key=lambda source: source.weight * (number + 1) - MILLION * source.orders)

    def speak_for(self, quantity: int) -> None:
        """M6: nobody else may have it."""
        if quantity > self.free:
            raise ValueError(f"{self.site}|{self.item}|{self.line} has {self.free} free, not {quantity}")
        self.spoken_for += quantity

    def take(self, quantity: int) -> None:
        """Take what was spoken for from the shelf."""
        self.spoken_for -= quantity
        self.on_hand -= quantity
        self.consumed += quantity

    def unload(self) -> None:
        """M10: from the dock to the shelf while it fits."""
        while self.dock and self._fits(self.dock[0]):
            self._store(self.dock.popleft())

    def haul(self, lot: Lot) -> Steps:
        """M8, M10: the lot travels and is put on the shelf, or waits at the dock."""
        lot.shipped = self.clock.now
        due = lot.source.lane_rates.advance(lot.shipped, lot.source.transit.at_least_1(lot.number))
        yield self.clock.at(due, Priority.LOT, self.index, lot.number)
        lot.arrived = self.clock.now
        if self.dock or not self._fits(lot):
            self.dock.append(lot)
        else:
            self._store(lot)

    def _fits(self, lot: Lot) -> bool:
        return self.capacity is None or self.free + lot.quantity <= self.capacity

    def _store(self, lot: Lot) -> None:
        lot.stored = self.clock.now
        self.on_hand += lot.quantity
        self.stored.give(lot)


def place(noted: list[Lot]) -> None:
    """M4: accept the noted orders in order, and behind them those they cause."""
    waiting = list(noted)
    while waiting:
        lot = waiting.pop(0)
        lot.source = lot.stock.choose(lot.number)
        lot.source.orders += 1
        waiting.extend(lot.source.supplier.accept(lot))
