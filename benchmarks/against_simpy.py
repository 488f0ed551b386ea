"""The engine against the SimPy model on the same networks, in alternating runs, each in a process of its own.

Timed is the run alone, both from a world that stands to the horizon's end: no layout, no record, SimPy without
garbage collection. Afterwards both write the whole record, and all of them are equal.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from benchmarks import simpy_model
from benchmarks.apart import apart, say
from benchmarks.engine import digest
from benchmarks.national import Scale, prepare
from benchmarks.networks import plants_and_suppliers
from benchmarks.running import Engine, Spent, peak_mb, warm
from landbridge.documents.document import Network, Plan, Record
from tests.oracle.record import record
from tests.oracle.sequence import Unit
from tests.oracle.stocks import Lot

_SEED = 1
_LEAST_S = 1.0
DAYS = date(2024, 1, 8), date(2024, 1, 9)
"""Of the national network: SimPy needs minutes for a month of it."""

NETWORKS: Mapping[str, Callable[[], tuple[Network, Plan]]] = MappingProxyType(
    {"national": lambda: prepare(Scale(), DAYS), "small": plants_and_suppliers}
)


@dataclass
class WatchedLine(simpy_model.FlatLine):
    """A line that adds up what taking the bills takes."""

    taking: Spent = field(default_factory=Spent)

    def _take(self, unit: Unit) -> tuple[list[Lot], list[simpy_model.Shelf]]:
        with self.taking:
            return super()._take(unit)


class WatchedWorld(simpy_model.FlatWorld):
    """The model's world with watched lines."""

    line_type = WatchedLine


def measure_engine(network: str) -> dict[str, Any]:
    """The engine's run alone, often enough to take a second; the record of the last."""
    made = NETWORKS[network]()
    warm(*made)
    spent: list[Spent] = []
    while sum(one.wall_s for one in spent) < _LEAST_S:
        engine = Engine(*made, _SEED)
        engine.lay_out()
        engine.run()
        spent.append(engine.running)
    clock, processor = (statistics.median(getattr(one, of) for one in spent) for of in ("wall_s", "processor_s"))
    return {"wall_s": clock, "processor_s": processor, **_told(engine.record(), engine.started)}


def measure_simpy(network: str) -> dict[str, Any]:
    """The SimPy model's run alone, once; its record."""
    made = NETWORKS[network]()
    world, balances, spent = WatchedWorld(*made, _SEED), {}, Spent()
    gc.collect()
    gc.disable()
    for time in simpy_model.stops(made[0]):
        with spent:
            world.clock.run_until(time)
        balances[time] = simpy_model.balance_of(world)
    return {
        "wall_s": spent.wall_s,
        "processor_s": spent.processor_s,
        "bills_s": sum(line.taking.processor_s for line in world.lines),
        **_told(record(world, balances), sum(len(line.vehicles) for line in world.lines)),
    }


def _told(record: Record, started: int) -> dict[str, Any]:
    rows = {name: table.height for name, table in record.tables.items()}
    return {"started": started, "digest": digest(record), "rows": rows, "peak_mb": peak_mb()}


def compare(network: str, rounds: int) -> dict[str, Any]:
    """Alternating runs, whose records must be the same."""
    runs: dict[str, list[dict[str, Any]]] = {"engine": [], "simpy": []}
    for number in range(rounds):
        for name, own in runs.items():
            say(f"{network} against SimPy: round {number + 1} of {rounds}, {name}")
            own.append(apart("against_simpy", f"measure_{name}", network=network))
    if len({run["digest"] for own in runs.values() for run in own}) > 1:
        raise SystemExit(f"{network}: the records differ")
    return {**runs}
