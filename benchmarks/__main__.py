"""python -m benchmarks [NAME] [options]: what `./dev bench` runs; the engine against the oracle if nothing is named."""

import runpy
import sys

from benchmarks import engine

NAMES = ("command", "indicators", "outlook", "queues", "randomness", "tables")

if sys.argv[1:2] and sys.argv[1] in NAMES:
    name = sys.argv.pop(1)
    sys.argv[0] = f"./dev bench {name}"
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
else:
    engine.main()
