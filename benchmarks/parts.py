"""The parts of the performance page: what each measures, in how many rounds, each measurement in its own process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from benchmarks import against_simpy
from benchmarks.apart import Row, apart, say
from benchmarks.command import time_once

CUSTOMERS = 200_000
REPLICATED = {"vehicles": 1_000_000, "suppliers": 200}
GROWN: Mapping[str, tuple[dict[str, Any], ...]] = MappingProxyType(
    {
        "vehicles": tuple({"vehicles": v} for v in (300_000, 3_000_000, 10_000_000, 20_000_000)),
        "suppliers": tuple({"vehicles": 1_000_000, "suppliers": s} for s in (20, 200, 600, 1200)),
        "tiers": tuple({"vehicles": 300_000, "suppliers": 300, "tiers": t} for t in (1, 3, 6)),
        "lots": tuple({"vehicles": 300_000, "suppliers": 300, "smaller_lots": s} for s in (0.5, 1, 2, 4)),
    }
)
"""The sizes measured, direction by direction; what is not named is the national case's."""


def national(rounds: int) -> Row:
    """The national year."""
    # a process that compiles keeps the compiler's memory
    apart("national", "compile_engine")
    runs = []
    for number in range(rounds):
        say(f"national: round {number + 1} of {rounds}")
        runs.append(apart("national", "measure_year", with_record=not number))
    return {"runs": runs, "machine": apart("machine", "measure")}


def simpy(rounds: int) -> Row:
    """The engine and the SimPy model on both networks."""
    return {
        "national": against_simpy.compare("national", (rounds + 1) // 2),
        "small": against_simpy.compare("small", rounds),
    }


def queues(rounds: int) -> Row:
    """M/M/1 through the general engine."""
    say("queues")
    return {"rows": apart("queues", "compare", customers=CUSTOMERS, rounds=rounds, slow=["SimPy"])}


def threads(rounds: int) -> Row:
    """Two replications on two threads."""
    say("threads")
    return {"size": REPLICATED, **apart("replications", "measure", rounds=rounds, **REPLICATED)}


def folder(rounds: int) -> Row:
    """The year's vehicle table, and one vehicle of it."""
    say("folder: the national year, written and traced")
    return dict(apart("run_folder", "measure", rounds=rounds))


def henan(rounds: int) -> Row:
    """Henan's year, the whole command."""
    say("henan: warming up")
    first = time_once("henan")
    runs = []
    for number in range(rounds):
        say(f"henan: round {number + 1} of {rounds}")
        runs.append(asdict(time_once("henan")))
    return {"vehicles": first.vehicles, "warm": runs}


def first(rounds: int) -> Row:
    """The compile at the first run."""
    say("first: compiling into an empty cache")
    return dict(apart("first_run", "measure", rounds=(rounds + 2) // 3))


def growth(rounds: int) -> Row:
    """One run a size: what is read off is a slope over many sizes."""
    grown: Row = {}
    for direction, sizes in GROWN.items():
        grown[direction] = []
        for size in sizes:
            say(f"growth: {direction}, {size}")
            grown[direction].append({"size": size, **apart("national", "measure_size", **size)})
    return grown


PARTS: Mapping[str, Callable[[int], Row]] = MappingProxyType(
    {
        "national": national,
        "simpy": simpy,
        "queues": queues,
        "threads": threads,
        "folder": folder,
        "henan": henan,
        "first": first,
        "growth": growth,
    }
)
