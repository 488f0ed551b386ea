"""Scrap and rework against records computed by hand (docs/simulation.md Q1-Q4)."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.documents.document import Network, Plan
from landbridge.simulation.draws import stream, uniform
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch


def _network(quantity: int, end: int = 200, sites: list[Row] | None = None, **line: Any) -> tuple[Network, Plan]:
    """Line L starts a unit at 0, 10, 20, ..; each takes 5 ms and is wanted at M, 1 ms away."""
    return sketch(
        [quantity * 10, end],
        sites=sites or [],
        lines=[{"line": "L", "site": "P", "throughput_h": h(5), **line}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": quantity}],
        demand=[{"market": "M", "item": "a", "number": 0, "demanded_ms": 0, "quantity": quantity}],
        lanes=[{"lane": "out", "origin": "P", "destination": "M"}],
        routes=[{"route": "r", "position": 1, "lane": "out"}],
        flows=[{"line": "L", "item": "a", "market": "M", "route": "r"}],
    )


@each_engine
def test_a_reworked_unit_finishes_after_throughput_and_rework(engine: Engine) -> None:
    record = engine(*_network(2, rework_share=1.0, rework_h=h(7)), 1)
    assert rows(record, "vehicles", "started_ms", "finished_ms", "quality", "delivered_ms") == [
        (0, 12, "reworked", 13),
        (10, 22, "reworked", 23),
    ]


@each_engine
def test_rework_without_a_time_takes_a_millisecond(engine: Engine) -> None:
    record = engine(*_network(1, rework_share=1.0), 1)
    assert rows(record, "vehicles", "finished_ms", "quality") == [(6, "reworked")]


@each_engine
def test_a_scrapped_unit_frees_its_place_in_the_yard_and_is_gone(engine: Engine) -> None:
    # one place, 15 ms a unit: the second is tried at 10 and starts at 15, when the first is scrapped; the third at 30
    network, plan = _network(
        3, sites=[{"site": "P", "yard_units": 1}], throughput_h=h(15), scrap_share=1.0, rework_share=1.0
    )
    record = engine(network, plan, 1)
    columns = ("unit", "started_ms", "finished_ms", "quality", "assigned_ms")
    assert rows(record, "vehicles", *columns) == [
        (0, 0, 15, "scrapped", None),
        (1, 15, 30, "scrapped", None),
        (2, 30, 45, "scrapped", None),
    ]
    assert rows(record, "stops", "unit", "began_ms", "ended_ms", "cause") == [(1, 10, 15, "yard"), (2, 25, 30, "yard")]
    assert rows(record, "demands", "quantity", "filled_units") == [(3, 0)]
    # the month ends at 30, before anything happens there: one is scrapped and one in process
    assert rows(record, "balances", "time_ms", "state", "line", "units") == [
        (30, "in_process", "L", 1),
        (30, "scrapped", "L", 1),
        (200, "scrapped", "L", 3),
    ]


@each_engine
def test_a_unit_is_what_its_own_draw_says(engine: Engine) -> None:
    drawn = [uniform(np.uint64(1), np.uint64(stream("line", "L", "quality")), unit) for unit in range(6)]
    third, fifth = sorted(drawn)[2], sorted(drawn)[4]
    # a draw equal to the share is no longer scrapped: two are, then two reworked, then two are right
    network, plan = _network(6, scrap_share=third, rework_share=fifth - third, rework_h=h(2))
    ranks = [sorted(drawn).index(u) for u in drawn]
    expected = ["scrapped" if rank < 2 else "reworked" if rank < 4 else None for rank in ranks]
    assert [quality for (quality,) in rows(engine(network, plan, 1), "vehicles", "quality")] == expected


@each_engine
def test_the_quality_of_a_unit_is_known_when_it_has_finished(engine: Engine) -> None:
    network, plan = _network(2, end=24, scrap_share=1.0, throughput_h=h(14))
    assert rows(engine(network, plan, 1), "vehicles", "finished_ms", "quality") == [(14, "scrapped"), (None, None)]


@each_engine
def test_units_scrapped_in_the_warm_up_are_not_in_the_record(engine: Engine) -> None:
    network, plan = sketch(
        [100],
        warm_up=20,
        lines=[{"line": "L", "site": "P", "throughput_h": h(12), "scrap_share": 1.0}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "warm-up", "quantity": 2}],
    )
    record = engine(network, plan, 1)
    # started at -20 and -10, scrapped at -8 and 2
    assert rows(record, "vehicles", "vehicle", "unit", "finished_ms") == [(0, 1, 2)]
    assert rows(record, "balances", "time_ms", "state", "units") == [
        (0, "in_process", 1),
        (0, "scrapped", 1),
        (100, "scrapped", 2),
    ]


@each_engine
def test_a_maker_makes_more_than_it_ships(engine: Engine) -> None:
    # of 10 made 6 are good: for 2 it makes ceil(2 / 0.6) = 4, of 3 p each, in 4 x 2 ms
    network, plan = sketch(
        [100],
        lines=[
            {"line": "L", "site": "P", "throughput_h": h(1)},
            {"line": "Z", "site": "S", "mode": "order", "scrap_share": 0.4},
        ],
        takts=[{"line": "L", "takt_ns": 10_000_000}, {"line": "Z", "takt_ns": 2_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 1}],
        bills=[{"item": "a", "input": "x", "quantity": 1}, {"item": "x", "input": "p", "quantity": 3}],
        lanes=[
            {"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4)},
            {"lane": "up", "origin": "R", "destination": "S", "transit_h": h(7)},
        ],
        stocks=[
            {
                **{"site": "P", "item": "x", "line": "L", "supplier": "S", "lane": "in", "maker_line": "Z"},
                **{"initial": 1, "reorder_point": 0, "order_quantity": 2},
            },
            {
                **{"site": "S", "item": "p", "line": "Z", "supplier": "R", "lane": "up"},
                **{"initial": 11, "policy": "base_stock", "order_up_to": 11},
            },
        ],
    )
    record = engine(network, plan, 1)
    # 12 p are demanded at 0, one more than there is: 12 are ordered, there at 7
    assert rows(record, "lots", "item", "quantity", "begun_ms", "shipped_ms", "arrived_ms") == [
        ("x", 2, 7, 15, 19),
        ("p", 12, 0, 0, 7),
    ]
    balances = record["balances"].filter(time_ms=100, item="p")
    assert balances.select("state", "units").rows() == [("consumed", 12), ("on_hand", 11)]
