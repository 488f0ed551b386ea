"""The engine's run by itself: from laid-out memory to the horizon's end, timed apart from layout and record."""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass, field

from landbridge.documents.document import Network, Plan, Record
from landbridge.simulation.layout import N_EVENTS, N_LOTS
from landbridge.simulation.memory.memory import Memory
from landbridge.simulation.simulation import Simulation


@dataclass
class Spent:
    """Seconds by the clock and of the processor; a single thread's differ where others use the machine."""

    wall_s: float = 0.0
    processor_s: float = 0.0
    system_s: float = 0.0
    """Of the processor's seconds those in which the system worked: here, to hand out memory."""

    def __enter__(self) -> Spent:
        self._begun = time.perf_counter(), time.process_time(), _system_s()
        return self

    def __exit__(self, *fault: object) -> None:
        self.wall_s += time.perf_counter() - self._begun[0]
        self.processor_s += time.process_time() - self._begun[1]
        self.system_s += _system_s() - self._begun[2]


def _system_s() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_stime


class Timed(Simulation):
    """A simulation that counts what its kernel took, apart from the balances between two calls of it."""

    def __init__(self, network: Network, plan: Plan, seed: int) -> None:
        super().__init__(network, plan, seed)
        self.running = Spent()

    def _kernel(self, until_ms: int) -> None:
        with self.running:
            super()._kernel(until_ms)


@dataclass
class Engine:
    """One run in its three parts; each keeps what it took."""

    network: Network
    plan: Plan
    seed: int = 1
    laying_out: Spent = field(default_factory=Spent)
    writing: Spent = field(default_factory=Spent)

    def lay_out(self) -> None:
        """The memory at the warm-up's beginning."""
        with self.laying_out:
            self._simulation = Timed(self.network, self.plan, self.seed)

    def run(self) -> None:
        """To the horizon's end."""
        self._simulation.run_to(self.network.settings["end_ms"])

    def record(self) -> Record:
        """What happened, as the documents declare it."""
        with self.writing:
            return self._simulation.record()

    @property
    def running(self) -> Spent:
        """What the kernel took."""
        return self._simulation.running

    @property
    def memory(self) -> Memory:
        """The kernel's arrays."""
        return self._simulation.memory

    @property
    def started(self) -> int:
        """Vehicles that were started, the warm-up's among them."""
        return int(self.memory.lines["next"].sum())

    @property
    def lots(self) -> int:
        """Lots that were ordered."""
        return int(self.memory.tally[N_LOTS])

    @property
    def events(self) -> int:
        """Events of docs/simulation.md, T4."""
        return int(self.memory.tally[N_EVENTS])


def warm(network: Network, plan: Plan) -> None:
    """Have the compiled code in memory before anything is timed: it is read from a file at its first use."""
    engine = Engine(network, plan)
    engine.lay_out()
    engine.run()


def peak_mb() -> float:
    """Most memory this process has had so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
