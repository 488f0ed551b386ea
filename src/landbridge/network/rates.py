"""Rate maps: how fast an entity works at any instant, in permille; calendars, closures and slowdowns are one thing."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

Steps = tuple[tuple[int, int], ...]
FULL = 1000
EVER = 2**62


@dataclass(frozen=True)
class Change:
    """A rate multiplied by factor (permille) from start to end [ms]."""

    start: int
    end: int
    factor: int


def multiply(steps: Steps, changes: Iterable[Change]) -> Steps:
    """The map with every change applied, in the order given: r x f // 1000 while it lasts."""
    begins = steps[0][0]
    changes = [change for change in changes if max(change.start, begins) < change.end]
    if not changes:
        return steps
    starts = [t for t, _ in steps]
    bounds = {t for change in changes for t in (max(change.start, begins), change.end) if t < EVER}
    instants = sorted(bounds.union(starts))
    rates = [steps[bisect.bisect_right(starts, t) - 1][1] for t in instants]
    for change in changes:
        first, last = (bisect.bisect_left(instants, t) for t in (max(change.start, begins), change.end))
        rates[first:last] = [rate * change.factor // FULL for rate in rates[first:last]]
    return tuple((t, r) for i, (t, r) in enumerate(zip(instants, rates, strict=True)) if i == 0 or r != rates[i - 1])


def of_spans(spans: Iterable[tuple[int, int]], planned_from: int, planned_to: int) -> Steps:
    """The map that is open in the spans [start, end), closed between them, and open for good after planned_to."""
    edges: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if edges and start <= edges[-1][1]:
            edges[-1] = (edges[-1][0], max(edges[-1][1], end))
        else:
            edges.append((start, end))
    steps: list[tuple[int, int]] = [(planned_from, 0)]
    for start, end in edges:
        for t, rate in ((start, FULL), (end, 0)):
            if t <= planned_from:
                steps = [(planned_from, rate)]
            elif t < planned_to:
                steps.append((t, rate))
    steps.append((planned_to, FULL))
    return tuple(step for i, step in enumerate(steps) if i == 0 or steps[i - 1][1] != step[1])


@dataclass
class RateBook:
    """Collects the maps of a network, each distinct one once."""

    _names: dict[Steps, str] = field(default_factory=dict)

    def name(self, steps: Steps, wish: str) -> str | None:
        """The name of the map in the book; None where it never rests."""
        if all(rate == FULL for _, rate in steps):
            return None
        return self._names.setdefault(steps, wish)

    def table(self) -> pl.DataFrame:
        """Every map, step by step, in order of name and time."""
        rows = [(name, t, rate) for steps, name in self._names.items() for t, rate in steps]
        schema = {"rate_map": pl.String, "t_ms": pl.Int64, "permille": pl.Int64}
        return pl.DataFrame(rows, schema=schema, orient="row").sort("rate_map", "t_ms")
