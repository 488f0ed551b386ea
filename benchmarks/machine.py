"""What memory costs on a machine: the engine waits for it more than for anything else."""

from __future__ import annotations

import time

import numba
import numpy as np

TOUCHED_GB, PAGE = 1.0, 4096
READS = 2_000_000
SIZES_MB = (0.5, 8, 128)


@numba.njit  # type: ignore[untyped-decorator]
def _chase(following: np.ndarray, steps: int) -> int:
    place = 0
    for _ in range(steps):
        place = following[place]
    return place


def measure() -> dict[str, object]:
    """Seconds to touch a gigabyte for the first time; nanoseconds of a read that waits for the one before it."""
    return {"touch_s_per_gb": _touch(), "reads": [{"mb": mb, "ns": _read(mb)} for mb in SIZES_MB]}


def _touch() -> float:
    fresh = np.empty(int(TOUCHED_GB * 1e9), np.uint8)
    begun = time.process_time()
    fresh[::PAGE] = 1
    return (time.process_time() - begun) / TOUCHED_GB


def _read(mb: float) -> float:
    order = np.random.default_rng(1).permutation(int(mb * 1e6 / 8))
    following = np.empty(len(order), np.int64)
    following[order] = np.roll(order, 1)
    _chase(following, len(order))
    begun = time.process_time()
    _chase(following, READS)
    return (time.process_time() - begun) / READS * 1e9
