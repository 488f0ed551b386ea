"""Closures: how fast lines, sites and lanes worked and would have, and which disruption took the difference."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from landbridge.documents import Network, Record
from landbridge.network.rates import EVER, FULL, Change, Steps, multiply


class WorkingTime:
    """A rate map: the work done until an instant, and when a work is done.

    Parameters
    ----------
    steps
        (t [ms], rate [permille]) in order of time; none: it never rests.
    """

    def __init__(self, steps: Steps) -> None:
        self.steps: Steps = steps or ((0, FULL),)
        self._starts = [t for t, _ in self.steps]
        self._done = [0]
        for (t, rate), (following, _) in zip(self.steps, self.steps[1:], strict=False):
            self._done.append(self._done[-1] + (following - t) * rate // FULL)

    def _at(self, t: int) -> int:
        return max(0, bisect.bisect_right(self._starts, t) - 1)

    def worked(self, begin: int, end: int) -> int:
        """The work done between two instants [ms of full rate]."""
        return self._until(end) - self._until(begin)

    def _until(self, t: int) -> int:
        k = self._at(t)
        return self._done[k] + (t - self._starts[k]) * self.steps[k][1] // FULL

    def rate(self, t: int) -> int:
        """The rate at an instant [permille]."""
        return self.steps[self._at(t)][1]

    def opens(self, t: int) -> int:
        """The first instant not before t with a rate above 0; `EVER` where there is none."""
        k = self._at(t)
        if self.steps[k][1] > 0:
            return t
        return next((start for start, rate in self.steps[k + 1 :] if rate > 0), EVER)

    def advance(self, t: int, work: int) -> int:
        """When a work begun at the first open instant not before t is done; `EVER` where it never is."""
        begin = self.opens(t)
        if begin >= EVER:
            return EVER
        goal = self._until(begin) + work
        for k in range(self._at(begin), len(self.steps)):
            start, rate = self.steps[k]
            last = k + 1 == len(self.steps)
            if rate > 0 and (last or self._done[k + 1] >= goal):
                return max(begin, start + -(-(goal - self._done[k]) * FULL // rate))
        return EVER

    @property
    def share(self) -> float:
        """The share of the time it works, over the span of its steps."""
        span = self._starts[-1] - self._starts[0]
        return self._done[-1] / span if span else self.steps[-1][1] / FULL


@dataclass(frozen=True)
class Occurrence:
    """Something that closed or slowed a site, line or lane once.

    Parameters
    ----------
    disruption, number
        Its name, and which of its occurrences.
    kind, target
        What it hit.
    began_ms, ended_ms
        From and to [ms].
    factor
        The rate was multiplied by it [permille].
    """

    disruption: str
    number: int
    kind: str
    target: str
    began_ms: int
    ended_ms: int
    factor: int


@dataclass(frozen=True)
class Pace:
    """How one entity worked: really, undisturbed, and what disturbed it."""

    actual: WorkingTime
    undisturbed: WorkingTime
    occurrences: tuple[Occurrence, ...]

    def lost(self, begin: int, end: int, delay: int) -> list[tuple[Occurrence, int]]:
        """A delay within a span [ms], shared among the occurrences by the work they took there.

        The shares are whole and sum to the delay; none where no occurrence took any work.
        """
        took = []
        for one in self.occurrences:
            first, last = max(begin, one.began_ms), min(end, one.ended_ms)
            work = self.undisturbed.worked(first, last) * (FULL - one.factor) // FULL if first < last else 0
            if work > 0:
                took.append((one, work))
        total = sum(work for _, work in took)
        if not total or delay <= 0:
            return []
        shares = [delay * work // total for _, work in took]
        shares[max(range(len(took)), key=lambda k: took[k][1])] += delay - sum(shares)
        return [(one, share) for (one, _), share in zip(took, shares, strict=True) if share > 0]


class Closures:
    """The pace of every line, site and lane of a run."""

    def __init__(self, network: Network, record: Record) -> None:
        rates: dict[str, list[tuple[int, int]]] = {}
        for name, t, permille in network["rates"].sort("rate_map", "t_ms").iter_rows():
            rates.setdefault(name, []).append((t, permille))
        self._rates = {name: tuple(steps) for name, steps in rates.items()}
        self._dated = set(network["disruptions"].drop_nulls("starts_ms")["disruption"])
        self._occurrences = read_occurrences(network, record)
        self._lines = {row["line"]: row for row in network["lines"].iter_rows(named=True)}
        self._maps = {
            kind: dict(network[table].select(kind, "rate_map").iter_rows())
            for kind, table in (("line", "lines"), ("site", "sites"), ("lane", "lanes"))
        }
        self._paces: dict[tuple[str, str], Pace] = {}

    def of(self, kind: str, name: str) -> Pace:
        """How a `line`, `site` or `lane` worked."""
        if (kind, name) not in self._paces:
            self._paces[kind, name] = self._pace(kind, name)
        return self._paces[kind, name]

    def _pace(self, kind: str, name: str) -> Pace:
        site = self._lines[name]["site"] if kind == "line" else None
        hits = [one for one in self._occurrences if (one.kind, one.target) in ((kind, name), ("site", site))]
        mapped = self._rates.get(self._maps[kind].get(name) or "", ((0, FULL),))
        drawn = [one for one in hits if one.disruption not in self._dated]
        actual = multiply(_from_ever(mapped), [Change(one.began_ms, one.ended_ms, one.factor) for one in drawn])
        if kind == "line":
            undisturbed = self._rates.get(self._lines[name]["calendar_map"] or "", ((0, FULL),))
        else:
            undisturbed = _without(mapped, hits)
        return Pace(WorkingTime(actual), WorkingTime(undisturbed), tuple(hits))


def read_occurrences(network: Network, record: Record) -> tuple[Occurrence, ...]:
    """Every occurrence of the record, and those of dated disruptions that ended before it, in order (rule X4)."""
    declared = {row["disruption"]: row for row in network["disruptions"].iter_rows(named=True)}
    end = network.settings["end_ms"]
    spans = {
        (str(name), number): (began, end if ended is None else ended)
        for name, number, began, ended in record["disruptions"].iter_rows()
    }
    for name, row in declared.items():
        if row["starts_ms"] is not None:
            spans.setdefault((name, 0), (row["starts_ms"], row["ends_ms"]))
    found = [
        Occurrence(
            name, number, declared[name]["target_kind"], declared[name]["target"], *span, declared[name]["factor"]
        )
        for (name, number), span in spans.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.began_ms, one.ended_ms, one.factor, one.disruption, one.number)))


def _from_ever(steps: Steps) -> Steps:
    """The same map with a first step so early that a change may begin before all others."""
    return ((-EVER, steps[0][1]), *steps[1:]) if len(steps) > 1 else ((-EVER, steps[0][1]),)


def _without(steps: Steps, occurrences: Sequence[Occurrence]) -> Steps:
    """A map that worked at full rate wherever an occurrence closed or slowed it."""
    restored = _from_ever(steps)
    for one in occurrences:
        instants = sorted({t for t, _ in restored} | {one.began_ms, one.ended_ms})
        rates = WorkingTime(restored)
        restored = tuple((t, FULL if one.began_ms <= t < one.ended_ms else rates.rate(t)) for t in instants)
    return restored
