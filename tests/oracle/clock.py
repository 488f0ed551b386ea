"""Time and order (T1-T5): SimPy's queue with our rank, so that equal times have one documented order."""

from __future__ import annotations

from enum import IntEnum

import simpy

NEVER = 2**90


class Priority(IntEnum):
    """T4; QUIET instants change nothing that another event of the same millisecond looks at."""

    LOT = 0
    WAGONS = 1
    MOVEMENT = 2
    UNIT = 3
    DEMAND = 4
    DEPARTURE = 5
    LOAD = 6
    TRY = 7
    QUIET = 8


class Clock:
    """The case's time axis on a SimPy environment whose 0 is the warm-up's beginning."""

    def __init__(self, start: int) -> None:
        self.env = simpy.Environment()
        self.start = start
        self.events = 0

    @property
    def now(self) -> int:
        """Milliseconds since the case's start."""
        return int(self.env.now) + self.start

    def at(self, time: int, priority: Priority, activity: int = 0, sequence: int = 0) -> simpy.Event:
        """The instant `time`, in its rank among the events of that millisecond."""
        if time < self.now:
            raise ValueError(f"{time} is before {self.now}")
        instant = simpy.Event(self.env)
        instant._ok = True
        instant._value = None
        rank = priority << 60 | activity << 36 | sequence
        # SimPy's own events keep 0 and 1, so a wake-up runs before the next ranked event of the millisecond
        self.env.schedule(instant, priority=2 + rank, delay=time - self.now)  # type: ignore[arg-type]
        self.events += priority is not Priority.QUIET
        return instant

    def run_until(self, time: int) -> None:
        """Let everything before `time` happen, and nothing at it."""
        if time > self.now:
            self.env.run(until=time - self.start)


class Signal:
    """Something that processes wait for and that can happen again and again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next = clock.env.event()

    def wait(self) -> simpy.Event:
        """Happens the next time the signal is given."""
        return self._next

    def give(self, what: object = None) -> None:
        """Wake every process that waits now, and hand it what happened."""
        given, self._next = self._next, self._clock.env.event()
        given.succeed(what)
