"""Whose draw it is decides a draw: what is added, where it stands and what runs beside it change no other."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import polars as pl
import pytest

from landbridge.documents.document import Network, Plan, Record
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from tests.known_answers.queues import Source, Visits, queues, visits
from tests.oracle.engines import assert_same
from tests.oracle.sketch import Row

CUSTOMERS = 2000
TERMINALS: dict[str, Row] = {
    "first": {"time_distribution": "gamma", "time_h": 0.7, "time_cv": 1.2},
    "second": {"time_distribution": "lognormal", "time_h": 1.2, "time_p90_h": 2.5, "servers": 2},
}
ROAD: Row = {"transit_distribution": "exponential", "transit_h": 3.0}


def source(**columns: Any) -> Source:
    """A plant whose vehicles overtake each other on the road and pass two terminals."""
    return Source(CUSTOMERS, 1.0, ["first", "second"], road={**ROAD, **columns})


def durations(found: Visits) -> list[int]:
    """How long each job took [ms]."""
    return (found.ended - found.began).tolist()


def add_unused(network: Network, plan: Plan) -> tuple[Network, Plan]:
    """The network with lanes, a terminal and a service that nobody uses, before and behind all others by name."""
    tables = dict(network.tables)
    lane, terminal = tables["lanes"].row(0, named=True), tables["terminals"].row(0, named=True)
    more: dict[str, list[Row]] = {
        "lanes": [{**lane, "lane": "a-lane"}, {**lane, "lane": "z-lane", "scheduled": True}],
        "terminals": [{**terminal, "terminal": "a-terminal"}, {**terminal, "terminal": "z-terminal"}],
        "services": [{"service": "a-service", "lane": "z-lane"}],
    }
    for table, rows in more.items():
        frame = pl.concat([tables[table], pl.DataFrame(rows, schema=tables[table].schema)])
        tables[table] = frame.sort(frame.columns[0])
    added = Network.of(tables, network.settings)
    return added, given(added)


def test_adding_lanes_terminals_and_services_changes_nothing_else() -> None:
    network, plan = queues({"plant": source()}, TERMINALS, looks_h=[100, 900])
    assert_same(simulate(*add_unused(network, plan), 5), simulate(network, plan, 5))


def test_another_lane_on_the_way_changes_when_but_not_how_long() -> None:
    # the same jobs by number, later: only the new lane's transit is a new draw
    short = simulate(*queues({"plant": source()}, TERMINALS), 5)
    more = {"lane": "detour", "origin": "yard", "destination": "yard", "transit_distribution": "gamma"}
    network, _ = queues({"plant": source()}, TERMINALS, lanes=[{**more, "transit_h": 9.0, "transit_cv": 0.5}])
    routes = network["routes"].with_columns(position=pl.col("position") + (pl.col("position") > 1))
    detour = pl.DataFrame([{"route": "plant", "position": 2, "lane": "detour"}])
    routes = pl.concat([routes, detour], how="diagonal_relaxed").sort("position")
    network = Network.of({**network.tables, "routes": routes}, network.settings)
    long = simulate(network, given(network), 5)
    assert long["vehicles"]["started_ms"].equals(short["vehicles"]["started_ms"])
    for terminal in TERMINALS:
        assert durations(visits(long, terminal)) == durations(visits(short, terminal))
        assert visits(long, terminal).began.tolist() != visits(short, terminal).began.tolist()


def test_another_plant_changes_no_draw_where_it_meets_the_first() -> None:
    # both bring vehicles to the same terminals: its n-th job lasts as long as before, whoever brings it
    alone = simulate(*queues({"plant": source()}, TERMINALS), 5)
    both = simulate(*queues({"a-plant": source(), "plant": source()}, TERMINALS), 5)
    own = both["vehicles"].filter(pl.col("line").cast(pl.String) == "plant")
    assert own["started_ms"].equals(alone["vehicles"]["started_ms"])
    for terminal in TERMINALS:
        assert durations(visits(both, terminal))[:CUSTOMERS] == durations(visits(alone, terminal))


def test_two_lanes_with_equal_laws_do_not_share_their_luck() -> None:
    record = simulate(*queues({"a": source(), "b": source()}, TERMINALS), 5)
    roads = record["movements"].filter(pl.col("lane").is_not_null()).with_columns(pl.col("lane").cast(pl.String))
    spans = [
        (frame["ended_ms"] - frame["began_ms"]).to_numpy()
        for _, frame in roads.partition_by("lane", as_dict=True).items()
    ]
    assert len(spans) == 2
    assert abs(np.corrcoef(*spans)[0, 1]) < 4 / math.sqrt(CUSTOMERS)


def _many() -> tuple[Network, Plan]:
    return queues({name: source() for name in ("a", "b", "c", "d")}, TERMINALS, looks_h=[10, 500, 1000])


@pytest.mark.parametrize("threads", [2, 4])
def test_runs_side_by_side_are_the_runs_alone(threads: int) -> None:
    # the kernel runs without the interpreter's lock; two runs share the network, one seed twice
    network, plan = _many()
    seeds = [1, 2, 1, 3, 2**63 - 1, 4]
    alone: dict[int, Record] = {seed: simulate(network, plan, seed) for seed in set(seeds)}
    with ThreadPoolExecutor(threads) as pool:
        together = list(pool.map(lambda seed: simulate(network, plan, seed), seeds))
    for seed, record in zip(seeds, together, strict=True):
        assert_same(record, alone[seed])
