"""Disruptions drawn before the run: the rules X1 to X6 of docs/simulation.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from landbridge.documents import Network
from landbridge.simulation.draws import EXPONENTIAL, draw, stream


@dataclass(frozen=True, order=True)
class Occurrence:
    """One time that a disruption holds, from start to end [ms since the case's start]; in the order of X4."""

    start: int
    end: int
    factor: int
    disruption: str
    number: int


Hits = Mapping[tuple[str, str], Sequence[Occurrence]]


def draw_disruptions(network: Network, seed: int) -> tuple[list[Occurrence], Hits]:
    """Every occurrence, and those of random and following disruptions by the (kind, name) of what they hit."""
    rows = {row["disruption"]: row for row in network["disruptions"].iter_rows(named=True)}
    found: dict[str, list[Occurrence]] = {}
    for name in rows:
        _occurrences(name, rows, network, seed, found)
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


def _occurrences(
    name: str, rows: Mapping[str, Mapping[str, Any]], network: Network, seed: int, found: dict[str, list[Occurrence]]
) -> list[Occurrence]:
    if name not in found:
        row, end = rows[name], network.settings["end_ms"]
        spans: list[tuple[int, int]]
        if row["starts_ms"] is not None:
            spans = [(row["starts_ms"], row["ends_ms"])]
        elif row["after"] is not None:
            parents = _occurrences(row["after"], rows, network, seed, found)
            begins = [parent.start + row["delay_ms"] for parent in parents]
            spans = [(t, t + row["lasts_ms"]) for t in begins if t < end]
        else:
            spans = _random(row, -network.settings["warm_up_ms"], end, seed)
        found[name] = [Occurrence(*span, row["factor"], name, number) for number, span in enumerate(spans)]
    return found[name]


def _random(row: Mapping[str, Any], begin: int, end: int, seed: int) -> list[tuple[int, int]]:
    between, repair = (np.uint64(stream("disruption", row["disruption"], what)) for what in ("between", "repair"))
    spans: list[tuple[int, int]] = []
    t = begin
    while True:
        t += draw(EXPONENTIAL, row["between_ms"], 0.0, np.uint64(seed), between, len(spans))
        if t >= end:
            return spans
        lasts = draw(EXPONENTIAL, row["repair_ms"], 0.0, np.uint64(seed), repair, len(spans))
        spans.append((t, t + lasts))
        t += lasts
