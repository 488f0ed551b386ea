"""What the record keeps and in which order, against records computed by hand (docs/simulation.md B1-B11)."""

from __future__ import annotations

from landbridge.documents.document import Network, Plan
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import h, sketch


def _network(transit_ms: int = 25) -> tuple[Network, Plan]:
    """Warm-up of 100: units start at -100, -50, 0, 50, 100, 150, finish 30 later; trains at -40, 0, 40, 160, 190."""
    return sketch(
        [100, 200],
        warm_up=100,
        lines=[{"line": "L", "site": "P", "throughput_h": h(30)}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": p, "quantity": 2} for p in ("warm-up", "2024-01", "2024-02")],
        bills=[{"item": "a", "input": "x", "quantity": 1}],
        lanes=[
            {"lane": "in", "origin": "S", "destination": "P", "transit_h": h(60)},
            {"lane": "out", "origin": "P", "destination": "M", "transit_h": h(transit_ms), "scheduled": True},
        ],
        stocks=[
            {
                "site": "P",
                "item": "x",
                "line": "L",
                "supplier": "S",
                "lane": "in",
                "initial": 2,
                "reorder_point": 1,
                "order_quantity": 1,
            }
        ],
        services=[{"service": "s", "lane": "out"}],
        departures=[{"service": "s", "number": i, "departs_ms": t} for i, t in enumerate((-40, 0, 40, 160, 190))],
        routes=[{"route": "r", "position": 1, "lane": "out"}],
        demand=[
            {"market": "M", "item": "a", "number": i, "demanded_ms": t, "quantity": 1}
            for i, t in enumerate((-90, -80, 0, 10, 90, 199))
        ],
        flows=[{"line": "L", "item": "a", "market": "M", "route": "r"}],
    )


@each_engine
def test_vehicles_delivered_in_the_warm_up_are_left_out_with_their_movements(engine: Engine) -> None:
    record = engine(*_network(), 1)
    # unit 0 finishes at -70, leaves at -40, is delivered at -15; unit 1 finishes at -20, leaves at 0
    assert rows(record, "vehicles", "vehicle", "unit", "started_ms", "finished_ms", "assigned_ms", "delivered_ms") == [
        (0, 1, -50, -20, -20, 25),
        (1, 2, 0, 30, 30, 65),
        (2, 3, 50, 80, 80, 185),
        (3, 4, 100, 130, 130, 185),
        (4, 5, 150, 180, 199, None),
    ]
    assert rows(record, "vehicles", "demanded_ms") == [(-80,), (0,), (10,), (90,), (199,)]
    assert rows(record, "movements", "movement", "number", "began_ms", "ended_ms", "units") == [
        (0, 1, 0, 25, 1),
        (1, 2, 40, 65, 1),
        (2, 3, 160, 185, 2),
    ]
    assert rows(record, "steps", "vehicle", "movement") == [(0, 0), (1, 1), (2, 2), (3, 2)]
    assert rows(record, "departures", "number", "departs_ms", "queued_units", "loaded_units", "movement") == [
        (1, 0, 1, 1, 0),
        (2, 40, 1, 1, 1),
        (3, 160, 2, 2, 2),
        (4, 190, 0, 0, None),
    ]
    assert rows(record, "demands", "number", "demanded_ms", "filled_units") == [
        (2, 0, 1),
        (3, 10, 1),
        (4, 90, 1),
        (5, 199, 1),
    ]


@each_engine
def test_what_ends_at_the_start_is_kept_and_what_ends_at_the_end_is_empty(engine: Engine) -> None:
    # transit 40: unit 0 is delivered at 0; the train of 160 arrives at 200, which is not in the horizon any more
    record = engine(*_network(transit_ms=40), 1)
    assert rows(record, "vehicles", "unit", "delivered_ms") == [
        (0, 0),
        (1, 40),
        (2, 80),
        (3, None),
        (4, None),
        (5, None),
    ]
    assert rows(record, "movements", "number", "began_ms", "ended_ms") == [
        (0, -40, 0),
        (1, 0, 40),
        (2, 40, 80),
        (3, 160, None),
    ]


@each_engine
def test_lots_arrived_in_the_warm_up_are_left_out(engine: Engine) -> None:
    # orders at every start from the first on (position 1): -100 -> -40, -50 -> 10, 0 -> 60, ..., 150 -> 210
    record = engine(*_network(), 1)
    assert rows(record, "lots", "number", "ordered_ms", "begun_ms", "shipped_ms", "arrived_ms") == [
        (1, -50, -50, -50, 10),
        (2, 0, 0, 0, 60),
        (3, 50, 50, 50, 110),
        (4, 100, 100, 100, 160),
        (5, 150, 150, 150, None),
    ]


@each_engine
def test_balances_stand_before_anything_happens_at_the_boundary(engine: Engine) -> None:
    # at 0: unit 0 delivered, unit 1 queued for the train of 0; unit 2 has not started; one lot of two is on the way
    record = engine(*_network(), 1)
    columns = ("time_ms", "state", "site", "lane", "line", "units")
    assert rows(record, "balances", *columns) == [
        (0, "consumed", "P", None, "L", 2),
        (0, "delivered", "M", None, None, 1),
        (0, "made", None, None, "L", 2),
        (0, "on_hand", "P", None, "L", 1),
        (0, "on_order", "P", None, "L", 1),
        (0, "queued", None, "out", None, 1),
        (100, "consumed", "P", None, "L", 4),
        (100, "delivered", "M", None, None, 3),
        (100, "made", None, None, "L", 4),
        (100, "on_hand", "P", None, "L", 1),
        (100, "on_order", "P", None, "L", 1),
        (100, "queued", None, "out", None, 1),
        (200, "consumed", "P", None, "L", 6),
        (200, "delivered", "M", None, None, 5),
        (200, "made", None, None, "L", 6),
        (200, "on_hand", "P", None, "L", 1),
        (200, "on_order", "P", None, "L", 1),
        (200, "queued", None, "out", None, 1),
    ]


@each_engine
def test_stops_that_end_in_the_warm_up_are_left_out(engine: Engine) -> None:
    # one part at first, and lots of one take 60
    network, plan = _network()
    tables = dict(plan.tables)
    tables["targets"] = tables["targets"].with_columns(initial=1)
    record = engine(network, Plan.of(tables), 1)
    # unit 0 starts at -100 and orders; position 0 <= 1 -> two lots, both at -40; unit 1 (-50) starts at -40 ...
    assert rows(record, "stops", "unit", "began_ms", "ended_ms") == []
    assert rows(record, "lots", "ordered_ms")[0] == (-40,)


@each_engine
def test_a_stop_still_open_at_the_end_has_no_end(engine: Engine) -> None:
    network, plan = _network()
    tables = dict(plan.tables)
    tables["targets"] = tables["targets"].with_columns(initial=1, reorder_point=-1)
    record = engine(network, Plan.of(tables), 1)
    # the only part is taken at -100; nothing is ordered until the position is -1, which it never gets to
    assert rows(record, "stops", "line", "unit", "began_ms", "ended_ms", "cause", "item", "supplier") == [
        ("L", 1, -50, None, "part", "x", "S")
    ]
