"""Sources, minimum orders and finite shelves against records computed by hand (docs/simulation.md M2, M9, M10)."""

from __future__ import annotations

from typing import Any

import pytest

from landbridge.documents.document import Network, Plan
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch


def _network(sources: list[Row], stock: Row, quantity: int = 6, **tables: Any) -> tuple[Network, Plan]:
    """Line L starts a unit at 0, 10, 20, ..; each takes one x, which comes in 4 ms from A, 3 from B, 2 from C."""
    lanes = {lane: {"lane": lane, "origin": lane.upper(), "destination": "P"} for lane in ("a", "b", "c")}
    for lane, transit in (("a", 4), ("b", 3), ("c", 2)):
        lanes[lane] |= {"transit_h": h(transit), **tables.pop(f"lane_{lane}", {})}
    return sketch(
        [quantity * 10, 200],
        lines=[{"line": "L", "site": "P", "throughput_h": h(1)}, *tables.pop("makers", [])],
        takts=[{"line": line, "takt_ns": 10_000_000} for line in ("L", "Z")],
        schedule=[{"line": "L", "item": "v", "period": "2024-01", "quantity": quantity}],
        bills=[{"item": "v", "input": "x", "quantity": 1}],
        lanes=list(lanes.values()),
        stocks=[{"site": "P", "item": "x", "line": "L", "initial": 10, **stock}],
        sources=[
            {"stock": "P|x|L", "source": i, "supplier": source["lane"].upper(), **source}
            for i, source in enumerate(sources)
        ],
        **tables,
    )


_EACH: Row = {"policy": "base_stock", "order_up_to": 10}


def _closed(name: str, *times: int) -> list[Row]:
    """A map that is open at first and then changes at every instant."""
    steps = [(-100, 1000), *((t, 1000 * (i % 2)) for i, t in enumerate(times))]
    return [{"rate_map": name, "t_ms": t, "permille": rate} for t, rate in steps]


@each_engine
def test_orders_are_shared_by_weight(engine: Engine) -> None:
    # 0: 75 | 25 a; 1: 150 - 100 | 50, a tie, a; 2: 225 - 200 | 75 b; 3: 300 - 200 | 100 - 100 a; then as at first
    network, plan = _network([{"lane": "a", "weight": 750_000}, {"lane": "b", "weight": 250_000}], _EACH)
    record = engine(network, plan, 1)
    assert rows(record, "lots", "number", "supplier", "ordered_ms", "arrived_ms") == [
        (0, "A", 0, 4),
        (1, "A", 10, 14),
        (2, "B", 20, 23),
        (3, "A", 30, 34),
        (4, "A", 40, 44),
        (5, "A", 50, 54),
    ]


@each_engine
def test_the_next_priority_is_asked_while_all_of_the_first_are_closed(engine: Engine) -> None:
    # A is closed from 5 to 35, lane b from 15 to 55: at 10 b, at 20 and 30 c, at 40 a again
    network, plan = _network(
        [{"lane": "a"}, {"lane": "b"}, {"lane": "c", "priority": 2}],
        _EACH,
        sites=[{"site": "A", "rate_map": "site"}],
        lane_b={"rate_map": "lane"},
        rates=[*_closed("lane", 15, 55), *_closed("site", 5, 35)],
    )
    record = engine(network, plan, 1)
    # 0: 1 | 1 a; 10: only b is open; 40: 5 - 1 | closed a; 50: 6 - 2 a
    assert rows(record, "lots", "supplier", "ordered_ms", "arrived_ms") == [
        ("A", 0, 4),
        ("B", 10, 13),
        ("C", 20, 22),
        ("C", 30, 32),
        ("A", 40, 44),
        ("A", 50, 54),
    ]


@each_engine
def test_if_all_are_closed_all_of_the_first_priority_are_asked(engine: Engine) -> None:
    network, plan = _network(
        [{"lane": "a"}, {"lane": "b"}, {"lane": "c", "priority": 2}],
        _EACH,
        quantity=2,
        sites=[{"site": site, "rate_map": "m"} for site in ("A", "B", "C")],
        rates=_closed("m", -5, 35),
    )
    # 0: 1 | 1, a; 1: 2 - 1 | 2, b; both wait for the opening
    assert rows(engine(network, plan, 1), "lots", "supplier", "ordered_ms", "shipped_ms", "arrived_ms") == [
        ("A", 0, 35, 39),
        ("B", 10, 35, 38),
    ]


