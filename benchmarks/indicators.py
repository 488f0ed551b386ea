"""How fast indicators come out of a run folder: python -m benchmarks.indicators [--vehicles N] [--runs N].

The record is synthetic: vehicle tables only, drawn at random. What was exported is taken to be what reached a market
abroad, since no vehicle has steps. The plain way it is held against is a scan of the record's vehicles in polars that
counts output alone, by the same dimensions.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from landbridge.documents import Measures, Network, Record
from landbridge.documents.document import declared
from landbridge.measurement.capacity import capacity
from landbridge.measurement.counts import count_deliveries, count_lots, counts
from landbridge.measurement.indicators.cube import read_cube
from landbridge.measurement.indicators.work_out import Request, indicators, workable
from landbridge.measurement.months import read_months
from landbridge.measurement.production import count_production
from landbridge.network.clock import Clock

PLANTS, LINES, MAKERS, CITIES, PROVINCES, ITEMS, MARKETS = 80, 160, 25, 40, 12, 120, 40
BY = ("site", "maker", "city", "powertrain")
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
POWERTRAINS = ("bev", "phev", "ice")


def main() -> None:
    """Make the record, count it once, and time both ways in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vehicles", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder)
        counting = prepare(run, given.vehicles)
        report(run, given.vehicles, counting, given.runs)


def prepare(run: Path, vehicles: int) -> float:
    """Draw a record, write what is scanned of it, count it; the seconds that counting took."""
    network, record = draw_network(), draw_record(vehicles)
    network.write(run / "network")
    (run / "record").mkdir()
    record["vehicles"].write_parquet(run / "record" / "vehicles.parquet", compression="zstd", compression_level=1)
    (run / "run.toml").write_text("", encoding="utf-8")
    return timed(lambda: write_counts(network, record, run))


def report(run: Path, vehicles: int, counting: float, runs: int) -> None:
    """Print the medians of alternating runs and their ratios."""
    ways: dict[str, Callable[[], object]] = {
        "indicators": lambda: every_indicator(run),
        "scan": lambda: [scan_output(run, by) for by in (*BY, None)],
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()
    for _ in range(runs):
        for name, way in ways.items():
            times[name].append(timed(way))
    middle = {name: statistics.median(found) for name, found in times.items()}
    figures = every_indicator(run)
    rows = pl.read_parquet(run / "measures" / "counts.parquet").height
    sizes = [(run / name).stat().st_size / 1e6 for name in ("measures/counts.parquet", "record/vehicles.parquet")]
    check(run)
    print(
        f"{vehicles:,} vehicles, {os.cpu_count()} processors, polars {pl.__version__}; medians of {runs} runs in turn"
    )
    print(f"counting once, record in memory                    {counting:8.3f} s")
    print(f"counts: {rows:,} rows, {sizes[0]:.1f} MB; vehicles: {sizes[1]:.0f} MB")
    print(f"every indicator by month and {', '.join(BY)}, and in all")
    print(f"  from the run folder: {figures:,} figures       {middle['indicators']:8.3f} s")
    print(f"output alone, scanning the vehicles                {middle['scan']:8.3f} s")
    print(f"ratio                                              {middle['scan'] / middle['indicators']:8.1f}")
    print(f"the whole command, from prompt to prompt           {timed(lambda: command(run)):8.3f} s")


def every_indicator(run: Path) -> int:
    """Read the cube and work out everything by each dimension and in all; how many figures that were."""
    cube = read_cube(run)
    return sum(indicators(cube, workable(by), Request(by=by)).height for by in (*((one,) for one in BY), ()))


def scan_output(run: Path, by: str | None) -> pl.DataFrame:
    """Output by month and one dimension, from the record itself."""
    sites = pl.scan_parquet(run / "network" / "sites.parquet").select("site", "maker", "city")
    lines = pl.scan_parquet(run / "network" / "lines.parquet").select("line", "site").join(sites, on="site")
    items = pl.scan_parquet(run / "network" / "items.parquet").select("item", "powertrain")
    instant = pl.lit(FIRST).cast(pl.Datetime("ms")) + pl.duration(milliseconds="finished_ms")
    vehicles = (
        pl.scan_parquet(run / "record" / "vehicles.parquet")
        .select("line", "item", month=instant.dt.truncate("1mo"))
        .drop_nulls("month")
        .group_by("line", "item", "month")
        .len()
        .with_columns(pl.col("line", "item").cast(pl.String))
    )
    named = vehicles.join(lines, on="line").join(items, on="item")
    return named.group_by(*([by] if by else []), "month").agg(pl.col("len").sum()).collect()


def check(run: Path) -> None:
    """Both ways count the same vehicles by maker."""
    wanted = scan_output(run, "maker").group_by("maker").agg(pl.col("len").sum()).sort("maker")
    found = indicators(read_cube(run), ["output"], Request(by=("maker",))).group_by("maker").agg(pl.col("value").sum())
    assert found.sort("maker")["value"].to_list() == wanted["len"].cast(pl.Float64).to_list()


def command(run: Path) -> None:
    """The command, by every dimension at once."""
    asked = [sys.executable, "-m", "landbridge", "indicators", str(run), "--by", ",".join(BY), "--json"]
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL)


