"""Working time (W1-W4) in plain Python."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tests.oracle.clock import NEVER

Change = tuple[int, int, int]
"""A rate multiplied: (from, to, factor in permille)."""


class RateMap:
    """A rate in permille from each of its instants on; the first also before, the last for good."""

    def __init__(self, steps: Sequence[tuple[int, int]]) -> None:
        self.instants = [t for t, _ in steps]
        self.rates = [rate for _, rate in steps]
        self.work_before = [0]
        for i in range(1, len(steps)):
            length = self.instants[i] - self.instants[i - 1]
            self.work_before.append(self.work_before[-1] + length * self.rates[i - 1] // 1000)

    def multiplied(self, changes: Sequence[Change], start: int) -> RateMap:
        """W5, X4: r x f // 1000 during each change, one after the other, on a map that reaches back to `start`."""
        if not changes:
            return self
        steps = list(zip(self.instants, self.rates, strict=True))
        if steps[0][0] > start:
            steps = _merged([(start, steps[0][1]), *steps])
        for begins, ends, factor in changes:
            steps = _during(steps, max(begins, steps[0][0]), ends, factor)
        return RateMap(steps)

    def rate(self, t: int) -> int:
        """The rate at an instant."""
        return self.rates[self._segment(t)]

    def _segment(self, t: int) -> int:
        return max(0, bisect_right(self.instants, t) - 1)

    def work(self, t: int) -> int:
        """W(t), from the map's first instant, floored within each segment."""
        i = self._segment(t)
        return self.work_before[i] + (t - self.instants[i]) * self.rates[i] // 1000

    def open_at(self, t: int) -> int:
        """The first instant not before t with a rate above 0."""
        i = self._segment(t)
        if self.rates[i] > 0:
            return t
        for instant, rate in zip(self.instants[i + 1 :], self.rates[i + 1 :], strict=True):
            if rate > 0:
                return instant
        return NEVER

    def reach(self, goal: int, not_before: int) -> int:
        """The first instant t >= not_before with W(t) >= goal."""
        if self.work(not_before) >= goal:
            return not_before
        for i in range(self._segment(not_before), len(self.instants)):
            if self.rates[i] > 0:
                t = self.instants[i] - (self.work_before[i] - goal) * 1000 // self.rates[i]
                if i + 1 == len(self.instants) or t <= self.instants[i + 1]:
                    return t
        return NEVER

    def advance(self, t: int, work: int) -> int:
        """The first instant at which `work` is done, begun at the first open instant not before t."""
        if work < 1:
            raise ValueError("work takes at least 1 ms")
        begin = self.open_at(t)
        return NEVER if begin >= NEVER else self.reach(self.work(begin) + work, begin)


def _during(steps: Sequence[tuple[int, int]], begins: int, ends: int, factor: int) -> list[tuple[int, int]]:
    held = RateMap(steps)
    rates = []
    for t in sorted({*held.instants, *((begins, ends) if begins < ends else ())}):
        rate = held.rate(t)
        rates.append((t, rate * factor // 1000 if begins <= t < ends else rate))
    return _merged(rates)


def _merged(steps: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Equal rates that follow each other are one segment."""
    return [step for i, step in enumerate(steps) if i == 0 or steps[i - 1][1] != step[1]]


ALWAYS = RateMap([(0, 1000)])
