"""What the first run on a machine takes longer than those after it: the engine is compiled, into an empty cache."""

from __future__ import annotations

import os
import tempfile
from dataclasses import asdict
from typing import Any

from benchmarks.command import time_once


def measure(rounds: int) -> dict[str, Any]:
    """The whole command on the starter case, with an empty cache and again with the cache that it left."""
    cold, warm = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as cache:
            os.environ["NUMBA_CACHE_DIR"] = cache
            cold.append(asdict(time_once("starter")))
            warm.append(asdict(time_once("starter")))
    return {
        "cold": cold,
        "warm": warm,
        "compile_s": [a["wall_s"] - b["wall_s"] for a, b in zip(cold, warm, strict=True)],
    }
