"""M/M/1 through the general engine, in alternating runs with SimPy and Ciw: python -m benchmarks queues [--json].

Two ways of making customers come as a Poisson process: a line that waits for parts which come one by one over a lane
with an exponential transit (6 events a customer), and a terminal with exponential times that is never idle (4 events).
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import ciw
import numpy as np
import simpy

from benchmarks.apart import say
from benchmarks.running import Engine
from landbridge.documents.document import Network, Plan
from landbridge.simulation.simulate import simulate
from tests.known_answers.queues import HOUR, Source, queues, visits
from tests.oracle.sketch import Row

LOAD = 0.8
EVERY_H = 0.1  # the engine counts 17 years in milliseconds
_SEED = 1
_LEAST_S = 1.0


@dataclass(frozen=True)
class Timing:
    """Seconds for all customers, and the mean wait that was found [mean times between arrivals]."""

    seconds: float
    wait: float


def parts_come(customers: int) -> tuple[Network, Plan]:
    """A line starts whenever a part arrives."""
    return queues({"line": Source(customers, EVERY_H, ["station"])}, {"station": _exponential(EVERY_H * LOAD)})


def terminal_sends(customers: int) -> tuple[Network, Plan]:
    """All vehicles are there at once, and a terminal lets them go one by one."""
    at_once = Source(customers, 1 / HOUR, ["sender", "station"], regular=True, road={"load_units": customers})
    terminals = {"sender": _exponential(EVERY_H), "station": _exponential(EVERY_H * LOAD)}
    return queues({"line": at_once}, terminals, looks_h=[1.2 * customers * EVERY_H + 1000])


def _exponential(mean_h: float) -> Row:
    return {"time_distribution": "exponential", "time_h": mean_h}


def measure_engine(network: Network, plan: Plan, alone: bool) -> Timing:
    """The engine, warm and often enough to take a second: alone, or with its memory laid out and its record written."""
    wait = float(visits(simulate(network, plan, _SEED), "station").waits_h.mean()) / EVERY_H
    spent: list[float] = []
    while sum(spent) < _LEAST_S:
        if alone:
            engine = Engine(network, plan, _SEED)
            engine.lay_out()
            engine.run()
            spent.append(engine.running.wall_s)
        else:
            begun = time.perf_counter()
            simulate(network, plan, _SEED)
            spent.append(time.perf_counter() - begun)
    return Timing(statistics.median(spent), wait)


def measure_simpy(customers: int) -> Timing:
    """The queue as SimPy's users write it."""
    draw = random.Random(_SEED).expovariate
    waits: list[float] = []
    environment = simpy.Environment()
    server = simpy.Resource(environment)

    def arrive() -> Any:
        for _ in range(customers):
            yield environment.timeout(draw(1.0))
            environment.process(visit())

    def visit() -> Any:
        came = environment.now
        with server.request() as turn:
            yield turn
            waits.append(environment.now - came)
            yield environment.timeout(draw(1 / LOAD))

    environment.process(arrive())
    begun = time.perf_counter()
    environment.run()
    return Timing(time.perf_counter() - begun, float(np.mean(waits)))


def measure_ciw(customers: int) -> Timing:
    """The queue as Ciw's users write it."""
    ciw.seed(_SEED)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1.0)],
        service_distributions=[ciw.dists.Exponential(1 / LOAD)],
        number_of_servers=[1],
    )
    simulation = ciw.Simulation(network)
    begun = time.perf_counter()
    simulation.simulate_until_max_customers(customers, method="Finish")
    seconds = time.perf_counter() - begun
    return Timing(seconds, float(np.mean([record.waiting_time for record in simulation.get_all_records()])))


def contenders(customers: int, slow: Sequence[str]) -> dict[str, Callable[[], Timing]]:
    """Everything that is measured, by name."""
    ways = {"parts come": parts_come(customers), "a terminal sends": terminal_sends(customers)}
    measured: dict[str, Callable[[], Timing]] = {}
    for way, (network, plan) in ways.items():
        measured[f"{way}: engine alone"] = partial(measure_engine, network, plan, alone=True)
        measured[f"{way}: with memory and record"] = partial(measure_engine, network, plan, alone=False)
    others = {"SimPy": partial(measure_simpy, customers), "Ciw": partial(measure_ciw, customers)}
    return measured | {name: others[name] for name in slow}


def compare(customers: int, rounds: int, slow: Sequence[str] = ("SimPy", "Ciw")) -> list[dict[str, Any]]:
    """One row a contender: medians of the rounds; the ratio to SimPy is the median of the rounds' ratios."""
    gc.disable()
    measured = contenders(customers, slow)
    timings: dict[str, list[Timing]] = {name: [] for name in measured}
    for number in range(rounds):
        for name, measure in measured.items():
            say(f"round {number + 1} of {rounds}, {name}")
            timings[name].append(measure())
            gc.collect()
    say("")
    rows = []
    for name, own in timings.items():
        ratios = [slow.seconds / one.seconds for one, slow in zip(own, timings["SimPy"], strict=True)]
        rows.append(
            {
                "contender": name,
                "rounds": rounds,
                "customers": customers,
                "customers_per_s": customers / statistics.median(timing.seconds for timing in own),
                "times_simpy": statistics.median(ratios),
                "times_simpy_range": [min(ratios), max(ratios)],
                "mean_wait": own[0].wait,
            }
        )
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3, help="alternating rounds (default 3)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    rows = compare(options.customers, max(1, options.rounds))
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"M/M/1 at {LOAD}, {options.customers:,} customers; the mean wait is {LOAD**2 / (1 - LOAD):.2f}")
    print(f"{'':42}{'customers/s':>12}{'x SimPy':>10}{'mean wait':>11}")
    for row in rows:
        print("{contender:<42}{customers_per_s:>12,.0f}{times_simpy:>10,.1f}{mean_wait:>11.2f}".format(**row))


if __name__ == "__main__":
    main()
