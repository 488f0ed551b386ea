"""Lanes, services and terminals against records computed by hand (docs/simulation.md V1-V8)."""

from __future__ import annotations

from typing import Any

from landbridge.documents.document import Network, Plan, Record
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch


def _network(
    quantity: int, route: list[Row], lanes: list[Row], end: int = 400, demand: list[Row] | None = None, **tables: Any
) -> tuple[Network, Plan]:
    """Line L finishes a vehicle at 10, 20, 30, ... while all of them are wanted at M from 0 on."""
    wanted = [{"market": "M", "item": "a", "number": 0, "demanded_ms": 0, "quantity": quantity}]
    return sketch(
        [quantity * 10, end],
        lines=[{"line": "L", "site": "P", "throughput_h": h(10)}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": quantity}],
        demand=wanted if demand is None else demand,
        lanes=lanes,
        routes=[{"route": "r", "position": i + 1, **step} for i, step in enumerate(route)],
        flows=[{"line": "L", "item": "a", "market": "M", "route": "r"}],
        **tables,
    )


def _movements(record: Record) -> list[tuple[Any, ...]]:
    return rows(record, "movements", "lane", "terminal", "number", "began_ms", "ended_ms", "units")


def _delivered(record: Record) -> list[int | None]:
    return [time for (time,) in rows(record, "vehicles", "delivered_ms")]


_OUT: Row = {"lane": "out", "origin": "P", "destination": "B", "transit_h": h(1)}
_ON: Row = {"lane": "on", "origin": "B", "destination": "M", "transit_h": h(20)}


@each_engine
def test_a_full_load_leaves_when_its_last_vehicle_joins(engine: Engine) -> None:
    network, plan = _network(5, [{"lane": "out"}], [{**_OUT, "load_units": 2, "transit_h": h(30)}])
    record = engine(network, plan, 1)
    assert _movements(record) == [("out", None, 0, 20, 50, 2), ("out", None, 1, 40, 70, 2)]
    assert _delivered(record) == [50, 50, 70, 70, None]
    assert record["balances"].filter(time_ms=400).select("state", "lane", "line", "units").rows() == [
        ("delivered", None, None, 4),
        ("made", None, "L", 5),
        ("queued", "out", None, 1),
    ]


@each_engine
def test_a_closed_lane_holds_what_is_under_way(engine: Engine) -> None:
    network, plan = _network(
        1,
        [{"lane": "out"}],
        [{**_OUT, "transit_h": h(30), "rate_map": "m"}],
        rates=[{"rate_map": "m", "t_ms": t, "permille": rate} for t, rate in ((0, 1000), (20, 0), (100, 1000))],
    )
    assert _movements(engine(network, plan, 1)) == [("out", None, 0, 10, 120, 1)]


@each_engine
def test_a_vehicle_leaves_the_yard_with_its_load_and_not_when_it_joins_it(engine: Engine) -> None:
    # one place: the vehicle of 10 leaves it at 25, when it has waited for another; so the next starts at 25, not at 10
    network, plan = _network(
        2,
        [{"lane": "out"}],
        [{**_OUT, "load_units": 2, "load_wait_ms": 15}],
        sites=[{"site": "P", "yard_units": 1}],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "started_ms", "delivered_ms") == [(0, 26), (25, 51)]
    assert rows(record, "stops", "unit", "began_ms", "ended_ms", "cause") == [(1, 10, 25, "yard")]


@each_engine
def test_a_departure_takes_in_order_what_joined_before_cut_off_up_to_capacity(engine: Engine) -> None:
    # vehicles join at 10, 20, .. 60; cut-off 5 ms before departure, at least 2 vehicles
    departures = [(14, 9, 2), (25, 9, 2), (64, 3, 2), (100, 9, 2)]
    network, plan = _network(
        6,
        [{"lane": "out"}],
        [{**_OUT, "scheduled": True, "transit_h": h(30)}],
        services=[{"service": "s", "lane": "out"}],
        departures=[
            {
                "service": "s",
                "number": i,
                "departs_ms": t,
                "cut_off_ms": 5,
                "capacity_units": capacity,
                "minimum_units": least,
            }
            for i, (t, capacity, least) in enumerate(departures)
        ],
    )
    record = engine(network, plan, 1)
    # at 14 nobody has joined by 9; at 25 those of 10 and 20; at 64 those of 30, 40, 50, not 60's; at 100 only one
    assert rows(record, "departures", "number", "departs_ms", "queued_units", "loaded_units", "movement") == [
        (0, 14, 0, 0, None),
        (1, 25, 2, 2, 0),
        (2, 64, 3, 3, 1),
        (3, 100, 1, 0, None),
    ]
    assert _delivered(record) == [55, 55, 94, 94, 94, None]


@each_engine
def test_a_departure_too_small_for_its_minimum_never_runs(engine: Engine) -> None:
    network, plan = _network(
        4,
        [{"lane": "out"}],
        [{**_OUT, "scheduled": True}],
        services=[{"service": "s", "lane": "out"}],
        departures=[{"service": "s", "number": 0, "departs_ms": 60, "capacity_units": 2, "minimum_units": 3}],
    )
    record = engine(network, plan, 1)
    assert rows(record, "departures", "queued_units", "loaded_units", "movement") == [(4, 0, None)]


@each_engine
def test_services_share_their_lanes_queue_and_run_in_order_at_one_instant(engine: Engine) -> None:
    network, plan = _network(
        5,
        [{"lane": "out"}],
        [{**_OUT, "scheduled": True, "transit_h": h(30)}],
        services=[{"service": name, "lane": "out"} for name in ("s", "t")],
        departures=[
            {"service": "t", "number": 0, "departs_ms": 50, "capacity_units": 1},
            {"service": "s", "number": 0, "departs_ms": 50, "capacity_units": 2},
            {"service": "t", "number": 1, "departs_ms": 60, "capacity_units": 9},
        ],
    )
    record = engine(network, plan, 1)
    # the unit that finishes at 50 catches the train of 50: five are there, s takes two, t one, then t the rest
    assert rows(record, "departures", "service", "number", "queued_units", "loaded_units", "movement") == [
        ("s", 0, 5, 2, 0),
        ("t", 0, 3, 1, 1),
        ("t", 1, 2, 2, 2),
    ]
    assert rows(record, "movements", "service", "number", "began_ms") == [("s", 0, 50), ("t", 1, 50), ("t", 2, 60)]


def _terminal(engine: Engine, handles: str, servers: int, load_units: int = 1, **tables: Any) -> Record:
    """Loads of 5 arrive at 51 and 101 at terminal T, which takes 20 ms a job; then single trips of 20 ms."""
    network, plan = _network(
        10,
        [{"lane": "out"}, {"terminal": "T"}, {"lane": "on"}],
        [{**_OUT, "load_units": 5}, _ON],
        terminals=[
            {
                "terminal": "T",
                "site": "B",
                "handles": handles,
                "servers": servers,
                "load_units": load_units,
                "time_h": h(20),
                **tables.pop("terminal", {}),
            }
        ],
        **tables,
    )
    return engine(network, plan, 1)


def _jobs(record: Record) -> list[tuple[Any, ...]]:
    return (
        record["movements"]
        .filter(record["movements"]["terminal"].is_not_null())
        .select("number", "began_ms", "ended_ms", "units")
        .rows()
    )


@each_engine
def test_a_terminal_handles_vehicle_by_vehicle(engine: Engine) -> None:
    record = _terminal(engine, "unit", 2)
    # two servers: 51, 51, 71, 71, 91; the second load queues from 101 behind the one that is free at 91
    assert _jobs(record) == [
        (0, 51, 71, 1),
        (1, 51, 71, 1),
        (2, 71, 91, 1),
        (3, 71, 91, 1),
        (4, 91, 111, 1),
        (5, 101, 121, 1),
        (6, 111, 131, 1),
        (7, 121, 141, 1),
        (8, 131, 151, 1),
        (9, 141, 161, 1),
    ]
    assert _delivered(record) == [91, 91, 111, 111, 131, 141, 151, 161, 171, 181]


@each_engine
def test_a_terminal_handles_loads_with_a_smaller_last_one(engine: Engine) -> None:
    record = _terminal(engine, "load", 1, load_units=2)
    assert _jobs(record) == [
        (0, 51, 71, 2),
        (1, 71, 91, 2),
        (2, 91, 111, 1),
        (3, 111, 131, 2),
        (4, 131, 151, 2),
        (5, 151, 171, 1),
    ]


@each_engine
def test_a_terminal_handles_what_arrived_together(engine: Engine) -> None:
    assert _jobs(_terminal(engine, "departure", 1)) == [(0, 51, 71, 5), (1, 101, 121, 5)]


@each_engine
def test_a_terminal_works_by_its_calendar(engine: Engine) -> None:
    # closed until 60, and from 110 to 390: the third job pauses, the rest are not begun by the end at 400
    rates = [(0, 0), (60, 1000), (110, 0), (390, 1000)]
    record = _terminal(
        engine,
        "load",
        1,
        load_units=2,
        terminal={"rate_map": "m"},
        rates=[{"rate_map": "m", "t_ms": t, "permille": rate} for t, rate in rates],
    )
    assert _jobs(record) == [
        (0, 60, 80, 2),
        (1, 80, 100, 2),
        (2, 100, None, 1),
        (3, None, None, 2),
        (4, None, None, 2),
        (5, None, None, 1),
    ]
    last = record["balances"].filter(time_ms=400).select("state", "terminal", "lane", "units").rows()
    assert last == [("delivered", None, None, 4), ("handling", "T", None, 6), ("made", None, None, 10)]


@each_engine
def test_vehicles_that_go_different_ways_break_a_group(engine: Engine) -> None:
    # one load of three: 0 and 2 go to terminal T, 1 goes straight on; so T has two jobs of one, not one of two
    network, plan = sketch(
        [30, 200],
        lines=[{"line": "L", "site": "P", "throughput_h": h(10)}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 3}],
        demand=[{"market": "M", "item": "a", "number": 0, "demanded_ms": 0, "quantity": 9}],
        lanes=[{**_OUT, "load_units": 3}, _ON],
        terminals=[{"terminal": "T", "site": "B", "handles": "departure", "servers": 9, "time_h": h(5)}],
        routes=[
            {"route": "by-T", "position": 1, "lane": "out"},
            {"route": "by-T", "position": 2, "terminal": "T"},
            {"route": "by-T", "position": 3, "lane": "on"},
            {"route": "straight", "position": 1, "lane": "out"},
            {"route": "straight", "position": 2, "lane": "on"},
        ],
        flows=[
            {"line": "L", "item": "a", "market": "M", "route": "by-T", "weight": 600_000},
            {"line": "L", "item": "a", "market": "M", "route": "straight", "weight": 400_000},
        ],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "route", "delivered_ms") == [("by-T", 56), ("straight", 51), ("by-T", 56)]
    # in the order they came into being: the group before it, the straight one's trip, the group behind it
    assert _movements(record) == [
        ("out", None, 0, 30, 31, 3),
        (None, "T", 0, 31, 36, 1),
        ("on", None, 0, 31, 51, 1),
        (None, "T", 1, 31, 36, 1),
        ("on", None, 1, 36, 56, 1),
        ("on", None, 2, 36, 56, 1),
    ]
    assert rows(record, "steps", "vehicle", "position", "movement") == [
        (0, 1, 0),
        (0, 2, 1),
        (0, 3, 4),
        (1, 1, 0),
        (1, 2, 2),
        (2, 1, 0),
        (2, 2, 3),
        (2, 3, 5),
    ]
