"""Replenishment and makers against records computed by hand (docs/simulation.md M1-M8)."""

from __future__ import annotations

from typing import Any

import pytest

from landbridge.documents.document import Network, Plan
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch


def _network(stocks: list[Row], **tables: Any) -> tuple[Network, Plan]:
    """Line L builds 6 units of a at 0, 10, .., 50; each takes one x; x comes over `in`, 4 ms."""
    return sketch(
        [60, 200],
        lines=[{"line": "L", "site": "P", "throughput_h": h(1)}, *tables.pop("makers", [])],
        takts=[{"line": "L", "takt_ns": 10_000_000}, *tables.pop("maker_takts", [])],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 6}],
        bills=[{"item": "a", "input": "x", "quantity": 1}, *tables.pop("more_bills", [])],
        lanes=[
            {"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4)},
            {"lane": "up", "origin": "R", "destination": "S", "transit_h": h(7)},
        ],
        stocks=stocks,
        **tables,
    )


def _x(**rule: object) -> Row:
    return {"site": "P", "item": "x", "line": "L", "supplier": "S", "lane": "in", "initial": 10, **rule}


@pytest.mark.parametrize(
    ("rule", "orders"),
    [
        # positions after each unit: 9, 8, 7 -> 7 + 2 = 9; 8, 7 -> 9; 8
        ({"policy": "reorder_point", "reorder_point": 7, "order_quantity": 2}, [(20, 2), (40, 2)]),
        # 9 <= 11 -> 2 twice: 13; 12, 11 -> 13; 12, 11 -> 13
        ({"policy": "reorder_point", "reorder_point": 11, "order_quantity": 2}, [(0, 2), (0, 2), (20, 2), (40, 2)]),
        # 9, 8 <= 8 -> up to 12; 11, 10, 9, 8 -> 12 after the sixth
        ({"policy": "order_up_to", "reorder_point": 8, "order_up_to": 12}, [(10, 4), (50, 4)]),
        # 9, 8, 7, 6 < 7 -> 1; 6 -> 1; 6 -> 1
        ({"policy": "base_stock", "order_up_to": 7}, [(30, 1), (40, 1), (50, 1)]),
        # 9 < 15 -> 6; then one a unit
        ({"policy": "base_stock", "order_up_to": 15}, [(0, 6), (10, 1), (20, 1), (30, 1), (40, 1), (50, 1)]),
    ],
)
@each_engine
def test_policies_order_when_the_position_falls(engine: Engine, rule: Row, orders: list[tuple[int, int]]) -> None:
    network, plan = _network([_x(**rule)])
    record = engine(network, plan, 1)
    assert rows(record, "lots", "ordered_ms", "quantity") == orders
    assert rows(record, "lots", "begun_ms", "shipped_ms", "arrived_ms") == [(t, t, t + 4) for t, _ in orders]


@each_engine
def test_a_source_sends_when_its_site_is_open(engine: Engine) -> None:
    rule = {"policy": "reorder_point", "reorder_point": 9, "order_quantity": 4}
    network, plan = _network(
        [_x(**rule)],
        sites=[{"site": "S", "rate_map": "m"}],
        rates=[{"rate_map": "m", "t_ms": 0, "permille": 0}, {"rate_map": "m", "t_ms": 33, "permille": 1}],
    )
    record = engine(network, plan, 1)
    assert rows(record, "lots", "ordered_ms", "begun_ms", "shipped_ms", "arrived_ms") == [
        (0, 33, 33, 37),
        (40, 40, 40, 44),
    ]


@each_engine
def test_a_maker_works_first_come_first_served_over_its_customers(engine: Engine) -> None:
    # K and L each order 3 x at their first unit (at 0): K's stock comes first; making 3 takes 7.5 -> 7 ms
    network, plan = sketch(
        [100],
        lines=[{"line": name, "site": name, "throughput_h": h(1)} for name in ("K", "L")]
        + [{"line": "Z", "site": "S", "mode": "order", "throughput_h": h(5)}],
        takts=[{"line": name, "takt_ns": 10_000_000} for name in ("K", "L")] + [{"line": "Z", "takt_ns": 2_500_000}],
        schedule=[{"line": name, "item": "a", "period": "2024-01", "quantity": 1} for name in ("K", "L")],
        bills=[{"item": "a", "input": "x", "quantity": 1}],
        lanes=[
            {"lane": f"to-{name}", "origin": "S", "destination": name, "transit_h": h(4 - 2 * i)}
            for i, name in enumerate(("K", "L"))
        ],
        stocks=[
            {
                "site": name,
                "item": "x",
                "line": name,
                "lane": f"to-{name}",
                "supplier": "S",
                "maker_line": "Z",
                "initial": 1,
                "reorder_point": 0,
                "order_quantity": 3,
            }
            for name in ("K", "L")
        ],
    )
    record = engine(network, plan, 1)
    # the throughput of 5 ms follows the making without keeping the maker busy
    columns = ("line", "maker_line", "begun_ms", "shipped_ms", "arrived_ms")
    assert rows(record, "lots", *columns) == [("K", "Z", 0, 12, 16), ("L", "Z", 7, 19, 21)]


