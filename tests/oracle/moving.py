"""Lanes, services and terminals (V1-V9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import simpy

from tests.oracle.clock import Clock, Priority
from tests.oracle.durations import Duration
from tests.oracle.fleets import Fleet
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
    wagons: int
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
class Queue:
    """Who waits for a lane, first in, first out."""

    index: int
    waiting: list[tuple[int, Vehicle]] = field(default_factory=list)
    left: int = 0
    """Loads that have left."""


@dataclass
class Lane:
    """Queues at its origin and whatever is on the way."""

    journeys: Journeys
    name: str
    index: int
    load_units: int
    load_wait: int | None
    queues: Mapping[str, Queue]
    """By item; the same one for all where the lane mixes them."""
    scheduled: bool
    rates: RateMap
    transit: Duration
    movements: int = 0

    def join(self, vehicle: Vehicle) -> None:
        """V1, V2: queue up; a full load leaves at once, and one that is not when its first vehicle has waited."""
        queue = self.queues[vehicle.item]
        queue.waiting.append((self.journeys.clock.now, vehicle))
        vehicle.state, vehicle.place = "queued", self.name
        if self.scheduled:
            return
        if len(queue.waiting) == 1 and self.load_wait is not None:
            self.journeys.clock.env.process(self._gather(queue, queue.left, self.load_wait))
        if len(queue.waiting) == self.load_units:
            self._leave_loaded(queue)

    def _gather(self, queue: Queue, load: int, wait: int) -> Steps:
        clock = self.journeys.clock
        yield clock.at(clock.now + wait, Priority.LOAD, queue.index, load)
        if queue.left == load:
            self._leave_loaded(queue)

    def _leave_loaded(self, queue: Queue) -> None:
        queue.left += 1
        self.leave(queue, len(queue.waiting), None, self.transit.at_least_1(self.movements))

    def leave(self, queue: Queue, units: int, service: str | None, transit: int) -> tuple[Movement, simpy.Process]:
        """The first vehicles of a queue leave together; the process ends when they arrive."""
        load = [vehicle for _, vehicle in queue.waiting[:units]]
        del queue.waiting[:units]
        journeys = self.journeys
        movement = Movement(len(journeys.movements), self.name, None, service, self.movements, load)
        self.movements += 1
        movement.began = journeys.clock.now
        journeys.move(movement, "moving")
        for vehicle in load:
            if len(vehicle.steps) == 1:
                journeys.yards[vehicle.line].leave()
        return movement, journeys.clock.env.process(self._travel(movement, transit))

    def _travel(self, movement: Movement, transit: int) -> Steps:
        clock = self.journeys.clock
        yield clock.at(self.rates.advance(clock.now, transit), Priority.MOVEMENT, self.index, movement.number)
        movement.ended = clock.now
        self.journeys.go_on(movement.vehicles)


@dataclass
class Service:
    """Leaves by its departures (V3), with the wagons of its fleet if it has one (V9)."""

    clock: Clock
    name: str
    index: int
    lane: Lane
    transit: Duration
    departures: Sequence[Departure]
    fleet: Fleet | None
    way_back: Duration | None
    departed: list[Departed] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self._queue,) = {id(queue): queue for queue in self.lane.queues.values()}.values()
        self.clock.env.process(self._run())

    def _run(self) -> Steps:
        for departure in self.departures:
            yield self.clock.at(departure.departs, Priority.DEPARTURE, self.index, departure.number)
            joined = [since for since, _ in self._queue.waiting]
            queued = sum(since <= self.clock.now - departure.cut_off for since in joined)
            loaded = min(queued, departure.capacity, *([self.fleet.room] if self.fleet else []))
            runs = loaded >= max(1, departure.minimum)
            wagons, movement = self._depart(departure.number, loaded) if runs else (0, None)
            units = loaded if runs else 0
            self.departed.append(Departed(self.name, self.index, departure, queued, units, wagons, movement))

    def _depart(self, number: int, loaded: int) -> tuple[int, Movement]:
        movement, travel = self.lane.leave(self._queue, loaded, self.name, self.transit.at_least_1(number))
        wagons = self.fleet.use(loaded) if self.fleet else 0
        self.clock.env.process(self._bring_back(travel, number, wagons))
        return wagons, movement

    def _bring_back(self, travel: simpy.Process, number: int, wagons: int) -> Steps:
        yield travel
        if self.fleet and self.way_back:
            back = self.clock.now + self.way_back.at_least_1(number)
            yield self.clock.at(back, Priority.WAGONS, self.index, number)
            self.fleet.come_back(wagons)


@dataclass
class Server:
    """One of a terminal's servers."""

    rates: RateMap
    free: int


@dataclass
class Terminal:
    """A queue before its servers (V7, V8)."""

    journeys: Journeys
    name: str
    activity: int
    handles: str
    load_units: int
    servers: Sequence[Server]
    time: Duration
    movements: int = 0

    def accept(self, group: Sequence[Vehicle]) -> None:
        """A group arrives and becomes jobs."""
        size = {"unit": 1, "load": self.load_units, "departure": len(group)}[self.handles]
        for first in range(0, len(group), size):
            job = list(group[first : first + size])
            movement = Movement(len(self.journeys.movements), None, self.name, None, self.movements, job)
            self.movements += 1
            self.journeys.move(movement, "handling")
            self._begin(movement)

    def _begin(self, movement: Movement) -> None:
        """V8: the server on which the job can begin first; it is known at once when each of them will be free."""
        clock = self.journeys.clock
        begins = {i: s.rates.open_at(max(clock.now, s.free)) for i, s in enumerate(self.servers)}
        chosen = min(begins, key=lambda i: (begins[i], self.servers[i].free, i))
        server, begin = self.servers[chosen], begins[chosen]
        server.free = server.rates.advance(begin, self.time.at_least_1(movement.number))
        clock.env.process(self._handle(movement, begin, server.free))

    def _handle(self, movement: Movement, begin: int, end: int) -> Steps:
        clock = self.journeys.clock
        yield clock.at(begin, Priority.QUIET)
        movement.began = clock.now
        yield clock.at(end, Priority.MOVEMENT, self.activity, movement.number)
        movement.ended = clock.now
        self.journeys.go_on(movement.vehicles)
