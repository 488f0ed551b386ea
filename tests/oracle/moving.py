"""Lanes, services and terminals (V1-V8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import simpy

from tests.oracle.clock import Clock, Priority
from tests.oracle.durations import Duration
from tests.oracle.lines import Yard
from tests.oracle.rate_maps import RateMap
from tests.oracle.vehicles import Movement, Vehicle

Steps = simpy.events.ProcessGenerator


@dataclass(frozen=True)
class Departure:
    """One departure of a service, as planned."""

    number: int
    departs: int
    cut_off: int
    capacity: int
    minimum: int


@dataclass(frozen=True)
class Departed:
    """What became of it."""

    service: str
    service_index: int
    departure: Departure
    queued: int
    loaded: int
    movement: Movement | None


@dataclass
class Journeys:
    """Leads every vehicle along its route to its market."""

    clock: Clock
    routes: Mapping[str, Sequence[tuple[int, str, str]]]
    """Per route its steps: (position, "lane" or "terminal", name)."""
    yards: Mapping[str, Yard]
    """By line."""
    lanes: dict[str, Lane] = field(default_factory=dict)
    terminals: dict[str, Terminal] = field(default_factory=dict)
    movements: list[Movement] = field(default_factory=list)

    def send(self, vehicle: Vehicle) -> None:
        """V1, V6: on to the next step, or delivered."""
        self.go_on([vehicle])

    def go_on(self, vehicles: Iterable[Vehicle]) -> None:
        """V6, V7: vehicles that stand together go on in their order."""
        for (kind, name), together in groupby(vehicles, key=self._next):
            if kind == "lane":
                for vehicle in together:
                    self.lanes[name].join(vehicle)
            elif kind == "terminal":
                self.terminals[name].accept(list(together))
            else:
                for vehicle in together:
                    vehicle.delivered, vehicle.state = self.clock.now, "delivered"

    def _next(self, vehicle: Vehicle) -> tuple[str, str]:
        steps = self.routes[vehicle.route or ""]
        return steps[len(vehicle.steps)][1:] if len(vehicle.steps) < len(steps) else ("market", vehicle.market or "")

    def move(self, movement: Movement, state: str) -> None:
        """A movement comes into being: a step of each of its vehicles."""
        self.movements.append(movement)
        for vehicle in movement.vehicles:
            position = self.routes[vehicle.route or ""][len(vehicle.steps)][0]
            vehicle.steps.append((position, movement))
            vehicle.state, vehicle.place = state, movement.lane or movement.terminal or ""


@dataclass
class Lane:
    """A queue at its origin and whatever is on the way."""

    journeys: Journeys
    name: str
    index: int
    load_units: int
    scheduled: bool
    rates: RateMap
    transit: Duration
    queue: list[tuple[int, Vehicle]] = field(default_factory=list)
    movements: int = 0

    def join(self, vehicle: Vehicle) -> None:
        """V1, V2: queue up; a full load leaves at once."""
        self.queue.append((self.journeys.clock.now, vehicle))
        vehicle.state, vehicle.place = "queued", self.name
        if not self.scheduled and len(self.queue) == self.load_units:
            self.leave(self.load_units, None, self.transit.at_least_1(self.movements))

    def leave(self, units: int, service: str | None, transit: int) -> Movement:
        """The first vehicles of the queue leave together."""
        load = [vehicle for _, vehicle in self.queue[:units]]
        del self.queue[:units]
        journeys = self.journeys
        movement = Movement(len(journeys.movements), self.name, None, service, self.movements, load)
        self.movements += 1
        movement.began = journeys.clock.now
        journeys.move(movement, "moving")
        for vehicle in load:
            if len(vehicle.steps) == 1:
                journeys.yards[vehicle.line].leave()
        journeys.clock.env.process(self._travel(movement, transit))
        return movement

    def _travel(self, movement: Movement, transit: int) -> Steps:
        clock = self.journeys.clock
        yield clock.at(self.rates.advance(clock.now, transit), Priority.MOVEMENT, self.index, movement.number)
        movement.ended = clock.now
        self.journeys.go_on(movement.vehicles)


@dataclass
class Service:
    """Leaves by its departures (V3)."""

    clock: Clock
    name: str
    index: int
    lane: Lane
    transit: Duration
    departures: Sequence[Departure]
    departed: list[Departed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock.env.process(self._run())

    def _run(self) -> Steps:
        for departure in self.departures:
            yield self.clock.at(departure.departs, Priority.DEPARTURE, self.index, departure.number)
            queued = sum(joined <= self.clock.now - departure.cut_off for joined, _ in self.lane.queue)
            loaded = min(queued, departure.capacity)
            movement = None
            if loaded >= max(1, departure.minimum):
                movement = self.lane.leave(loaded, self.name, self.transit.at_least_1(departure.number))
            units = loaded if movement else 0
            self.departed.append(Departed(self.name, self.index, departure, queued, units, movement))


@dataclass
class Terminal:
    """A queue before so many servers (V7, V8)."""

    journeys: Journeys
    name: str
    activity: int
    handles: str
    load_units: int
    servers: int
    rates: RateMap
    time: Duration
    movements: int = 0

    def __post_init__(self) -> None:
        self._servers = simpy.Resource(self.journeys.clock.env, capacity=self.servers)

    def accept(self, group: Sequence[Vehicle]) -> None:
        """A group arrives and becomes jobs."""
        size = {"unit": 1, "load": self.load_units, "departure": len(group)}[self.handles]
        for first in range(0, len(group), size):
            job = list(group[first : first + size])
            movement = Movement(len(self.journeys.movements), None, self.name, None, self.movements, job)
            self.movements += 1
            self.journeys.move(movement, "handling")
            self.journeys.clock.env.process(self._handle(movement))

    def _handle(self, movement: Movement) -> Steps:
        clock = self.journeys.clock
        with self._servers.request() as turn:
            yield turn
            yield clock.at(self.rates.open_at(clock.now), Priority.QUIET)
            movement.began = clock.now
            due = self.rates.advance(clock.now, self.time.at_least_1(movement.number))
            yield clock.at(due, Priority.MOVEMENT, self.activity, movement.number)
        movement.ended = clock.now
        self.journeys.go_on(movement.vehicles)
