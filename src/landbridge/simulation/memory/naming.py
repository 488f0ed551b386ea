"""Names to indices, and laws and maps to the numbers the kernel knows."""

from __future__ import annotations

import contextlib
import mmap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from landbridge.documents import Network
from landbridge.network.rates import FULL, Change, multiply
from landbridge.simulation.draws import law, stream
from landbridge.simulation.memory.disruptions import Hits
from landbridge.simulation.working_time import lay_out

Array = np.ndarray[Any, Any]
NO_LAW = (0, 0.0, 0.0, 0)


def indices(names: Iterable[str]) -> dict[str, int]:
    """The position of every name."""
    return {name: i for i, name in enumerate(names)}


def aligned(length: int, kind: np.dtype[Any]) -> Array:
    """Zeroed rows that begin on a cache line."""
    line = 64
    raw = np.zeros(length * kind.itemsize + line, np.uint8)
    begins = -raw.ctypes.data % line
    return raw[begins : begins + length * kind.itemsize].view(kind)


def in_turn(length: int, kind: np.dtype[Any]) -> Array:
    """Zeroed rows that are written one after the other: in small pages, which a virtual machine has sooner than large.

    Raises
    ------
    MemoryError
        If the system refuses so many.
    """
    if not hasattr(mmap, "MADV_NOHUGEPAGE"):
        return np.zeros(length, kind)
    try:
        pages = mmap.mmap(-1, max(length, 1) * kind.itemsize, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except OSError as refused:
        raise MemoryError(str(refused)) from refused
    with contextlib.suppress(OSError):
        pages.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(pages, kind, length)


def aligned_copy(values: Sequence[int], kind: np.dtype[Any]) -> Array:
    """The values in an array that begins on a cache line."""
    array = aligned(len(values), kind)
    array[:] = values
    return array


def law_of(row: Mapping[str, Any], prefix: str, kind: str, name: str, purpose: str) -> tuple[int, float, float, int]:
    """The law of a row's duration columns, with the stream it is drawn from."""
    h = row[f"{prefix}_h"]
    code, a, b = law(row[f"{prefix}_distribution"], h, row[f"{prefix}_p90_h"], row[f"{prefix}_cv"])
    return code, a, b, stream(kind, name, purpose)


class Maps:
    """The rate maps of everything that has one, end to end, with times since the warm-up's beginning.

    Parameters
    ----------
    network
        Its maps hold calendars, openings and dated disruptions.
    hits
        Per (kind, name) the occurrences of drawn disruptions.
    """

    def __init__(self, network: Network, hits: Hits) -> None:
        self._warm_up = network.settings["warm_up_ms"]
        named: dict[str, list[tuple[int, int]]] = {}
        for name, t, rate in network["rates"].iter_rows():
            named.setdefault(name, []).append((t + self._warm_up, rate))
        takts: dict[str, list[tuple[int, int]]] = {}
        for line, t, takt in network["takts"].sort("line", "from_ms").iter_rows():
            takts.setdefault(line, []).append((t + self._warm_up, takt))
        self._hits = hits
        self._index = indices(named)
        self._steps = list(named.values())
        self._takts = indices(takts)
        self._takt_steps = list(takts.values())
        self._changed: dict[tuple[Any, ...], int] = {}
        self.segments, self.first, self.hint = lay_out(self._steps)

    def index(self, name: str | None, *owners: tuple[str, str]) -> int:
        """The index of a map, with what drawn disruptions of its owners change (X4); -1 where it never rests."""
        drawn = sorted(occurrence for owner in owners for occurrence in self._hits.get(owner, ()))
        if not drawn:
            return -1 if name is None else self._index[name]
        key = (name, *drawn)
        if key not in self._changed:
            changes = [Change(o.start + self._warm_up, o.end + self._warm_up, o.factor) for o in drawn]
            steps = ((0, FULL),) if name is None else tuple(self._steps[self._index[name]])
            if steps[0][0] > 0:
                steps = ((0, steps[0][1]), *steps)
            self._changed[key] = len(self._steps)
            self._steps.append(list(multiply(steps, changes)))
        return self._changed[key]

    def takt(self, line: str) -> int:
        """A line's takt [ns]; -1 - the number of its map, to be counted from the last rate map, where it changes."""
        number = self._takts[line]
        steps = self._takt_steps[number]
        return steps[0][1] if len(steps) == 1 else -1 - number

    def lay_out(self) -> tuple[Array, Array, Array, int]:
        """The segments of all maps, the first of each, the hints, and the index of the first map of takts."""
        return *lay_out(self._steps, self._takt_steps), len(self._steps)
