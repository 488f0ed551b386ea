"""Pace lines and the yards they share (L4-L10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import simpy

from tests.oracle.clock import Clock, Priority, Signal
from tests.oracle.durations import Duration
from tests.oracle.makers import takt_ns
from tests.oracle.rate_maps import RateMap
from tests.oracle.sequence import Unit
from tests.oracle.stocks import Stock, place
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
        """V5: a vehicle leaves."""
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


@dataclass
class Line:
    """Builds its units one after the other."""

    clock: Clock
    name: str
    index: int
    rates: RateMap
    throughput: Duration
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
                if stock:
                    need = dict(self._bill(unit.item))[stock]
                    while stock.on_hand < need:
                        yield stock.arrival.wait()
                else:
                    yield self.yard.leaving.wait()
                yield self._try(unit, self.clock.now)
                stop.ended = self.clock.now
            self._start(unit)
            takt = max(1, takt_ns(self.takts_ns, self.clock.now) // 1_000_000)
            earliest = self.rates.advance(self.clock.now, takt)

    def _try(self, unit: Unit, time: int) -> simpy.Event:
        return self.clock.at(self.rates.open_at(time), Priority.TRY, self.index, unit.number)

    def _bill(self, item: str) -> Sequence[tuple[Stock, int]]:
        """What a unit of the item takes from which stocks, in index order."""
        if item not in self._needs:
            bill = self.bills.get(item, {})
            self._needs[item] = [(stock, bill[stock.item]) for stock in self.stocks if stock.item in bill]
        return self._needs[item]

    def _short(self, unit: Unit) -> Stock | None:
        return next((stock for stock, need in self._bill(unit.item) if stock.on_hand < need), None)

    def _start(self, unit: Unit) -> None:
        self.yard.vehicles += 1
        for stock, need in self._bill(unit.item):
            stock.take(need)
        place([order for stock, need in self._bill(unit.item) for order in stock.demand(need)])
        vehicle = Vehicle(self.name, self.index, unit.number, unit.item, self.clock.now)
        self.vehicles.append(vehicle)
        self.clock.env.process(self._build(vehicle))

    def _build(self, vehicle: Vehicle) -> Steps:
        due = self.rates.advance(self.clock.now, self.throughput.at_least_1(vehicle.unit))
        yield self.clock.at(due, Priority.UNIT, self.index, vehicle.unit)
        vehicle.finished = self.clock.now
        vehicle.state = "waiting"
        self.release(vehicle)
