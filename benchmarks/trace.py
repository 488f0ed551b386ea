"""How fast one vehicle is traced in a large run: python -m benchmarks.trace [--vehicles N] [--runs N].

The run is synthetic: lines that build one car after the other over a year; each takes a pack from lots of fifty that a
pack maker makes of cells, and a dozen untracked parts that are hauled in lots of a hundred; every car passes a road, a
handling step and a train of fifty. The trace is timed in this process, the command from prompt to prompt, and beside
it the start-up alone: `landbridge --version` with what a trace imports.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.indicators import coded, table
from landbridge.cli.main import main as landbridge
from landbridge.documents import Network, Record
from landbridge.documents.document import declared
from landbridge.network.clock import Clock
from landbridge.runs.rows import keep_record
from landbridge.simulation.whereabouts import whereabouts

LINES, PARTS, MONTHS = 160, 12, 12
PACKS, UNITS, TRAIN = 50, 100, 50
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
HOUR = 3_600_000
NAMES = [f"line-{n:03}" for n in range(LINES)]
_IMPORTS = "import landbridge.cli.trace, landbridge.measurement.genealogy, landbridge.runs.rows, landbridge.runs.trace"


def main() -> None:
    """Make the run and trace vehicles of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vehicles", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder)
        written = timed(lambda: prepare(run, given.vehicles // LINES))
        report(run, given.vehicles // LINES, written, given.runs)


def report(run: Path, each: int, written: float, runs: int) -> None:
    """Print the medians."""
    draw = np.random.default_rng(2)
    asked = [
        f"{NAMES[n]}:{u}" for n, u in zip(draw.integers(0, LINES, runs), draw.integers(0, each, runs), strict=True)
    ]
    command = [sys.executable, "-m", "landbridge", "trace", str(run)]
    start_up = [sys.executable, "-c", f"{_IMPORTS}\nfrom landbridge.cli.main import main; main(['--version'])"]
    trace_in_process(run, asked[0])
    times = {
        "in this process, by line and unit": [measured(lambda v=v: trace_in_process(run, v)) for v in asked],
        "in this process, by number": [measured(lambda v=v: trace_in_process(run, number(v, each))) for v in asked],
        "the command, from prompt to prompt": [measured(lambda v=v: quiet([*command, v])) for v in asked],
        "start-up alone": [measured(lambda: quiet(start_up)) for _ in asked],
    }
    size = sum(file.stat().st_size for file in (run / "record").iterdir()) / 1e6
    print(
        f"{LINES * each:,} vehicles, {os.cpu_count()} processors, polars {pl.__version__}; medians of {runs} vehicles"
    )
    print(f"drawn and written in {written:.1f} s, the record {size:,.0f} MB")
    print(f"{'':<40} {'wall':>8}   {'processor':>9}")
    for name, found in times.items():
        wall, processor = (1000 * statistics.median(values) for values in zip(*found, strict=True))
        print(f"{name:<40} {wall:>8.1f}   {processor:>9.1f} ms")


def number(vehicle: str, each: int) -> str:
    """The number of a vehicle in the record."""
    line, _, unit = vehicle.partition(":")
    return str(NAMES.index(line) * each + int(unit))


def trace_in_process(run: Path, vehicle: str) -> None:
    """Trace a vehicle as the command does."""
    with redirect_stdout(io.StringIO()) as out:
        code = landbridge(["trace", str(run), vehicle, "--lang", "en"])
    assert code == 0
    assert "piece plant" in out.getvalue()


def quiet(command: list[str]) -> None:
    """Run a command."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def measured(way: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processors, those of the commands it starts included."""
    begun = sum(os.times()[:4])
    wall = timed(way)
    return wall, sum(os.times()[:4]) - begun


def timed(way: Callable[[], object]) -> float:
    """Seconds that it took."""
    begun = time.perf_counter()
    way()
    return time.perf_counter() - begun


def prepare(run: Path, each: int) -> None:
    """Write the run."""
    clock = Clock("Asia/Shanghai", FIRST, LAST, 0)
    takt = (clock.end_ms - 2 * HOUR) // each
    network = draw_network(clock)
    network.write(run / "network")
    keep_record(draw_record(network, clock, each, takt), run)
    (run / "run.toml").write_text("", encoding="utf-8")


def draw_network(clock: Clock) -> Network:
    """Lines with their pack makers, the stocks of both, and one way to market."""
    plants = [f"plant-{n:03}" for n in range(LINES)]
    makers = [f"packs-{n:03}" for n in range(LINES)]
    parts = [f"part-{p:02}" for p in range(PARTS)]
    stocks = [(plant, item, line) for plant, line in zip(plants, NAMES, strict=True) for item in ("pack", *parts)]
    stocks += [(maker, "cell", maker) for maker in makers]
    sources = [
        {
            "stock": "|".join(stock),
            "source": 0,
            "supplier": makers[NAMES.index(stock[2])] if stock[1] == "pack" else "outside",
            "maker_line": makers[NAMES.index(stock[2])] if stock[1] == "pack" else None,
        }
        for stock in stocks
    ]
    rows: dict[str, list[dict[str, object]]] = {
        "sites": [{"site": site} for site in sorted([*plants, *makers, "outside", "port", "market"])],
        "items": [
            {"item": item, "tracked": item in ("car", "pack")} for item in sorted(["car", "cell", "pack", *parts])
        ],
        "bills": [
            {"item": "car", "input": "pack", "quantity": 1},
            *({"item": "car", "input": part, "quantity": 1} for part in parts),
            {"item": "pack", "input": "cell", "quantity": 100},
        ],
        "lines": [
            *({"line": line, "site": plant, "mode": "pace"} for line, plant in zip(NAMES, plants, strict=True)),
            *({"line": maker, "site": maker, "mode": "order"} for maker in makers),
        ],
        "stocks": [
            {"stock": "|".join(stock), "site": stock[0], "item": stock[1], "line": stock[2]} for stock in sorted(stocks)
        ],
        "sources": sorted(sources, key=lambda row: str(row["stock"])),
        "lanes": [
            *(
                {"lane": f"road-{n:03}", "origin": plants[n], "destination": "port", "mode": "road"}
                for n in range(LINES)
            ),
            {"lane": "rail", "origin": "port", "destination": "market", "mode": "rail"},
        ],
        "terminals": [{"terminal": "loading", "site": "port", "step": "loading"}],
        "routes": [
            {"route": f"route-{n:03}", "position": position, **step}
            for n in range(LINES)
            for position, step in enumerate(({"lane": f"road-{n:03}"}, {"terminal": "loading"}, {"lane": "rail"}), 1)
        ],
    }
    settings = {
        "time_zone": clock.zone, "start": FIRST.isoformat(), "end": LAST.isoformat(),
        "end_ms": clock.end_ms, "warm_up_ms": 0,
    }  # fmt: skip
    tables = {name: table("network", name, given) for name, given in rows.items()}
    return Network.of({**tables, "periods": clock.periods()}, settings)


def draw_record(network: Network, clock: Clock, each: int, takt: int) -> Record:
    """Cars a takt apart on every line, with what they took and how they went."""
    count = LINES * each
    line = np.repeat(np.arange(LINES), each)
    unit = np.tile(np.arange(each, dtype=np.int32), LINES)
    started = unit.astype(np.int64) * takt + HOUR
    left = started + 20 * HOUR
    vehicles = {
        "vehicle": np.arange(count, dtype=np.int32),
        "line": coded(line, NAMES),
        "unit": unit,
        "item": pl.repeat("car", count, eager=True, dtype=pl.Enum(["car"])),
        "started_ms": started,
        "finished_ms": left,
        "assigned_ms": left,
        "market": pl.repeat("market", count, eager=True, dtype=pl.Enum(["market"])),
        "route": coded(line, [f"route-{n:03}" for n in range(LINES)]),
        "delivered_ms": left + 300 * HOUR,
    }
    loads = np.repeat(np.arange(count // TRAIN, dtype=np.int32), TRAIN)[:count]
    loads = np.pad(loads, (0, count - len(loads)), mode="edge")
    trains = int(loads[-1]) + 1
    movement = np.stack([loads + k * trains for k in range(3)], axis=1).ravel().astype(np.int32)
    steps = {
        "vehicle": np.repeat(np.arange(count, dtype=np.int32), 3),
        "position": np.tile(np.arange(1, 4, dtype=np.int16), count),
        "movement": movement,
    }
    first = left[np.minimum(np.arange(trains) * TRAIN + TRAIN - 1, count - 1)]
    lanes = [*(f"road-{n:03}" for n in range(LINES)), "rail"]
    on = np.concatenate([line[np.arange(trains) * TRAIN], np.zeros(trains, int), np.full(trains, LINES)])
    handled = np.repeat([False, True, False], trains)
    movements = {
        "movement": np.arange(3 * trains, dtype=np.int32),
        "lane": coded(on, lanes).set(pl.Series(handled), None),
        "terminal": pl.repeat("loading", 3 * trains, eager=True, dtype=pl.Enum(["loading"])).set(
            pl.Series(~handled), None
        ),
        "number": np.arange(3 * trains, dtype=np.int32),
        "began_ms": np.concatenate([first, first + 9 * HOUR, first + 20 * HOUR]),
        "ended_ms": np.concatenate([first + 8 * HOUR, first + 10 * HOUR, first + 300 * HOUR]),
        "units": np.full(3 * trains, TRAIN),
    }
    tables = {
        "vehicles": pl.DataFrame(vehicles),
        "steps": pl.DataFrame(steps),
        "movements": pl.DataFrame(movements),
        "lots": draw_lots(each, takt),
        "balances": draw_balances(clock, each, takt),
    }
    absent = {
        name: [c["column"] for c in declared("record")[name] if c["column"] not in frame.columns]
        for name, frame in tables.items()
    }
    orders = tables["lots"].group_by("site", "item", "line", maintain_order=True).len()["len"].to_list()
    whole = {n: frame.with_columns(pl.lit(None).alias(c) for c in absent[n]) for n, frame in tables.items()}
    return Record.of(whole, {"lots_of_stocks": orders, **whereabouts(network, tables)})


def draw_lots(each: int, takt: int) -> pl.DataFrame:
    """The lots of every stock: each is on the shelf an hour before its first piece is taken."""
    items = ["pack", *(f"part-{p:02}" for p in range(PARTS))]
    frames = []
    for n, line in enumerate(NAMES):
        for item in items:
            size = PACKS if item == "pack" else UNITS
            maker = f"packs-{n:03}" if item == "pack" else None
            frames.append(_lots_of(f"plant-{n:03}", item, line, maker, size, each, takt, 0))
        frames.append(
            _lots_of(f"packs-{n:03}", "cell", f"packs-{n:03}", None, PACKS * 100, each * 100, takt / 100, -5 * HOUR)
        )
    names = pl.col("site", "item", "line", "supplier", "maker_line")
    return pl.concat(frames).with_columns(names.cast(pl.Categorical)).sort("site", "item", "line", "number")


def _lots_of(
    site: str, item: str, line: str, maker: str | None, size: int, each: int, takt: float, earlier: int
) -> pl.DataFrame:
    number = np.arange(-(-each // size))
    stored = np.maximum(0, (number * size * takt).astype(np.int64) + earlier)
    names = {"site": site, "item": item, "line": line, "supplier": maker or "outside", "maker_line": maker}
    times = {"ordered_ms": 9, "begun_ms": 4, "shipped_ms": 2, "arrived_ms": 0, "stored_ms": 0}
    begun = {name: stored - hours * HOUR for name, hours in times.items()}
    if maker is not None:
        begun["begun_ms"] = np.maximum(begun["begun_ms"], number.astype(np.int64))
    schema = dict.fromkeys(names, pl.String)
    return pl.DataFrame({"number": number, "quantity": np.full(len(number), size), **begun}).with_columns(
        pl.lit(value, schema[name]).alias(name) for name, value in names.items()
    )


def draw_balances(clock: Clock, each: int, takt: int) -> pl.DataFrame:
    """How many cars every line had begun at each month's end."""
    times = [0, *clock.periods()["end_ms"]]
    rows = [
        {"time_ms": t, "item": "car", "state": "made", "line": line, "units": min(each, max(0, -(-(t - HOUR) // takt)))}
        for t in times
        for line in NAMES
    ]
    return table("record", "balances", [row for row in rows if row["units"]])


if __name__ == "__main__":
    main()