@each_engine
def test_a_stop_names_the_source_whose_lot_ended_it(engine: Engine) -> None:
    # the only x is taken at 0 and two are ordered: of A, who sends at 40, and of B, who sends at once but takes 30 ms
    network, plan = _network(
        [{"lane": "a"}, {"lane": "b"}],
        {"initial": 1, "reorder_point": 1, "order_quantity": 1},
        quantity=3,
        sites=[{"site": "A", "rate_map": "m"}],
        rates=_closed("m", 5, 200),
        lane_a={"transit_h": h(50)},
        lane_b={"transit_h": h(30)},
    )
    record = engine(network, plan, 1)
    # at 0: orders a (1 | 1) and b (2 - 1 | 2), position 2; unit 1 at 30 with B's: position 1, order b, there at 60;
    # A's comes at 50: unit 2 at 50, order b at 50, there at 80
    assert rows(record, "lots", "supplier", "ordered_ms", "arrived_ms") == [
        ("A", 0, 50),
        ("B", 0, 30),
        ("B", 30, 60),
        ("B", 50, 80),
    ]
    assert rows(record, "stops", "unit", "began_ms", "ended_ms", "supplier") == [(1, 10, 30, "B"), (2, 40, 50, "A")]


@each_engine
def test_a_stop_that_does_not_end_names_the_first_source(engine: Engine) -> None:
    network, plan = _network(
        [{"lane": "a", "weight": 1}, {"lane": "b"}],
        {"initial": 1, "reorder_point": 0, "order_quantity": 1},
        quantity=2,
        lane_b={"transit_h": h(500)},
    )
    record = engine(network, plan, 1)
    assert rows(record, "lots", "supplier", "arrived_ms") == [("B", None)]
    assert rows(record, "stops", "unit", "began_ms", "ended_ms", "supplier") == [(1, 10, None, "A")]


@each_engine
def test_a_maker_and_an_outside_source_share_a_stock(engine: Engine) -> None:
    network, plan = _network(
        [{"lane": "a", "maker_line": "Z"}, {"lane": "b"}],
        _EACH,
        quantity=2,
        makers=[{"line": "Z", "site": "A", "mode": "order", "throughput_h": h(1)}],
    )
    record = engine(network, plan, 1)
    # Z makes one in 10 ms, and its throughput of 1 ms follows
    assert rows(record, "lots", "supplier", "maker_line", "begun_ms", "shipped_ms", "arrived_ms") == [
        ("A", "Z", 0, 11, 15),
        ("B", None, 10, 10, 13),
    ]


@pytest.mark.parametrize(
    ("rule", "orders"),
    [
        # 9, 8 < 9 -> 1, at least 3: 11; 10, 9, 8 -> 3
        ({"order_up_to": 9, "minimum_order": 3}, [(10, 3), (40, 3)]),
        # 9 < 10 -> 1, rounded up to 4: 13; 12, 11, 10, 9 -> 4
        ({"order_up_to": 10, "order_multiple": 4}, [(0, 4), (40, 4)]),
        # at least 5, then rounded up to 6: 15; 14, 13, 12, 11, 10
        ({"order_up_to": 10, "minimum_order": 5, "order_multiple": 3}, [(0, 6)]),
        # 9, 8 <= 8 -> 12 - 8 = 4, rounded up to 6: 14; 13, 12, 11, 10
        (
            {"policy": "order_up_to", "reorder_point": 8, "order_up_to": 12, "minimum_order": 2, "order_multiple": 3},
            [(10, 6)],
        ),
        # a fixed quantity is ordered as it is
        (
            {
                **{"policy": "reorder_point", "reorder_point": 7, "order_quantity": 2},
                **{"minimum_order": 5, "order_multiple": 3},
            },
            [(20, 2), (40, 2)],
        ),
    ],
)
@each_engine
def test_orders_up_to_have_a_minimum_and_multiples(engine: Engine, rule: Row, orders: list[tuple[int, int]]) -> None:
    network, plan = _network([{"lane": "a"}], {"policy": "base_stock", **rule})
    assert rows(engine(network, plan, 1), "lots", "ordered_ms", "quantity") == orders


@each_engine
def test_a_closed_lane_holds_a_lot(engine: Engine) -> None:
    # 2 of the 4 ms are done when the lane closes from 2 to 22
    network, plan = _network([{"lane": "a"}], _EACH, quantity=1, lane_a={"rate_map": "m"}, rates=_closed("m", 2, 22))
    assert rows(engine(network, plan, 1), "lots", "shipped_ms", "arrived_ms") == [(0, 24)]


@each_engine
def test_a_lot_that_does_not_fit_waits_at_the_dock(engine: Engine) -> None:
    # 4 fit: with 3 there at 4, 24 and 44, a lot of 2 waits until the next unit has taken one
    rule = {"initial": 4, "reorder_point": 3, "order_quantity": 2, "capacity": 4}
    network, plan = _network([{"lane": "a"}], rule)
    record = engine(network, plan, 1)
    assert rows(record, "lots", "ordered_ms", "arrived_ms", "stored_ms") == [(0, 4, 10), (20, 24, 30), (40, 44, 50)]
    assert record["balances"].filter(time_ms=200, item="x").select("state", "units").rows() == [
        ("consumed", 6),
        ("on_hand", 4),
    ]


