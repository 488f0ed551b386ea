"""Names to indices, and laws and maps to the numbers the kernel knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from landbridge.documents import Network
from landbridge.simulation.draws import law, stream
from landbridge.simulation.working_time import lay_out

Array = np.ndarray[Any, Any]


def indices(names: Iterable[str]) -> dict[str, int]:
    """The position of every name."""
    return {name: i for i, name in enumerate(names)}


def law_of(row: Mapping[str, Any], prefix: str, kind: str, name: str, purpose: str) -> tuple[int, float, float, int]:
    """The law of a row's duration columns, with the stream it is drawn from."""
    h = row[f"{prefix}_h"]
    code, a, b = law(row[f"{prefix}_distribution"], h, row[f"{prefix}_p90_h"], row[f"{prefix}_cv"])
    return code, a, b, stream(kind, name, purpose)


class Maps:
    """The network's rate maps, end to end, with times since the warm-up's beginning."""

    def __init__(self, network: Network) -> None:
        warm_up = network.settings["warm_up_ms"]
        steps: dict[str, list[tuple[int, int]]] = {}
        for name, t, rate in network["rates"].iter_rows():
            steps.setdefault(name, []).append((t + warm_up, rate))
        takts: dict[str, list[tuple[int, int]]] = {}
        for line, t, takt in network["takts"].sort("line", "from_ms").iter_rows():
            takts.setdefault(line, []).append((t + warm_up, takt))
        self._index = indices(steps)
        self._takts = {line: len(steps) + i for i, line in enumerate(takts)}
        self.segments, self.first, self.hint = lay_out(list(steps.values()), list(takts.values()))

    def index(self, name: str | None) -> int:
        """The map's index; -1 where it never rests."""
        return -1 if name is None else self._index[name]

    def takts(self, line: str) -> int:
        """The index of the map of an order line's takts."""
        return self._takts[line]
