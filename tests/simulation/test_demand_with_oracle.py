"""Demand and assignment against records computed by hand (docs/simulation.md D1-D6)."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.documents.document import Network, Plan
from landbridge.simulation.draws import poisson, stream
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch


def _network(
    quantity: int, demand: list[Row], flows: list[tuple[str, str, int]], **tables: Any
) -> tuple[Network, Plan]:
    """Line L finishes a vehicle at 1, 11, 21, ...; every route is one lane of its name."""
    return sketch(
        [quantity * 10, 1000],
        lines=[{"line": "L", "site": "P", "throughput_h": h(1)}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": quantity}],
        demand=[{"item": "a", "number": 0, **row} for row in demand],
        lanes=[{"lane": route, "origin": "P", "destination": market} for market, route, _ in flows],
        routes=[{"route": route, "position": 1, "lane": route} for _, route, _ in flows],
        flows=[{"line": "L", "item": "a", "market": m, "route": r, "weight": w} for m, r, w in flows],
        **tables,
    )


@each_engine
def test_the_oldest_demand_comes_first_then_the_share_then_the_book(engine: Engine) -> None:
    # B has been waiting since 0; then A and C, both of 5, share by 600 000 to 400 000
    network, plan = _network(
        7,
        [
            {"market": "A", "demanded_ms": 5, "quantity": 9},
            {"market": "B", "demanded_ms": 0, "quantity": 2},
            {"market": "C", "demanded_ms": 5, "quantity": 9},
        ],
        [("A", "to-A", 500_000), ("B", "to-B", 200_000), ("C", "to-C", 300_000)],
    )
    record = engine(network, plan, 1)
    # claims at N = 2: A 1.5, C 0.9 -> A; N 3: A 2 - 1 = 1, C 1.2 -> C; N 4: A 2.5 - 1, C 1.5 - 1 -> A;
    # N 5: A 3 - 2 = 1, C 1.8 - 1 -> A; N 6: A 3.5 - 3 = 0.5, C 2.1 - 1 = 1.1 -> C
    assert [market for (market,) in rows(record, "vehicles", "market")] == ["B", "B", "A", "C", "A", "A", "C"]
    assert rows(record, "demands", "market", "quantity", "filled_units", "lost_units") == [
        ("A", 9, 3, 0),
        ("B", 2, 2, 0),
        ("C", 9, 2, 0),
    ]


@each_engine
def test_equal_claims_go_to_the_first_book(engine: Engine) -> None:
    network, plan = _network(
        4,
        [{"market": market, "demanded_ms": 0, "quantity": 9} for market in ("B", "A")],
        [("B", "to-B", 500_000), ("A", "to-A", 500_000)],
    )
    record = engine(network, plan, 1)
    assert [market for (market,) in rows(record, "vehicles", "market")] == ["A", "B", "A", "B"]


@each_engine
def test_routes_share_a_markets_vehicles_by_weight(engine: Engine) -> None:
    # at N: q (w 250 000 of 1 000 000) and r (750 000): r, r or q at the tie of N = 1?, ...
    network, plan = _network(
        8,
        [{"market": "A", "demanded_ms": 0, "quantity": 99}],
        [("A", "q", 250_000), ("A", "r", 750_000)],
    )
    record = engine(network, plan, 1)
    # n 0: q .25, r .75; 1: q .5, r 1.5 - 1 = .5, a tie, to q; 2: q .75 - 1, r 2.25 - 1; 3: q 0, r 1; 4 as 0
    assert [route for (route,) in rows(record, "vehicles", "route")] == ["r", "q", "r", "r"] * 2


@each_engine
def test_vehicles_without_demand_wait_and_are_taken_first_finished_first(engine: Engine) -> None:
    # entries: 25 wants 2, 35 wants 3 (of which one is there), then the unit of 41 fills 35's and 51 too
    entries = [(25, 2), (35, 3), (36, 1)]
    network, plan = _network(
        6,
        [{"market": "A", "number": i, "demanded_ms": t, "quantity": q} for i, (t, q) in enumerate(entries)],
        [("A", "q", 1_000_000)],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "finished_ms", "demanded_ms", "assigned_ms") == [
        (1, 25, 25),
        (11, 25, 25),
        (21, 35, 35),
        (31, 35, 35),
        (41, 35, 41),
        (51, 36, 51),
    ]


@each_engine
def test_unmet_demand_can_be_lost(engine: Engine) -> None:
    entries = [(5, 3, True), (15, 2, True), (25, 1, True)]
    network, plan = _network(
        4,
        [
            {"market": "A", "number": i, "demanded_ms": t, "quantity": q, "lost": lost}
            for i, (t, q, lost) in enumerate(entries)
        ],
        [("A", "q", 1_000_000)],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "finished_ms", "assigned_ms") == [(1, 5), (11, 15), (21, 25), (31, None)]
    assert rows(record, "demands", "quantity", "filled_units", "lost_units") == [(3, 1, 2), (2, 1, 1), (1, 1, 0)]


@each_engine
def test_a_unit_that_finishes_as_demand_arises_is_there_for_it(engine: Engine) -> None:
    network, plan = _network(
        2, [{"market": "A", "demanded_ms": 11, "quantity": 2, "lost": True}], [("A", "q", 1_000_000)]
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "finished_ms", "assigned_ms") == [(1, 11), (11, 11)]


@each_engine
def test_poisson_demand_is_drawn_by_entry(engine: Engine) -> None:
    seed, book = 7, stream("book", "A|a", "quantity")
    expected = [int(poisson(4.5, np.uint64(seed), np.uint64(book), i)) for i in range(6)]
    assert len(set(expected)) > 1
    network, plan = _network(
        2,
        [{"market": "A", "number": i, "demanded_ms": 10 * i, "quantity": 0, "mean": 4.5} for i in range(6)],
        [("A", "q", 1_000_000)],
    )
    record = engine(network, plan, seed)
    assert [quantity for (quantity,) in rows(record, "demands", "quantity")] == expected


@each_engine
def test_the_lowest_priority_number_comes_before_the_oldest(engine: Engine) -> None:
    # A's demand is older and of priority 2, B's says nothing, which is 1, C's is 1 too and younger
    network, plan = _network(
        5,
        [
            {"market": "A", "demanded_ms": 0, "quantity": 9, "priority": 2},
            {"market": "B", "demanded_ms": 0, "quantity": 1},
            {"market": "C", "demanded_ms": 15, "quantity": 2, "priority": 1},
        ],
        [("A", "to-A", 400_000), ("B", "to-B", 300_000), ("C", "to-C", 300_000)],
    )
    # 1: B; 11: only A is open; 21 and 31: C; 41: A
    record = engine(network, plan, 1)
    assert [market for (market,) in rows(record, "vehicles", "market")] == ["B", "A", "C", "C", "A"]


@each_engine
def test_a_book_is_as_urgent_as_its_oldest_open_entry(engine: Engine) -> None:
    # A's first entry is of priority 3, its second of 1: the first stands in the way of the second
    network, plan = _network(
        4,
        [
            {"market": "A", "number": 0, "demanded_ms": 0, "quantity": 1, "priority": 3},
            {"market": "A", "number": 1, "demanded_ms": 0, "quantity": 2, "priority": 1},
            {"market": "B", "number": 0, "demanded_ms": 5, "quantity": 2, "priority": 2},
        ],
        [("A", "to-A", 500_000), ("B", "to-B", 500_000)],
    )
    # 1: A, the only one; then A's second (1) before B (2) at 11 and 21; B at 31
    record = engine(network, plan, 1)
    assert [market for (market,) in rows(record, "vehicles", "market")] == ["A", "A", "A", "B"]
    # with B open from the start, its 2 comes before the 3 of A that is first in A's book
    network, plan = _network(
        3,
        [
            {"market": "A", "number": 0, "demanded_ms": 0, "quantity": 1, "priority": 3},
            {"market": "A", "number": 1, "demanded_ms": 0, "quantity": 2, "priority": 1},
            {"market": "B", "number": 0, "demanded_ms": 0, "quantity": 1, "priority": 2},
        ],
        [("A", "to-A", 500_000), ("B", "to-B", 500_000)],
    )
    record = engine(network, plan, 1)
    assert [market for (market,) in rows(record, "vehicles", "market")] == ["B", "A", "A"]
