"""How long the outlook of many series takes, from prompt to prompt: ./dev bench outlook [series]."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from landbridge.measurement.outlook.month import Month
from landbridge.tables.new_case import copy_shipped

FIRST, MONTHS, SEED = Month(2016, 1), 106, 20241118


def write_case(folder: Path, series: int) -> None:
    """The starter case with as many series of nine years' months, all invented, among its facts."""
    folder.mkdir()
    copy_shipped(folder)
    rng = np.random.default_rng(SEED)
    rows = []
    for number in range(series):
        wander = np.cumsum(0.03 * rng.standard_normal(MONTHS))
        season = 0.2 * np.cos(2 * np.pi * np.arange(MONTHS) / 12)
        values = np.exp(9 + season + wander + 0.05 * rng.standard_normal(MONTHS)).round()
        for position, value in enumerate(values):
            month = FIRST + position
            rows.append(
                {
                    "fact": f"F{number}-{month}",
                    "indicator": "sales",
                    "powertrain": "bev",
                    "place": "tamil-nadu",
                    "period_start": month.first.isoformat(),
                    "period_end": month.last.isoformat(),
                    "basis": f"office-{number}",
                    "value": value,
                    "unit": "vehicles",
                    "published_on": (month + 1).first.isoformat(),
                    "confidence": "synthetic",
                    "source": "Invented for a benchmark",
                }
            )
    kept = pl.read_csv(folder / "facts.csv", infer_schema=False)
    more = pl.DataFrame(rows).with_columns(pl.col("value").cast(pl.String))
    pl.concat([kept, more], how="diagonal").write_csv(folder / "facts.csv")


def time_once(folder: Path, *options: str) -> tuple[float, float]:
    """Wall clock and processor time [s] of one run of the command."""
    command = [sys.executable, "-m", "landbridge", "outlook", str(folder), "--as-of", "2024-11-20", "--json", *options]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime


def main() -> None:
    """Run the command once to warm what is kept, then as often as asked, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("series", nargs="?", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        write_case(case, given.series)
        time_once(case)
        timed = [(time_once(case), time_once(case, "--without-library")) for _ in range(given.runs)]
    for name, runs in zip(("all models", "without the library"), zip(*timed, strict=True), strict=True):
        wall, processor = (statistics.median(times) for times in zip(*runs, strict=True))
        print(f"{given.series} series of {MONTHS} months, {name}: {wall:.2f} s, {processor:.2f} s of processor time")


if __name__ == "__main__":
    main()