def _tiers(inputs: int) -> tuple[Network, Plan]:
    """Maker Z at S makes x of 2 p and 1 q; p comes from a source over `up`, q from maker Y at R, also over `up`."""
    makers = [
        {"line": "Y", "site": "R", "mode": "order", "throughput_h": None},
        {"line": "Z", "site": "S", "mode": "order", "throughput_h": None},
    ]
    upstream = {"site": "S", "line": "Z", "supplier": "R", "lane": "up", "initial": inputs}
    return _network(
        [
            _x(reorder_point=8, order_quantity=2, maker_line="Z"),
            {**upstream, "item": "p", "reorder_point": 3, "order_quantity": 5},
            {**upstream, "item": "q", "maker_line": "Y", "policy": "base_stock", "order_up_to": inputs},
        ],
        makers=makers,
        maker_takts=[{"line": "Y", "takt_ns": 3_000_000}, {"line": "Z", "takt_ns": 999_999}],
        more_bills=[{"item": "x", "input": "p", "quantity": 2}, {"item": "x", "input": "q", "quantity": 1}],
    )


@each_engine
def test_tiers_demand_their_inputs_when_the_order_is_accepted(engine: Engine) -> None:
    # orders for 2 x at 10, 30 and 50; each demands 4 p and 2 q at once
    network, plan = _tiers(4)
    record = engine(network, plan, 1)
    columns = ("number", "quantity", "ordered_ms", "begun_ms", "shipped_ms", "arrived_ms")
    lots = record["lots"]
    # x: floor(2 x 0.999999) = 1 ms; the second waits for p, the third too
    # p: position 4 - 4 = 0 -> order 5; 30: 5 - 4 = 1 -> 5; 50: 6 - 4 = 2 -> 5; each is there 7 ms later
    assert lots.filter(item="p").select(columns).rows() == [
        (0, 5, 10, 10, 10, 17),
        (1, 5, 30, 30, 30, 37),
        (2, 5, 50, 50, 50, 57),
    ]
    # q: back to 4 at once: 2 each time, made in 6 ms
    assert lots.filter(item="q").select(columns).rows() == [
        (0, 2, 10, 10, 16, 23),
        (1, 2, 30, 30, 36, 43),
        (2, 2, 50, 50, 56, 63),
    ]
    # p on hand after the first order: 0, at 17: 5, after the second: 1, at 37: 6, after the third: 2
    assert lots.filter(item="x").select(columns).rows() == [
        (0, 2, 10, 10, 11, 15),
        (1, 2, 30, 30, 31, 35),
        (2, 2, 50, 50, 51, 55),
    ]


@each_engine
def test_an_order_begins_when_its_last_input_is_there(engine: Engine) -> None:
    # no p and no q at first: the order of 10 waits for p (17) and q (made 16, there 23)
    network, plan = _tiers(0)
    record = engine(network, plan, 1)
    columns = ("ordered_ms", "begun_ms", "shipped_ms", "arrived_ms")
    # p: -4 -> order 5 twice: 6; 30: 2 -> 5: 7; 50: 3 -> 5
    assert record["lots"].filter(item="p").select("ordered_ms", "arrived_ms").rows() == [
        (10, 17),
        (10, 17),
        (30, 37),
        (50, 57),
    ]
    # q is ordered 2 each time; x follows its arrivals at 23, 43 and 63
    assert record["lots"].filter(item="x").select(columns).rows() == [
        (10, 23, 24, 28),
        (30, 43, 44, 48),
        (50, 63, 64, 68),
    ]


