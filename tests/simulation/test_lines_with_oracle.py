"""Pace lines against records computed by hand (docs/simulation.md L1-L10, W1-W6)."""

from __future__ import annotations

from typing import Any

import pytest

from landbridge.documents.document import Network, Plan
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch


def _line(takt_ms: int = 10, throughput_ms: int = 5, **columns: object) -> dict[str, Any]:
    row: Row = {"line": "L", "site": "P", "throughput_h": h(throughput_ms), **columns}
    return {"lines": [row], "takts": [{"line": "L", "takt_ns": takt_ms * 1_000_000}]}


def _build(quantity: int, item: str = "a", line: str = "L", period: str = "2024-01") -> Row:
    return {"line": line, "item": item, "period": period, "quantity": quantity}


def _part(item: str, initial: int = 0, **columns: object) -> Row:
    """A stock of line L from a source over lane `in`: s = 0, Q = 1."""
    base: Row = {"site": "P", "item": item, "line": "L", "supplier": "S", "lane": "in"}
    return {**base, "initial": initial, "reorder_point": 0, "order_quantity": 1, **columns}


@each_engine
def test_units_are_released_evenly_over_the_periods_working_time(engine: Engine) -> None:
    # open 0-100 and 200-300 of 400: 200 ms of work, so 4 units at work 0, 50, 100, 150; the third at opening
    rates = [("m", 0, 1000), ("m", 100, 0), ("m", 200, 1000), ("m", 300, 0), ("m", 400, 1000)]
    network, plan = sketch(
        [400, 1000],
        **_line(rate_map="m", calendar_map="m"),
        rates=[dict(zip(("rate_map", "t_ms", "permille"), rate, strict=True)) for rate in rates],
        schedule=[_build(4)],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "unit", "started_ms", "finished_ms") == [
        (0, 0, 5),
        (1, 50, 55),
        (2, 200, 205),
        (3, 250, 255),
    ]


@each_engine
def test_a_line_never_starts_closer_than_takt_and_builds_late_units_late(engine: Engine) -> None:
    # 5 units in 100 ms at takt 30: starts 0, 30, .., 120; from 100 on the takt is 40
    takts = [{"line": "L", "takt_ns": 30_000_000}, {"line": "L", "from_ms": 100, "takt_ns": 40_000_000}]
    network, plan = sketch([100, 400], **_line() | {"takts": takts}, schedule=[_build(5), _build(3, period="2024-02")])
    record = engine(network, plan, 1)
    # the fifth starts at 120, under the new takt: the sixth at 160; then 200 by takt and release, then 300
    assert [start for (start,) in rows(record, "vehicles", "started_ms")] == [0, 30, 60, 90, 120, 160, 200, 300]


@pytest.mark.parametrize("each", [3, 8_000, 1_000_000])
@each_engine
def test_parts_last_as_long_as_they_last_however_many_a_unit_takes(engine: Engine, each: int) -> None:
    # 40 parts, of which the last but one lasts for 5 units, the others for all 7; nothing comes before 1000
    parts = [_part(f"p{i:02}", initial=each * (5 if i == 38 else 7), reorder_point=-1) for i in range(40)]
    network, plan = sketch(
        [700, 1000],
        **_line(),
        schedule=[_build(7)],
        bills=[{"item": "a", "input": part["item"], "quantity": each} for part in parts],
        stocks=parts,
        lanes=[{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(2000)}],
    )
    record = engine(network, plan, 1)
    assert [start for (start,) in rows(record, "vehicles", "started_ms")] == [0, 100, 200, 300, 400]
    assert rows(record, "stops", "item", "began_ms") == [("p38", 500)]


@each_engine
def test_the_mix_is_levelled_with_ties_to_the_lowest_item(engine: Engine) -> None:
    # T = 6, q = a 3, b 2, c 1; scores (j + 1) q - 6 x: j0 3 2 1 a; j1 0 4 2 b; j2 3 0 3 a (tie with c); j3 0 2 4 c; ...
    network, plan = sketch([600], **_line(), schedule=[_build(1, "c"), _build(2, "b"), _build(3, "a")])
    record = engine(network, plan, 1)
    assert [item for (item,) in rows(record, "vehicles", "item")] == ["a", "b", "a", "c", "b", "a"]


@each_engine
def test_closures_and_slowdowns_stretch_takt_and_throughput(engine: Engine) -> None:
    # the calendar is always open; the actual map is half speed from 20 and closed from 40 to 60
    rates = [("m", 0, 1000), ("m", 20, 500), ("m", 40, 0), ("m", 60, 1000)]
    network, plan = sketch(
        [30, 1000],
        **_line(takt_ms=10, throughput_ms=12, rate_map="m"),
        rates=[dict(zip(("rate_map", "t_ms", "permille"), rate, strict=True)) for rate in rates],
        schedule=[_build(4)],
    )
    record = engine(network, plan, 1)
    # releases 0, 7, 15, 22; starts 0, 10, 20 and 20 + 10 / half = 40, which is closed work: done at 40, tries at 60
    assert rows(record, "vehicles", "started_ms", "finished_ms") == [(0, 12), (10, 24), (20, 62), (60, 72)]


