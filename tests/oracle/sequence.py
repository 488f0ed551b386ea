"""What a line builds and when each unit is released (L1-L3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.oracle.rate_maps import RateMap


@dataclass(frozen=True)
class Unit:
    """A unit to build."""

    number: int
    item: str
    release: int


@dataclass(frozen=True)
class Period:
    """What a line is to build in one period, items in index order."""

    start: int
    end: int
    quantities: Mapping[str, int]


def mix(quantities: Mapping[str, int]) -> Iterator[str]:
    """L2: the levelled sequence of the items."""
    total = sum(quantities.values())
    placed = dict.fromkeys(quantities, 0)
    for j in range(total):
        open_items = [item for item in quantities if placed[item] < quantities[item]]
        chosen = max(open_items, key=lambda item: (j + 1) * quantities[item] - total * placed[item])
        placed[chosen] += 1
        yield chosen


def units(periods: Sequence[Period], calendar: RateMap) -> Iterator[Unit]:
    """L1, L3: all units of a line, in order."""
    number = 0
    for period in sorted(periods, key=lambda period: period.start):
        total = sum(period.quantities.values())
        before = calendar.work(period.start)
        span = calendar.work(period.end) - before
        for j, item in enumerate(mix(period.quantities)):
            release = calendar.open_at(calendar.reach(before + j * span // total, period.start))
            yield Unit(number, item, release)
            number += 1
