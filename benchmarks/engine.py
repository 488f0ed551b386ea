"""The engine against the oracle on the same networks, in alternating runs: python -m benchmarks.engine [--json]."""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs

from benchmarks.networks import NETWORKS
from landbridge.documents.document import Network, Plan, Record
from landbridge.simulation.simulate import simulate

_ROOT = Path(__file__).resolve().parent.parent
_SEED = 1
_LEAST_S = 1.0
Row = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One timed run of one engine in a process of its own.

    Parameters
    ----------
    seconds
        Network and Plan to Record: memory laid out, run, record written.
    vehicles, events
        In the record; events are those of docs/simulation.md, T4, which only the engine counts.
    peak_mb
        Most memory the process had, the network and Python themselves included.
    digest
        Of the record's tables.
    """

    seconds: float
    vehicles: int
    events: int
    peak_mb: float
    digest: str


def measure_engine(network: Network, plan: Plan) -> Run:
    """Time the compiled engine: warm, and often enough to take a second."""
    record = simulate(network, plan, _SEED)
    peak = _peak_mb()
    gc.disable()
    times: list[float] = []
    while sum(times) < _LEAST_S:
        begun = time.perf_counter()
        simulate(network, plan, _SEED)
        times.append(time.perf_counter() - begun)
    return Run(statistics.median(times), record["vehicles"].height, record.settings["events"], peak, digest(record))


def measure_oracle(network: Network, plan: Plan) -> Run:
    """Time the oracle once, without garbage collection, which helps it."""
    from tests.oracle.oracle import run

    gc.disable()
    begun = time.perf_counter()
    record = run(network, plan, _SEED)
    seconds = time.perf_counter() - begun
    return Run(seconds, record["vehicles"].height, 0, _peak_mb(), digest(record))


ENGINES: dict[str, Callable[[Network, Plan], Run]] = {"engine": measure_engine, "oracle": measure_oracle}


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def digest(record: Record) -> str:
    """Of all its tables."""
    digest = hashlib.sha256()
    for name, table in sorted(record.tables.items()):
        digest.update(name.encode() + table.with_columns(cs.by_dtype(pl.Enum).cast(pl.String)).write_csv().encode())
    return digest.hexdigest()


def run_apart(engine: str, network: str) -> Run:
    """A run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.engine", "--only", engine, "--network", network]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Run(**json.loads(done.stdout))


def compare(network: str, rounds: int, engines: Sequence[str]) -> dict[str, list[Run]]:
    """Alternating runs of the engines on one network; their records must be the same."""
    runs: dict[str, list[Run]] = {engine: [] for engine in engines}
    for number in range(rounds):
        for engine in engines:
            print(
                f"\r{network}: round {number + 1} of {rounds}, {engine} ...\x1b[K", end="", file=sys.stderr, flush=True
            )
            runs[engine].append(run_apart(engine, network))
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    if len({run.digest for own in runs.values() for run in own}) > 1:
        raise SystemExit(f"{network}: the records differ")
    return runs


def summarise(network: str, runs: dict[str, list[Run]]) -> list[Row]:
    """One row an engine: medians of the rounds; the ratio is the median of the rounds' ratios."""
    events = runs["engine"][0].events
    rows: list[Row] = []
    for engine, own in runs.items():
        seconds = statistics.median(run.seconds for run in own)
        ratios = [run.seconds / fast.seconds for run, fast in zip(own, runs["engine"], strict=True)]
        rows.append(
            {
                "network": network,
                "engine": engine,
                "rounds": len(own),
                "vehicles": own[0].vehicles,
                "events": events,
                "seconds": seconds,
                "vehicles_per_s": own[0].vehicles / seconds,
                "events_per_s": events / seconds,
                "peak_mb": max(run.peak_mb for run in own),
                "times_the_engine": statistics.median(ratios),
                "times_the_engine_range": [min(ratios), max(ratios)],
            }
        )
    return rows


def _line(row: Row) -> str:
    return (
        "{network:<26} {engine:<7} {vehicles:>9,} {events:>10,} {seconds:>9.3f} {vehicles_per_s:>12,.0f} "
        "{events_per_s:>12,.0f} {peak_mb:>8,.0f} {times_the_engine:>9,.1f}"
    ).format(**row)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(prog="./dev bench engine", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="alternating rounds (default 3)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--only", choices=ENGINES, help="one run of one engine in this process, as JSON")
    parser.add_argument("--network", choices=NETWORKS, help="only this network")
    options = parser.parse_args(arguments)
    if options.only:
        print(json.dumps(asdict(ENGINES[options.only](*NETWORKS[options.network or "starter"]()))))
        return
    rows = []
    for network in [options.network] if options.network else NETWORKS:
        # the whole year of Henan takes the oracle many minutes
        engines = ["engine"] if network == "henan" and not options.network else list(ENGINES)
        rows += summarise(network, compare(network, max(1, options.rounds), engines))
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    print(
        "network                    engine   vehicles     events   seconds   vehicles/s     events/s  peak MB  x engine"
    )
    for row in rows:
        print(_line(row))


if __name__ == "__main__":
    main()
