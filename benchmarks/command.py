"""How long the whole command takes, from prompt to prompt: python -m benchmarks.command [CASE] [--runs N]."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Timing:
    """One run of the command: wall clock and processor time [s], peak memory [MB], vehicles in the record."""

    wall_s: float
    processor_s: float
    peak_mb: float
    vehicles: int


def time_once(case: str) -> Timing:
    """Run ``landbridge run CASE`` in a process of its own, writing everything it writes."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as out:
        command = [sys.executable, "-m", "landbridge", "run", case, "--json", "--out", str(Path(folder) / "run")]
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - begun
        if status:
            raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
        out.seek(0)
        vehicles = json.load(out)["vehicles"]
    return Timing(wall_s, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, vehicles)


def main() -> None:
    """Run the command once to warm what is kept, then as often as asked, and print every run and the median."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="henan")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    first = time_once(given.case)
    timings = [time_once(given.case) for _ in range(given.runs)]
    if given.json:
        print(json.dumps({"first": asdict(first), "warm": [asdict(timing) for timing in timings]}, indent=1))
        return
    print(f"{given.case}: {first.vehicles:,} vehicles, {os.cpu_count()} processors")
    print(f"{'':8}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}")
    for name, timing in (("first", first), *((f"warm {i}", timing) for i, timing in enumerate(timings, 1))):
        print(f"{name:8}{timing.wall_s:8.2f}{timing.processor_s:8.2f}{timing.peak_mb:9.0f}")
    middle = [statistics.median(getattr(t, key) for t in timings) for key in ("wall_s", "processor_s", "peak_mb")]
    print(f"{'median':8}{middle[0]:8.2f}{middle[1]:8.2f}{middle[2]:9.0f}")


if __name__ == "__main__":
    main()