def timed(way: Callable[[], object]) -> float:
    """Seconds that it took."""
    begun = time.perf_counter()
    way()
    return time.perf_counter() - begun


def write_counts(network: Network, record: Record, run: Path) -> None:
    """Count the record as `measure` does, and write the counts."""
    months = read_months(network)
    delivered = count_deliveries(network, record, months)
    abroad = delivered.filter(pl.col("market").str.starts_with("abroad"))
    exported = abroad.with_columns(value_cny=pl.col("units") * 90_000.0)
    built = count_production(network, record, months)
    made = {
        "counts": counts(built, count_lots(record, months), exported, delivered),
        "capacity": capacity(network, months),
    }
    Measures.of(made, {}).write(run / "measures")


def draw_network() -> Network:
    """Plants of makers in cities, markets at home and abroad, every line with a route to every market."""
    clock = Clock("Asia/Shanghai", FIRST, LAST, 0)
    cities = [(f"city-{c:02}", f"province-{c % PROVINCES:02}") for c in range(CITIES)]
    plants = [(f"plant-{p:02}", f"maker-{p % MAKERS:02}", *cities[p % CITIES]) for p in range(PLANTS)]
    markets = [(f"{'abroad' if m % 2 else 'home'}-{m:02}", "world" if m % 2 else "cn") for m in range(MARKETS)]
    places = [("cn", None, "country"), ("world", None, "region")]
    places += [(f"province-{p:02}", "cn", "province") for p in range(PROVINCES)]
    places += [(city, province, "city") for city, province in cities]
    sites = [
        {"site": plant, "maker": maker, "place": city, "city": city, "province": province, "country": "cn"}
        for plant, maker, city, province in plants
    ]
    sites += [{"site": market, "place": place, "country": place, "kind": "market"} for market, place in markets]
    items = [
        {
            "item": f"car-{i:03}",
            "segment": "vehicle",
            "powertrain": POWERTRAINS[i % 3],
            "value_cny": 1e5,
            "mass_kg": 1.5e3,
        }
        for i in range(ITEMS)
    ]
    lines = [
        {"line": f"line-{n:03}", "site": f"plant-{n % PLANTS:02}", "mode": "pace", "items": [f"car-{n % ITEMS:03}"]}
        for n in range(LINES)
    ]
    lanes = [
        {"lane": f"{plant[0]}.{market}", "origin": plant[0], "destination": market, "mode": "rail"}
        for plant in plants
        for market, _ in markets
    ]
    return Network.of(
        {
            "places": table(
                "network", "places", [dict(zip(("place", "parent", "kind"), p, strict=True)) for p in places]
            ),
            "sites": table("network", "sites", sites),
            "items": table("network", "items", items),
            "lines": table("network", "lines", lines),
            "takts": table("network", "takts", [{"line": x["line"], "from_ms": 0, "takt_ns": 10**11} for x in lines]),
            "lanes": table("network", "lanes", lanes),
            "routes": table(
                "network", "routes", [{"route": x["lane"], "position": 1, "lane": x["lane"]} for x in lanes]
            ),
            "periods": clock.periods(),
        },
        {
            "start": FIRST.isoformat(),
            "end": LAST.isoformat(),
            "home": "cn",
            "time_zone": "Asia/Shanghai",
            "end_ms": clock.end_ms,
            "as_of": LAST.isoformat(),
        },
    )


def draw_record(vehicles: int) -> Record:
    """Vehicles spread over lines, their models, the year and the markets."""
    draw = np.random.default_rng(1)
    line = np.sort(draw.integers(0, LINES, vehicles))
    item = (line + 40 * draw.integers(0, 3, vehicles)) % ITEMS
    market = draw.integers(0, MARKETS, vehicles)
    finished = np.sort(draw.integers(0, 366 * 86_400_000, vehicles))
    delivered = finished + draw.integers(86_400_000, 40 * 86_400_000, vehicles)
    names = [f"{'abroad' if m % 2 else 'home'}-{m:02}" for m in range(MARKETS)]
    routes = [f"plant-{p:02}.{name}" for p in range(PLANTS) for name in names]
    frame = pl.DataFrame(
        {
            "vehicle": np.arange(vehicles, dtype=np.int32),
            "line": coded(line, [f"line-{n:03}" for n in range(LINES)]),
            "item": coded(item, [f"car-{i:03}" for i in range(ITEMS)]),
            "finished_ms": finished,
            "market": coded(market, names),
            "route": coded(line % PLANTS * MARKETS + market, routes),
            "delivered_ms": delivered,
        }
    )
    absent = [c["column"] for c in declared("record")["vehicles"] if c["column"] not in frame.columns]
    return Record.of({"vehicles": frame.with_columns(pl.lit(None).alias(name) for name in absent)})


def coded(codes: np.ndarray, names: list[str]) -> pl.Series:
    """An Enum column of these codes."""
    return pl.Series(names, dtype=pl.Enum(names)).gather(codes)


def table(document: str, name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """The declared table, what is not given being empty."""
    columns = [column["column"] for column in declared(document)[name]]
    return pl.DataFrame({c: pl.Series([row.get(c) for row in rows], strict=False) for c in columns})


if __name__ == "__main__":
    main()