@each_engine
def test_the_head_of_a_makers_queue_is_not_overtaken(engine: Engine) -> None:
    # line K's x needs p, which is late; line L's w, ordered in the same instant behind it, needs nothing and waits
    stock = {"supplier": "S", "maker_line": "Z", "initial": 1, "reorder_point": 0, "order_quantity": 1}
    network, plan = sketch(
        [100],
        lines=[{"line": name, "site": name, "throughput_h": h(1)} for name in ("K", "L")]
        + [{"line": "Z", "site": "S", "mode": "order"}],
        takts=[{"line": name, "takt_ns": 10_000_000} for name in ("K", "L", "Z")],
        schedule=[
            {"line": "K", "item": "a", "period": "2024-01", "quantity": 1},
            {"line": "L", "item": "b", "period": "2024-01", "quantity": 1},
        ],
        bills=[
            {"item": "a", "input": "x", "quantity": 1},
            {"item": "b", "input": "w", "quantity": 1},
            {"item": "x", "input": "p", "quantity": 1},
        ],
        lanes=[
            {"lane": "to-K", "origin": "S", "destination": "K"},
            {"lane": "to-L", "origin": "S", "destination": "L"},
            {"lane": "up", "origin": "R", "destination": "S", "transit_h": h(40)},
        ],
        stocks=[
            {**stock, "site": "K", "item": "x", "line": "K", "lane": "to-K"},
            {**stock, "site": "L", "item": "w", "line": "L", "lane": "to-L"},
            {
                "site": "S",
                "item": "p",
                "line": "Z",
                "lane": "up",
                "supplier": "R",
                "initial": 0,
                "reorder_point": 0,
                "order_quantity": 9,
            },
        ],
    )
    record = engine(network, plan, 1)
    assert rows(record, "lots", "item", "begun_ms", "shipped_ms", "arrived_ms") == [
        ("x", 40, 50, 51),
        ("w", 50, 60, 61),
        ("p", 0, 0, 40),
    ]


def _two_inputs(*stocks: Row, more_bills: list[Row] | None = None) -> tuple[Network, Plan]:
    """Line L's one unit takes an x and a y at 0; each is ordered anew, of makers that take 10 ms for one."""
    makers = sorted({row["maker_line"] for row in stocks})
    return sketch(
        [10, 100],
        lines=[{"line": "L", "site": "P", "throughput_h": h(1)}]
        + [{"line": maker, "site": maker, "mode": "order"} for maker in makers],
        takts=[{"line": line, "takt_ns": 10_000_000} for line in ("L", *makers)],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 1}],
        bills=[{"item": "a", "input": part, "quantity": 1} for part in ("x", "y")] + (more_bills or []),
        lanes=[{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4)}],
        stocks=[
            {"lane": "in", "supplier": row["maker_line"], "initial": 1, "reorder_point": 0, "order_quantity": 1, **row}
            for row in stocks
        ],
    )


@each_engine
def test_orders_of_one_start_are_noted_in_the_order_of_their_stocks(engine: Engine) -> None:
    network, plan = _two_inputs(
        {"site": "P", "item": "y", "line": "L", "maker_line": "Y"},
        {"site": "P", "item": "x", "line": "L", "maker_line": "Y"},
    )
    record = engine(network, plan, 1)
    assert rows(record, "lots", "item", "begun_ms", "arrived_ms") == [("x", 0, 14), ("y", 10, 24)]


@each_engine
def test_orders_noted_together_come_before_those_that_they_cause(engine: Engine) -> None:
    # x is made by X of w; Y makes w and y: y was noted with x, w by its acceptance
    network, plan = _two_inputs(
        {"site": "P", "item": "x", "line": "L", "maker_line": "X"},
        {"site": "P", "item": "y", "line": "L", "maker_line": "Y"},
        {"site": "X", "item": "w", "line": "X", "maker_line": "Y"},
        more_bills=[{"item": "x", "input": "w", "quantity": 1}],
    )
    record = engine(network, plan, 1)
    assert rows(record, "lots", "item", "ordered_ms", "begun_ms") == [("x", 0, 0), ("y", 0, 0), ("w", 0, 10)]


@each_engine
def test_a_maker_pauses_when_closed_and_takes_the_takt_of_its_beginning(engine: Engine) -> None:
    # making 2 takes 2 x 6 = 12 ms begun at 10, with 15 to 25 closed; from 20 on the takt is 1 ms
    network, plan = _network(
        [_x(reorder_point=8, order_quantity=2, maker_line="Z")],
        makers=[{"line": "Z", "site": "S", "mode": "order", "rate_map": "m"}],
        maker_takts=[{"line": "Z", "takt_ns": 6_000_000}, {"line": "Z", "from_ms": 20, "takt_ns": 1_000_000}],
        rates=[{"rate_map": "m", "t_ms": t, "permille": rate} for t, rate in ((0, 1000), (15, 0), (25, 1000))],
    )
    record = engine(network, plan, 1)
    assert rows(record, "lots", "ordered_ms", "begun_ms", "shipped_ms", "arrived_ms") == [
        (10, 10, 32, 36),
        (30, 32, 34, 38),
        (50, 50, 52, 56),
    ]
