"""The engine's random words, raw, for a battery of tests to read: python -m benchmarks randomness WALK | BATTERY.

    python -m benchmarks randomness identities --gigabytes 2 | dieharder -a -g 200
    python -m benchmarks randomness streams | RNG_test stdin64

The first is Dieharder's (R. G. Brown), the second PractRand's (C. Doty-Humphrey). Words are of 64 bits, little endian;
what a draw uses are the highest 53 of each.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from landbridge.simulation.draws import philox, stream

Words = NDArray[np.uint64]
_BLOCK = 2**20
_njit: Any = numba.njit


@_njit(nogil=True)
def walk_identities(start: int, key: int, out: Words) -> None:
    """One entity's draws, one after another."""
    for i in range(out.size):
        out[i] = philox(np.uint64(start + i), np.uint64(key), np.uint64(1))


@_njit(nogil=True)
def walk_streams(start: int, key: int, out: Words) -> None:
    """The first draws of entities whose streams are neighbours."""
    for i in range(out.size):
        out[i] = philox(np.uint64(0), np.uint64(start + i), np.uint64(key))


@_njit(nogil=True)
def walk_seeds(start: int, key: int, out: Words) -> None:
    """One entity's first draw under seed after seed."""
    for i in range(out.size):
        out[i] = philox(np.uint64(0), np.uint64(key), np.uint64(start + i))


@_njit(nogil=True)
def walk_in_turn(start: int, key: int, out: Words) -> None:
    """Sixteen draws of each entity, entity by entity."""
    for i in range(out.size):
        out[i] = philox(np.uint64((start + i) & 15), np.uint64(key) + np.uint64((start + i) >> 4), np.uint64(1))


WALKS = {"identities": walk_identities, "streams": walk_streams, "seeds": walk_seeds, "turns": walk_in_turn}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write words until there are enough or the reader has seen enough."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("walk", choices=WALKS)
    parser.add_argument("--gigabytes", type=float, help="how many (default: as many as are read)")
    options = parser.parse_args(arguments)
    if sys.stdout.isatty():
        parser.error("pipe this into a battery of tests")
    blocks = None if options.gigabytes is None else round(options.gigabytes * 1e9 / 8 / _BLOCK)
    key = stream("lane", "a", "transit") if options.walk != "streams" else 1
    out = np.empty(_BLOCK, np.uint64)
    done = 0
    try:
        while blocks is None or done < blocks:
            WALKS[options.walk](done * _BLOCK, key, out)
            sys.stdout.buffer.write(out.astype("<u8", copy=False).data)
            done += 1
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
