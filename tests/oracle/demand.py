"""Demand books and which vehicle fills which (D1-D6)."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import simpy

from tests.oracle.clock import Clock, Priority
from tests.oracle.vehicles import Vehicle

MILLION = 1_000_000
Steps = simpy.events.ProcessGenerator


@dataclass
class Entry:
    """A day's demand of one book; `quantity` is known when it arises."""

    number: int
    demanded: int
    quantity: Callable[[], int]
    lost_if_unmet: bool
    priority: int = 1
    wanted: int = 0
    filled: int = 0
    lost: int = 0

    @property
    def open(self) -> int:
        """Vehicles still wanted."""
        return self.wanted - self.filled - self.lost


@dataclass(eq=False)
class Book:
    """One market's demand for one item."""

    index: int
    market: str
    item: str
    entries: Sequence[Entry]
    arisen: deque[Entry] = field(default_factory=deque)

    def oldest(self) -> Entry | None:
        """The oldest entry that still wants a vehicle."""
        while self.arisen and not self.arisen[0].open:
            self.arisen.popleft()
        return self.arisen[0] if self.arisen else None


@dataclass(frozen=True)
class Flow:
    """A share of a line's vehicles of an item."""

    market: str
    route: str
    weight: int


@dataclass
class Dispatch:
    """Assigns finished vehicles to demand, a market first and then a route."""

    clock: Clock
    books: Sequence[Book]
    flows: Mapping[tuple[str, str], Sequence[Flow]]
    send: Callable[[Vehicle], None]
    waiting: list[Vehicle] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._to_market: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._on_flow: dict[tuple[str, str], dict[Flow, int]] = defaultdict(lambda: defaultdict(int))
        self._led_to: dict[tuple[str, str], Sequence[Book]] = {}
        for book in self.books:
            self.clock.env.process(self._arise(book))

    def offer(self, vehicle: Vehicle) -> None:
        """D2, D4: a vehicle has come off its line."""
        candidates = [
            ((entry.priority, entry.demanded), book) for book in self._books_of(vehicle) if (entry := book.oldest())
        ]
        if not candidates:
            self.waiting.append(vehicle)
            return
        first = min(rank for rank, _ in candidates)
        self._assign(vehicle, max((b for r, b in candidates if r == first), key=lambda b: self._claim(vehicle, b)))

    def _arise(self, book: Book) -> Steps:
        for entry in book.entries:
            yield self.clock.at(entry.demanded, Priority.DEMAND, book.index, entry.number)
            entry.wanted = entry.quantity()
            book.arisen.append(entry)
            for vehicle in [v for v in self.waiting if book in self._books_of(v)][: entry.open]:
                self.waiting.remove(vehicle)
                self._assign(vehicle, book)
            if entry.lost_if_unmet:
                entry.lost = entry.open

    def _flows(self, vehicle: Vehicle) -> Sequence[Flow]:
        return self.flows.get((vehicle.line, vehicle.item), ())

    def _books_of(self, vehicle: Vehicle) -> Sequence[Book]:
        """The books that the vehicle's flows lead to."""
        key = vehicle.line, vehicle.item
        if key not in self._led_to:
            markets = {flow.market for flow in self._flows(vehicle)}
            self._led_to[key] = [b for b in self.books if b.item == vehicle.item and b.market in markets]
        return self._led_to[key]

    def _weight(self, vehicle: Vehicle, book: Book) -> int:
        return sum(flow.weight for flow in self._flows(vehicle) if flow.market == book.market)

    def _claim(self, vehicle: Vehicle, book: Book) -> int:
        went = self._to_market[vehicle.line, vehicle.item]
        return self._weight(vehicle, book) * (sum(went.values()) + 1) - MILLION * went[book.market]

    def _assign(self, vehicle: Vehicle, book: Book) -> None:
        entry = book.oldest()
        if entry is None:
            raise ValueError(f"{book.market} wants no {book.item}")
        to_market = self._to_market[vehicle.line, vehicle.item]
        on_flow = self._on_flow[vehicle.line, vehicle.item]
        weight = self._weight(vehicle, book)
        flows = [flow for flow in self._flows(vehicle) if flow.market == book.market]
        chosen = max(flows, key=lambda flow: flow.weight * (to_market[book.market] + 1) - weight * on_flow[flow])
        to_market[book.market] += 1
        on_flow[chosen] += 1
        entry.filled += 1
        vehicle.demanded, vehicle.assigned = entry.demanded, self.clock.now
        vehicle.market, vehicle.route = book.market, chosen.route
        self.send(vehicle)
