"""The engine against the SimPy model on the same networks, in alternating runs, each in a process of its own.

Timed is the run alone, both from a world that stands to the horizon's end: no layout, no record, SimPy without
garbage collection. Before that, both have written the whole record of the network once, and they are equal.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from benchmarks import simpy_model
from benchmarks.apart import apart, say
from benchmarks.engine import digest
from benchmarks.national import Scale, prepare
from benchmarks.networks import plants_and_suppliers
from benchmarks.running import Engine, Spent, peak_mb, warm
from landbridge.documents.document import Network, Plan
from landbridge.simulation.simulate import simulate

_SEED = 1
_LEAST_S = 1.0
DAYS = date(2024, 1, 8), date(2024, 1, 9)
"""Of the national network: SimPy needs minutes for a month of it."""

NETWORKS: Mapping[str, Callable[[], tuple[Network, Plan]]] = MappingProxyType(
    {"national": lambda: prepare(Scale(), DAYS), "small": plants_and_suppliers}
)


def measure_engine(network: str) -> dict[str, Any]:
    """The engine's run alone, often enough to take a second."""
    made = NETWORKS[network]()
    warm(*made)
    spent: list[Spent] = []
    while sum(one.wall_s for one in spent) < _LEAST_S:
        engine = Engine(*made)
        engine.lay_out()
        engine.run()
        spent.append(engine.running)
    return _told([s.wall_s for s in spent], [s.processor_s for s in spent], engine.started)


def measure_simpy(network: str) -> dict[str, Any]:
    """The SimPy model's run alone, once."""
    world = simpy_model.set_up(*NETWORKS[network](), _SEED)
    gc.collect()
    gc.disable()
    with Spent() as spent:
        simpy_model.run(world)
    return _told([spent.wall_s], [spent.processor_s], sum(len(line.vehicles) for line in world.lines))


def _told(wall: list[float], processor: list[float], started: int) -> dict[str, Any]:
    return {
        "wall_s": statistics.median(wall),
        "processor_s": statistics.median(processor),
        "started": started,
        "peak_mb": peak_mb(),
    }


def records(network: str) -> dict[str, Any]:
    """Whether both write the same record, and how much is in it."""
    made = NETWORKS[network]()
    fast, slow = simulate(*made, _SEED), simpy_model.whole_record(*made, _SEED)
    rows = {name: table.height for name, table in fast.tables.items()}
    return {"equal": digest(fast) == digest(slow), "rows": rows}


def compare(network: str, rounds: int) -> dict[str, Any]:
    """Alternating runs; the ratio is the median of the rounds' ratios."""
    say(f"{network} against SimPy: the records")
    found = apart("against_simpy", "records", network=network)
    if not found["equal"]:
        raise SystemExit(f"{network}: the records differ")
    runs: dict[str, list[dict[str, Any]]] = {"engine": [], "simpy": []}
    for number in range(rounds):
        for name, own in runs.items():
            say(f"{network} against SimPy: round {number + 1} of {rounds}, {name}")
            own.append(apart("against_simpy", f"measure_{name}", network=network))
    pairs = list(zip(runs["engine"], runs["simpy"], strict=True))
    if any(fast["started"] != slow["started"] for fast, slow in pairs):
        raise SystemExit(f"{network}: not the same vehicles were started")
    return {"rows": found["rows"], **runs, "ratios": [slow["wall_s"] / fast["wall_s"] for fast, slow in pairs]}
