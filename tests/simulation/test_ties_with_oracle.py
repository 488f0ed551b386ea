"""What happens in one millisecond happens kind by kind (docs/simulation.md T4), by hand."""

from __future__ import annotations

from typing import Any

from landbridge.documents.document import Network, Plan
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch


def _network(quantity: int, lanes: list[Row], demanded: int = 0, **tables: Any) -> tuple[Network, Plan]:
    """Line L at P starts a vehicle at 0, 10, 20, .. and finishes it 5 ms later; each is wanted at M from `demanded`."""
    return sketch(
        [quantity * 10, 200],
        lines=[{"line": "L", "site": "P", "throughput_h": h(5)}, *tables.pop("more_lines", [])],
        takts=[{"line": line, "takt_ns": 10_000_000} for line in ("K", "L")],
        schedule=[
            {"line": "L", "item": "a", "period": "2024-01", "quantity": quantity},
            *tables.pop("more_schedule", []),
        ],
        demand=[{"market": "M", "item": "a", "number": 0, "demanded_ms": demanded, "quantity": 9}],
        lanes=[{"origin": "P", "destination": "M", "transit_h": h(30), **lane} for lane in lanes],
        **{
            "routes": [{"route": "r", "position": 1, "lane": "out"}],
            "flows": [{"line": "L", "item": "a", "market": "M", "route": "r"}],
            **tables,
        },
    )


@each_engine
def test_a_lot_that_arrives_as_a_line_tries_is_there_for_it(engine: Engine) -> None:
    part: Row = {"site": "P", "item": "x", "line": "L", "supplier": "S", "lane": "in", "initial": 1}
    network, plan = _network(
        2,
        [{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(10)}, {"lane": "out"}],
        bills=[{"item": "a", "input": "x", "quantity": 1}],
        stocks=[{**part, "reorder_point": 0, "order_quantity": 1}],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "started_ms") == [(0,), (10,)]
    assert record["stops"].is_empty()


@each_engine
def test_who_arrives_on_a_lane_joins_the_next_before_who_comes_off_a_line(engine: Engine) -> None:
    # K's vehicle finishes at 1 and arrives at P at 5, when L's finishes; though K's comes by the lane of a higher index
    network, plan = _network(
        1,
        [{"lane": "out"}, {"lane": "to-P", "origin": "Q", "destination": "P", "transit_h": h(4)}],
        more_lines=[{"line": "K", "site": "Q", "throughput_h": h(1)}],
        more_schedule=[{"line": "K", "item": "a", "period": "2024-01", "quantity": 1}],
        routes=[
            {"route": "r", "position": 1, "lane": "out"},
            {"route": "q", "position": 1, "lane": "to-P"},
            {"route": "q", "position": 2, "lane": "out"},
        ],
        flows=[
            {"line": "K", "item": "a", "market": "M", "route": "q"},
            {"line": "L", "item": "a", "market": "M", "route": "r"},
        ],
    )
    record = engine(network, plan, 1)
    assert rows(record, "steps", "vehicle", "position", "movement") == [(0, 1, 0), (0, 2, 1), (1, 1, 2)]
    assert rows(record, "movements", "lane", "number", "began_ms") == [("to-P", 0, 1), ("out", 0, 5), ("out", 1, 5)]


@each_engine
def test_who_is_wanted_as_a_service_departs_catches_it(engine: Engine) -> None:
    network, plan = _network(
        1,
        [{"lane": "out", "scheduled": True}],
        demanded=40,
        services=[{"service": "s", "lane": "out"}],
        departures=[{"service": "s", "number": 0, "departs_ms": 40}],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "finished_ms", "assigned_ms", "delivered_ms") == [(5, 40, 70)]


@each_engine
def test_a_service_departs_before_a_load_whose_wait_ends(engine: Engine) -> None:
    # one vehicle a route: the first has waited at `out` since 5, the second joins `rail` at 15
    network, plan = _network(
        2,
        [{"lane": "out", "load_units": 2, "load_wait_ms": 35}, {"lane": "rail", "scheduled": True}],
        services=[{"service": "s", "lane": "rail"}],
        departures=[{"service": "s", "number": 0, "departs_ms": 40}],
        routes=[{"route": route, "position": 1, "lane": lane} for route, lane in (("r", "out"), ("t", "rail"))],
        flows=[{"line": "L", "item": "a", "market": "M", "route": route, "weight": 500_000} for route in ("r", "t")],
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "route", "finished_ms") == [("r", 5), ("t", 15)]
    assert rows(record, "movements", "movement", "lane", "began_ms") == [(0, "rail", 40), (1, "out", 40)]


@each_engine
def test_a_load_whose_wait_ends_makes_room_for_a_line_that_tries(engine: Engine) -> None:
    # one place, which the vehicle of 0 leaves at 10
    network, plan = _network(
        2, [{"lane": "out", "load_units": 2, "load_wait_ms": 5}], sites=[{"site": "P", "yard_units": 1}]
    )
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "started_ms") == [(0,), (10,)]
    assert record["stops"].is_empty()