@each_engine
def test_nobody_at_the_dock_is_overtaken(engine: Engine) -> None:
    # u takes 3 x, v one: v u v v at 0, 100, 200, 300, then v v at 400, 600; lots take 150 ms
    network, plan = sketch(
        [400, 800],
        lines=[{"line": "L", "site": "P", "throughput_h": h(1)}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[
            {"line": "L", "item": "v", "period": "2024-01", "quantity": 3},
            {"line": "L", "item": "u", "period": "2024-01", "quantity": 1},
            {"line": "L", "item": "v", "period": "2024-02", "quantity": 2},
        ],
        bills=[{"item": "v", "input": "x", "quantity": 1}, {"item": "u", "input": "x", "quantity": 3}],
        lanes=[{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(150)}],
        stocks=[
            {
                **{"site": "P", "item": "x", "line": "L", "supplier": "S", "lane": "in"},
                **{"initial": 4, "policy": "base_stock", "order_up_to": 7, "capacity": 4},
            }
        ],
    )
    record = engine(network, plan, 1)
    assert [item for (item,) in rows(record, "vehicles", "item")] == ["v", "u", "v", "v", "v", "v"]
    # on hand: 3, 0, at 150 lot 0: 4, at 200: 3; lot 1 of 3 waits from 250, also at 300 with 2 there;
    # lot 2 of 1 would fit at 350 and waits behind it; at 400 one is taken: lot 1 fits, lot 2 not; at 600 lot 2
    assert rows(record, "lots", "quantity", "ordered_ms", "arrived_ms", "stored_ms") == [
        (4, 0, 150, 150),
        (3, 100, 250, 400),
        (1, 200, 350, 600),
        (1, 300, 450, None),
        (1, 400, 550, None),
        (1, 600, 750, None),
    ]
    assert record["balances"].filter(item="x").select("time_ms", "state", "units").rows() == [
        (0, "on_hand", 4),
        (400, "consumed", 6),
        (400, "docked", 4),
        (400, "on_hand", 2),
        (400, "on_order", 1),
        (800, "consumed", 8),
        (800, "docked", 3),
        (800, "on_hand", 4),
    ]


def _made_of_p(units: int) -> tuple[Network, Plan]:
    """L takes an x at 0, 10, ..; maker Z makes two x at a time of two p in 20 ms; four p fit on its shelf."""
    return sketch(
        [10 * units, 100],
        lines=[
            {"line": "L", "site": "P", "throughput_h": h(1)},
            {"line": "Z", "site": "S", "mode": "order"},
        ],
        takts=[{"line": "L", "takt_ns": 10_000_000}, {"line": "Z", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "v", "period": "2024-01", "quantity": units}],
        bills=[{"item": "v", "input": "x", "quantity": 1}, {"item": "x", "input": "p", "quantity": 1}],
        lanes=[
            {"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4)},
            {"lane": "up", "origin": "R", "destination": "S", "transit_h": h(7)},
        ],
        stocks=[
            {
                **{"site": "P", "item": "x", "line": "L", "supplier": "S", "lane": "in", "maker_line": "Z"},
                **{"initial": 10, "reorder_point": 11, "order_quantity": 2},
            },
            {
                **{"site": "S", "item": "p", "line": "Z", "supplier": "R", "lane": "up"},
                **{"initial": 4, "policy": "base_stock", "order_up_to": 6, "capacity": 4},
            },
        ],
    )


@each_engine
def test_what_is_spoken_for_makes_room_while_the_maker_is_busy(engine: Engine) -> None:
    # two orders for 2 x at 0, 20 ms each; both have their p at 0, the second is begun at 20
    network, plan = _made_of_p(1)
    record = engine(network, plan, 1)
    # p: position 4 - 2 -> order 4, 6 - 2 -> order 2; nothing is free at 7, so the 4 fit and the 2 do not
    assert rows(record, "lots", "item", "quantity", "begun_ms", "arrived_ms", "stored_ms") == [
        ("x", 2, 0, 24, 24),
        ("x", 2, 20, 44, 44),
        ("p", 4, 0, 7, 7),
        ("p", 2, 0, 7, None),
    ]
    # at 10 the 2 spoken for still lie on the shelf
    assert record["balances"].filter(item="p", time_ms=10).select("state", "units").rows() == [
        ("consumed", 2),
        ("docked", 2),
        ("on_hand", 6),
    ]


@each_engine
def test_a_lot_at_a_makers_dock_is_stored_when_inputs_are_spoken_for(engine: Engine) -> None:
    # the order of 20 has its p at once, and begins at 40
    network, plan = _made_of_p(3)
    record = engine(network, plan, 1)
    assert rows(record, "lots", "item", "quantity", "ordered_ms", "begun_ms", "arrived_ms", "stored_ms") == [
        ("x", 2, 0, 0, 24, 24),
        ("x", 2, 0, 20, 44, 44),
        ("x", 2, 20, 40, 64, 64),
        ("p", 4, 0, 0, 7, 7),
        ("p", 2, 0, 0, 7, 20),
        ("p", 2, 20, 20, 27, None),
    ]
