"""A run that can stop at any instant, go on, and be kept."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from landbridge.documents import Network, Plan, Record
from landbridge.simulation.balances import Balances
from landbridge.simulation.kernel import run_until
from landbridge.simulation.layout import PERIOD_NOW
from landbridge.simulation.memory.memory import Memory, boundaries, lay_out
from landbridge.simulation.memory.past import NO_PAST, Past
from landbridge.simulation.writing import write_record

_SLICES = 60


class Simulation:
    """The kernel's memory of one run, and how far it has come.

    Parameters
    ----------
    network, plan
        What there is and what is to be done with it.
    seed
        A whole number from 0 to 2**63 - 1.
    past
        What was before, if it goes on from a kept state.

    Attributes
    ----------
    now_ms
        Everything before this instant has happened, nothing at or after it [ms since the case's start].
    balanced
        How many boundaries balances were taken at.
    """

    def __init__(self, network: Network, plan: Plan, seed: int, past: Past = NO_PAST) -> None:
        self.network = network
        self.plan = plan
        self.seed = seed
        self.past = past
        self.memory: Memory
        self.memory, self.shift = lay_out(network, plan, seed, past)
        self.balances = Balances(network)
        self.now_ms: int = -network.settings["warm_up_ms"]
        self.balanced = 0

    def run_to(self, until_ms: int) -> None:
        """Let everything before an instant happen, balances included [ms since the case's start]."""
        bounds = boundaries(self.network)
        until_ms = min(until_ms, bounds[-1])
        due = [bound for bound in bounds[self.balanced :] if bound <= until_ms]
        for stop in sorted({*due, until_ms}):
            self.memory.tally[PERIOD_NOW] = next(i for i, bound in enumerate(bounds) if stop <= bound)
            self._kernel(stop)
            self.now_ms = stop
            if stop in due:
                self.balances.take(self.memory, stop)
                self.balanced += 1

    def slices(self, to_ms: int | None = None) -> Iterator[float]:
        """Run to an instant, or to the end of the horizon, in slices; after each the share of the horizon passed."""
        begins, end = -self.network.settings["warm_up_ms"], self.network.settings["end_ms"]
        for k in range(1, _SLICES + 1):
            until = min(begins + (end - begins) * k // _SLICES, end if to_ms is None else to_ms)
            if until > self.now_ms or until == end:
                self.run_to(until)
                yield k / _SLICES

    def record(self) -> Record:
        """The record of a run that has reached the end of the horizon."""
        return write_record(self.network, self.memory, self.balances, self.seed, self.past)

    def _kernel(self, until_ms: int) -> None:
        until = until_ms + self.network.settings["warm_up_ms"]
        while not run_until(until, np.uint64(self.seed), self.shift, *self.memory):
            roomier = np.zeros(2 * len(self.memory.stops), self.memory.stops.dtype)
            roomier[: len(self.memory.stops)] = self.memory.stops
            self.memory = self.memory._replace(stops=roomier)
