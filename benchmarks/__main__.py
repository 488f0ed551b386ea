"""./dev bench [PART ...] [--rounds N] [--write]: the parts of docs/performance.md; or ./dev bench PROGRAM [options]."""

from __future__ import annotations

import argparse
import json
import runpy
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from benchmarks import results
from benchmarks.apart import ROOT, say
from benchmarks.parts import PARTS
from benchmarks.targets import judge

PROGRAMS = ("command", "engine", "indicators", "outlook", "randomness", "tables", "trace")


def main(arguments: Sequence[str]) -> None:
    """Measure the parts, print what they reach beside what they must, and keep it if asked to."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each (default 5)")
    parser.add_argument("--write", action="store_true", help="keep it in benchmarks/results.json and renew the page")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.parts) - set(PARTS)):
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}; programs: {', '.join(PROGRAMS)}")
    measured: dict[str, Any] = {}
    for name in options.parts or PARTS:
        about = results.circumstances()
        begun = time.perf_counter()
        measured[name] = {**PARTS[name](max(1, options.rounds)), "about": about}
        measured[name]["took_s"] = time.perf_counter() - begun
        if options.write:
            results.write(measured)
    say("")
    if options.write:
        subprocess.run([sys.executable, "docs/generate.py"], cwd=ROOT, check=True)
    if options.json:
        print(json.dumps(measured, indent=1))
        return
    for row in judge(measured):
        print(f"{row.what_en:<78} {row.shown:>14}   must {row.must:<8} aim {row.aim:<8} {row.verdict}")


if sys.argv[1:2] and sys.argv[1] in PROGRAMS:
    name = sys.argv.pop(1)
    sys.argv[0] = f"./dev bench {name}"
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
elif __name__ == "__main__":
    main(sys.argv[1:])
