"""python -m benchmarks: what `./dev bench` runs."""

from benchmarks.engine import main

main()
