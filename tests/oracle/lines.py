"""Pace lines and the yards they share (L4-L10, Q1-Q3)."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import simpy

from tests.oracle.clock import Clock, Priority, Signal
from tests.oracle.durations import Duration
from tests.oracle.makers import takt_ns
from tests.oracle.quality import Quality
from tests.oracle.rate_maps import RateMap
from tests.oracle.sequence import Unit
from tests.oracle.stocks import Lot, Stock, place
from tests.oracle.vehicles import Vehicle

Steps = simpy.events.ProcessGenerator


class Yard:
    """Room for the vehicles in process and in the yard of one site."""

    def __init__(self, clock: Clock, room: int | None) -> None:
        self.room = room
        self.vehicles = 0
        self.leaving = Signal(clock)

    @property
    def full(self) -> bool:
        """Whether no line may start a vehicle."""
        return self.room is not None and self.vehicles >= self.room

    def leave(self) -> None:
        """V5, Q3: a vehicle leaves."""
        self.vehicles -= 1
        self.leaving.give()


@dataclass
class Stop:
    """One wait of a line (L7); no stock: the yard is full."""

    line: str
    line_index: int
    unit: int
    began: int
    stock: Stock | None
    ended: int | None = None
    supplier: str | None = None
    """B7: whose lot ended it, or the first source."""


@dataclass
class Line:
    """Builds its units one after the other."""

    clock: Clock
    name: str
    index: int
    rates: RateMap
    throughput: Duration
    quality: Quality
    takts_ns: Sequence[tuple[int, int]]
    units: Iterable[Unit]
    bills: Mapping[str, Mapping[str, int]]
    stocks: Sequence[Stock]
    yard: Yard
    release: Callable[[Vehicle], None]
    stops: list[Stop] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._needs: dict[str, Sequence[tuple[Stock, int]]] = {}
        self.clock.env.process(self._work())

    def _work(self) -> Steps:
        earliest = self.clock.start
        for unit in self.units:
            yield self._try(unit, max(unit.release, earliest))
            while (stock := self._short(unit)) or self.yard.full:
                stop = Stop(self.name, self.index, unit.number, self.clock.now, stock)
                self.stops.append(stop)
                ending = None
                if stock:
                    stop.supplier = stock.sources[0].site
                    ending = yield from self._wait_for_part(stock, dict(self._bill(unit.item))[stock])
                else:
                    yield self.yard.leaving.wait()
                yield self._try(unit, self.clock.now)
                stop.ended = self.clock.now
                if ending:
                    stop.supplier = ending.source.site
            self._start(unit)
            takt = max(1, takt_ns(self.takts_ns, self.clock.now) // 1_000_000)
            earliest = self.rates.advance(self.clock.now, takt)

    def _wait_for_part(self, stock: Stock, need: int) -> Generator[simpy.Event, Any, Lot]:
        """L5: the lot that brought the stock to the bill's quantity."""
        while True:
            lot: Lot = yield stock.stored.wait()
            if stock.free >= need:
                return lot

    def _try(self, unit: Unit, time: int) -> simpy.Event:
        return self.clock.at(self.rates.open_at(time), Priority.TRY, self.index, unit.number)

    def _bill(self, item: str) -> Sequence[tuple[Stock, int]]:
        """What a unit of the item takes from which stocks, in index order."""
        if item not in self._needs:
            bill = self.bills.get(item, {})
            self._needs[item] = [(stock, bill[stock.item]) for stock in self.stocks if stock.item in bill]
        return self._needs[item]

    def _short(self, unit: Unit) -> Stock | None:
        return next((stock for stock, need in self._bill(unit.item) if stock.free < need), None)

    def _start(self, unit: Unit) -> None:
        self.yard.vehicles += 1
        for stock, need in self._bill(unit.item):
            stock.speak_for(need)
            stock.take(need)
        noted = [order for stock, need in self._bill(unit.item) for order in stock.demand(need)]
        for stock, _ in self._bill(unit.item):
            stock.unload()
        place(noted)
        vehicle = Vehicle(self.name, self.index, unit.number, unit.item, self.clock.now)
        vehicle.quality = self.quality.of(unit.number)
        self.vehicles.append(vehicle)
        self.clock.env.process(self._build(vehicle))

    def _build(self, vehicle: Vehicle) -> Steps:
        work = self.throughput.at_least_1(vehicle.unit)
        if vehicle.quality == "reworked":
            work += self.quality.rework.at_least_1(vehicle.unit)
        due = self.rates.advance(self.clock.now, work)
        yield self.clock.at(due, Priority.UNIT, self.index, vehicle.unit)
        vehicle.finished = self.clock.now
        if vehicle.quality == "scrapped":
            vehicle.state = "scrapped"
            self.yard.leave()
        else:
            vehicle.state = "waiting"
            self.release(vehicle)