@each_engine
def test_work_is_floored_within_each_segment(engine: Engine) -> None:
    # rate 333 for 10 ms is 3 ms of work, then 370: W from 10 reaches 4 more after ceil(4000 / 370) = 11 ms
    rates = [("m", 0, 333), ("m", 10, 370)]
    network, plan = sketch(
        [1000],
        **_line(throughput_ms=7, rate_map="m"),
        rates=[dict(zip(("rate_map", "t_ms", "permille"), rate, strict=True)) for rate in rates],
        schedule=[_build(1)],
    )
    assert rows(engine(network, plan, 1), "vehicles", "started_ms", "finished_ms") == [(0, 21)]


@each_engine
def test_a_build_without_a_time_takes_a_millisecond(engine: Engine) -> None:
    network, plan = sketch([20], **_line(throughput_h=None), schedule=[_build(2)])
    assert rows(engine(network, plan, 1), "vehicles", "started_ms", "finished_ms") == [(0, 1), (10, 11)]


@each_engine
def test_a_stop_does_not_delay_the_units_on_the_line(engine: Engine) -> None:
    # the line stands from 20 to 50, while the units of 0 and 10 are on it for 25 ms each
    network, plan = sketch(
        [30, 200],
        **_line(throughput_ms=25),
        schedule=[_build(3)],
        bills=[{"item": "a", "input": "x", "quantity": 1}],
        lanes=[{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(50)}],
        stocks=[_part("x", 2, reorder_point=1)],
    )
    record = engine(network, plan, 1)
    assert rows(record, "stops", "unit", "began_ms", "ended_ms") == [(2, 20, 50)]
    assert rows(record, "vehicles", "started_ms", "finished_ms") == [(0, 25), (10, 35), (50, 75)]


@each_engine
def test_two_lines_of_a_site_take_from_stocks_of_their_own(engine: Engine) -> None:
    # K has three x and L one; nothing is ordered
    network, plan = sketch(
        [30, 100],
        lines=[{"line": name, "site": "P", "throughput_h": h(5)} for name in ("K", "L")],
        takts=[{"line": name, "takt_ns": 10_000_000} for name in ("K", "L")],
        schedule=[_build(3, line="K"), _build(3, line="L")],
        bills=[{"item": "a", "input": "x", "quantity": 1}],
        lanes=[{"lane": "in", "origin": "S", "destination": "P"}],
        stocks=[_part("x", initial, line=name, reorder_point=-1) for name, initial in (("K", 3), ("L", 1))],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "line", "started_ms") == [("K", 0), ("K", 10), ("K", 20), ("L", 0)]
    assert rows(record, "stops", "line", "unit", "began_ms") == [("L", 1, 10)]


def _two_parts(lots_of_x: int = 1) -> tuple[Network, Plan]:
    return sketch(
        [200],
        **_line(takt_ms=10),
        schedule=[_build(10)],
        bills=[{"item": "a", "input": "x", "quantity": 1}, {"item": "a", "input": "y", "quantity": 2}],
        lanes=[{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(50)}],
        stocks=[
            _part("x", 1, order_quantity=lots_of_x),
            _part("y", 3, reorder_point=1, order_quantity=4, supplier="R", lane="slow"),
        ],
    )


def _with_slow_lane(network: Network, plan: Plan) -> tuple[Network, Plan]:
    lanes = network["lanes"]
    slow = lanes.with_columns(lane=lanes["lane"].str.replace("in", "slow"), transit_h=lanes["transit_h"] * 1.4)
    return Network.of({**network.tables, "lanes": lanes.vstack(slow).sort("lane")}, network.settings), plan


