"""Disruptions drawn before the run: the rules X1 to X6 of docs/simulation.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

import numpy as np

from landbridge.documents import Network
from landbridge.simulation.draws import EXPONENTIAL, draw, stream
from landbridge.simulation.memory.past import NO_PAST, Occurrence, Past

Row = Mapping[str, Any]
Hits = Mapping[tuple[str, str], Sequence[Occurrence]]


def draw_disruptions(network: Network, seed: int, past: Past = NO_PAST) -> tuple[list[Occurrence], Hits]:
    """Every occurrence, and those of random and following disruptions by the (kind, name) of what they hit."""
    rows = {row["disruption"]: row for row in network["disruptions"].iter_rows(named=True)}
    found: dict[str, list[Occurrence]] = {}
    for name in rows:
        _occurrences(name, rows, network, seed, past, found)
    hits: dict[tuple[str, str], list[Occurrence]] = {}
    inside = _inside(network)
    for name, row in rows.items():
        if row["starts_ms"] is None:
            target = row["target_kind"], row["target"]
            for what in (target, *inside.get(target, ())):
                hits.setdefault(what, []).extend(found[name])
    return sorted(o for own in found.values() for o in own), {what: sorted(own) for what, own in hits.items()}


def _inside(network: Network) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """What a site's disruption hits too: its lines and terminals."""
    inside: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for kind, table in (("line", "lines"), ("terminal", "terminals")):
        for name, site in network[table].select(kind, "site").iter_rows():
            inside.setdefault(("site", site), []).append((kind, name))
    return inside


def awaited(network: Network, seed: int, past: Past, until: int) -> dict[str, int]:
    """When every random disruption begins for the first time not before an instant [ms since the case's start]."""
    rows = network["disruptions"].drop_nulls("between_ms").iter_rows(named=True)
    return {
        row["disruption"]: next(o.start for o in _random(row, network, seed, past) if o.start >= until) for row in rows
    }


def up_time(row: Row, seed: int, number: int) -> int:
    """How long a random disruption takes to happen, from the end of the one before [ms] (X2)."""
    between = np.uint64(stream("disruption", row["disruption"], "between"))
    return draw(EXPONENTIAL, row["between_ms"], 0.0, np.uint64(seed), between, number)


def _occurrences(
    name: str, rows: Mapping[str, Row], network: Network, seed: int, past: Past, found: dict[str, list[Occurrence]]
) -> list[Occurrence]:
    if name not in found:
        row, end = rows[name], network.settings["end_ms"]
        own = [o for o in past.occurrences if o.disruption == name]
        if row["starts_ms"] is not None:
            own = [Occurrence(row["starts_ms"], row["ends_ms"], row["factor"], name, 0)]
        elif row["after"] is not None:
            before = {o.number for o in own}
            for leader in _occurrences(row["after"], rows, network, seed, past, found):
                t = leader.start + row["delay_ms"]
                if past.until <= t < end and leader.number not in before:
                    own.append(Occurrence(t, t + row["lasts_ms"], row["factor"], name, leader.number))
        else:
            own += takewhile(lambda o: o.start < end, _random(row, network, seed, past))
        found[name] = own
    return found[name]


def _random(row: Row, network: Network, seed: int, past: Past) -> Iterator[Occurrence]:
    """The occurrences of a random disruption that its past does not have, without end."""
    name = row["disruption"]
    number = sum(o.disruption == name for o in past.occurrences)
    repair = np.uint64(stream("disruption", name, "repair"))
    t = past.awaited[name] if name in past.awaited else up_time(row, seed, 0) - network.settings["warm_up_ms"]
    while True:
        lasts = draw(EXPONENTIAL, row["repair_ms"], 0.0, np.uint64(seed), repair, number)
        yield Occurrence(t, t + lasts, row["factor"], name, number)
        number += 1
        t += lasts + up_time(row, seed, number)
