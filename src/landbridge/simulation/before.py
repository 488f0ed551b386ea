"""What held before an instant, which a branch that begins there may not change (docs/simulation.md, S2)."""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from landbridge.documents import Network
from landbridge.network.rates import FULL
from landbridge.simulation.memory.disruptions import Row, awaited, draw_disruptions, up_time
from landbridge.simulation.memory.past import Occurrence, Past

_NATURE = ("target_kind", "target", "factor", "after", "starts_ms")
Steps = Sequence[tuple[int, int]]


class OtherNetwork(ValueError):
    """The kept simulation belongs to a network of other parts, or of another past; the message says which."""


def rates_before(network: Network, until: int) -> dict[str, str]:
    """By what they are of, digests of the calendars and takts that held from the warm-up's beginning to an instant."""
    begin = -network.settings["warm_up_ms"]
    maps = {name: _digest(steps, begin, until) for name, steps in _steps(network["rates"].iter_rows())}
    always = _digest([(begin, FULL)], begin, until)
    found = {f"calendars ({name})": maps[rates] if rates else always for name, rates in _mapped(network)}
    takts = {f"takts ({line})": _digest(steps, begin, until) for line, steps in _steps(network["takts"].iter_rows())}
    return {name: digest for name, digest in found.items() if digest != always} | takts


def _mapped(network: Network) -> Iterator[tuple[str, str | None]]:
    """Everything that can have a calendar, with its map."""
    for line, actual, planned in network["lines"].select("line", "rate_map", "calendar_map").iter_rows():
        yield f"line {line}", actual
        yield f"line {line}, planned", planned
    for kind, table in (("site", "sites"), ("lane", "lanes")):
        for name, rates in network[table].select(kind, "rate_map").iter_rows():
            yield f"{kind} {name}", rates
    own = {(terminal, server): rates for terminal, server, rates in network["servers"].iter_rows()}
    for terminal, servers, rates in network["terminals"].select("terminal", "servers", "rate_map").iter_rows():
        for server in range(1, servers + 1):
            yield f"terminal {terminal}, {server}", own.get((terminal, server), rates)


def _steps(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[str, Steps]]:
    steps: dict[str, list[tuple[int, int]]] = {}
    for name, t, value in rows:
        steps.setdefault(name, []).append((t, value))
    return ((name, sorted(own)) for name, own in steps.items())


def _digest(steps: Steps, begin: int, until: int) -> str:
    """The same for all maps that say the same of the time between."""
    first = max(0, bisect.bisect_right(steps, begin, key=lambda step: step[0]) - 1)
    held = (
        [(begin, steps[first][1]), *(step for step in steps[first + 1 :] if step[0] < until)] if begin < until else []
    )
    changes = [step for i, step in enumerate(held) if i == 0 or step[1] != held[i - 1][1]]
    return hashlib.blake2b(repr(changes).encode(), digest_size=8).hexdigest()


def disruptions_before(network: Network, seed: int, past: Past, until: int) -> dict[str, dict[str, Any]]:
    """By disruption: what it is, when it occurred before an instant, and when, if it is random, it is awaited."""
    occurrences, _ = draw_disruptions(network, seed, past)
    next_ones = awaited(network, seed, past, until)
    return {
        row["disruption"]: {
            "nature": [row[name] for name in _NATURE],
            "began": [
                (o.number, o.start, o.end) for o in occurrences if o.disruption == row["disruption"] and o.start < until
            ],
            "awaited": next_ones.get(row["disruption"]),
            "between_ms": row["between_ms"],
        }
        for row in network["disruptions"].iter_rows(named=True)
    }


def past_of(network: Network, seed: int, kept: Mapping[str, Mapping[str, Any]], until: int) -> Past:
    """The past of a branch, from what was kept of the disruptions.

    Raises
    ------
    OtherNetwork
        If a disruption that occurred before is another, or one that did not occur is dated there.
    """
    rows = {row["disruption"]: row for row in network["disruptions"].iter_rows(named=True)}
    for name in rows.keys() | kept.keys():
        if not _same(rows.get(name), kept.get(name), until):
            raise OtherNetwork(f"disruptions ({name})")
    drawn = {name: row for name, row in rows.items() if row["starts_ms"] is None}
    began = {name: kept[name]["began"] if name in kept else [] for name in drawn}
    occurrences = [
        Occurrence(start, end, rows[name]["factor"], name, number)
        for name, own in began.items()
        for number, start, end in own
    ]
    random = {name: row for name, row in drawn.items() if row["after"] is None}
    return Past(until, occurrences, {name: _awaited(row, seed, kept.get(name), until) for name, row in random.items()})


def _same(row: Row | None, kept: Mapping[str, Any] | None, until: int) -> bool:
    """Whether a disruption was before an instant what it is said to have been."""
    if kept is None or not kept["began"]:
        return row is None or row["starts_ms"] is None or row["starts_ms"] >= until
    if row is None or [row[name] for name in _NATURE] != kept["nature"]:
        return False
    return row["ends_ms"] is None or min(row["ends_ms"], until) == min(kept["began"][0][2], until)


def _awaited(row: Row, seed: int, kept: Mapping[str, Any] | None, until: int) -> int:
    """When a random disruption begins next: what is left of its up time changes as its mean did."""
    began = kept["began"] if kept else []
    free = max([until, *(int(end) for _, _, end in began)])
    if kept is None or kept["awaited"] is None:
        return free + up_time(row, seed, len(began))
    changed = float(row["between_ms"]) / float(kept["between_ms"])
    return free + round((int(kept["awaited"]) - free) * changed)