@each_engine
def test_a_line_waits_for_its_lowest_short_part_and_then_for_the_next(engine: Engine) -> None:
    # unit 0 at 0 takes x 1, y 2: x position 0 -> order 1 (at 50), y position 1 -> order 4 (at 70)
    # unit 1 released at 20: x is short until 50, then y (1 of 2) until 70; it starts at 70 and orders x again
    # unit 2 at 80: x is short until 120; y: 1 + 4 - 2 = 3; position after unit 1: 3, after unit 2: 1 -> order
    network, plan = _with_slow_lane(*_two_parts())
    record = engine(network, plan, 1)
    assert rows(record, "stops", "unit", "began_ms", "ended_ms", "cause", "item", "supplier")[:3] == [
        (1, 20, 50, "part", "x", "S"),
        (1, 50, 70, "part", "y", "R"),
        (2, 80, 120, "part", "x", "S"),
    ]
    # the line is still standing at the end: unit 4 starts at 190, and unit 5 would want the yard of time at 200
    assert [start for (start,) in rows(record, "vehicles", "started_ms")] == [0, 70, 120, 190]
    assert rows(record, "stops", "unit", "began_ms", "ended_ms", "item")[3:] == [(3, 130, 170, "x"), (3, 170, 190, "y")]
    assert rows(record, "lots", "item", "number", "ordered_ms", "shipped_ms", "arrived_ms") == [
        ("x", 0, 0, 0, 50),
        ("x", 1, 70, 70, 120),
        ("x", 2, 120, 120, 170),
        ("x", 3, 190, 190, None),
        ("y", 0, 0, 0, 70),
        ("y", 1, 120, 120, 190),
    ]


@each_engine
def test_a_unit_asks_only_for_the_parts_of_its_bill(engine: Engine) -> None:
    # only b takes x, whose stock starts below its reorder point: the first b orders, not the a before it
    network, plan = sketch(
        [100],
        **_line(),
        schedule=[_build(2, "a"), _build(1, "b")],
        bills=[{"item": "b", "input": "x", "quantity": 1}],
        lanes=[{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(5)}],
        stocks=[_part("x", 1, reorder_point=1)],
    )
    record = engine(network, plan, 1)
    # T = 3: j0 2 1 a, j1 4-3=1 2 b, j2 a; released at 0, 33, 66; position after b: 1 + 0 - 1 = 0 -> two orders
    assert rows(record, "vehicles", "item", "started_ms") == [("a", 0), ("b", 33), ("a", 66)]
    assert rows(record, "lots", "number", "ordered_ms") == [(0, 33), (1, 33)]


@each_engine
def test_a_full_yard_stops_every_line_of_the_site_until_a_vehicle_leaves(engine: Engine) -> None:
    # two lines, room for 3; every vehicle finishes after 5 and waits for demand that comes at 40 (1) and 60 (1)
    lines = [{"line": name, "site": "P", "throughput_h": h(5)} for name in ("K", "L")]
    network, plan = sketch(
        [100],
        sites=[{"site": "P", "yard_units": 3}],
        lines=lines,
        takts=[{"line": name, "takt_ns": 10_000_000} for name in ("K", "L")],
        schedule=[_build(5, line="K"), _build(5, line="L")],
        demand=[
            {"market": "M", "item": "a", "number": i, "demanded_ms": t, "quantity": 1} for i, t in enumerate((40, 60))
        ],
        lanes=[{"lane": "out", "origin": "P", "destination": "M", "transit_h": h(30)}],
        routes=[{"route": "r", "position": 1, "lane": "out"}],
        flows=[{"line": name, "item": "a", "market": "M", "route": "r"} for name in ("K", "L")],
    )
    record = engine(network, plan, 1)
    # K and L start at 0 and K at 20, then the yard is full; at 40 and 60 demand takes the one that finished first,
    # and both lines try at that millisecond, K before L: L's unit 1 is passed over twice
    assert rows(record, "vehicles", "line", "unit", "started_ms", "assigned_ms", "delivered_ms") == [
        ("K", 0, 0, 40, 70),
        ("K", 1, 20, None, None),
        ("K", 2, 40, None, None),
        ("K", 3, 60, None, None),
        ("L", 0, 0, 60, 90),
    ]
    assert rows(record, "stops", "line", "unit", "began_ms", "ended_ms", "cause", "item") == [
        ("K", 4, 80, None, "yard", None),
        ("L", 1, 20, 40, "yard", None),
        ("L", 1, 40, 60, "yard", None),
        ("L", 1, 60, None, "yard", None),
    ]


@each_engine
def test_a_stopped_line_tries_again_when_it_is_open(engine: Engine) -> None:
    # the part comes at 25, while the line is closed from 20 to 40
    rates = [("m", 0, 1000), ("m", 20, 0), ("m", 40, 1000)]
    network, plan = sketch(
        [100],
        **_line(rate_map="m"),
        rates=[dict(zip(("rate_map", "t_ms", "permille"), rate, strict=True)) for rate in rates],
        schedule=[_build(10)],
        bills=[{"item": "a", "input": "x", "quantity": 1}],
        lanes=[{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(25)}],
        stocks=[_part("x", 1, order_quantity=100)],
    )
    record = engine(network, plan, 1)
    assert rows(record, "stops", "unit", "began_ms", "ended_ms", "item") == [(1, 10, 40, "x")]
    assert rows(record, "vehicles", "started_ms")[:3] == [(0,), (40,), (50,)]
