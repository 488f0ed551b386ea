"""Room for every lot that can be ordered, and not much more."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.documents import Network, Plan
from landbridge.simulation.memory.memory import lay_out
from landbridge.simulation.simulate import simulate
from tests.oracle.sketch import sketch

Rule = dict[str, Any]


def room(network: Network, plan: Plan) -> int:
    """How many lots the kernel has room for, the spare one not counted."""
    memory, _ = lay_out(network, plan, 1)
    return len(memory.lots) - 1


def chain(units: int, quantities: list[int], rules: list[Rule], horizon: int = 10**6) -> tuple[Network, Plan]:
    """A line that builds `units` cars of axles and glass; axles of steel, steel of ore; the rest is bought."""
    axle, steel, ore, glass = quantities
    stocks = [
        {"site": "plant", "item": "axle", "line": "L", "supplier": "forge", "maker_line": "F", "lane": "lane"},
        {"site": "forge", "item": "steel", "line": "F", "supplier": "mill", "maker_line": "M", "lane": "lane"},
        {"site": "mill", "item": "ore", "line": "M", "supplier": "mine", "lane": "lane"},
        {"site": "plant", "item": "glass", "line": "L", "supplier": "mine", "lane": "lane"},
    ]
    return sketch(
        [horizon],
        lines=[
            {"line": "L", "site": "plant"},
            {"line": "F", "site": "forge", "mode": "order"},
            {"line": "M", "site": "mill", "mode": "order"},
        ],
        takts=[{"line": line, "takt_ns": 1_000_000} for line in ("L", "F", "M")],
        schedule=[{"line": "L", "item": "car", "period": "2024-01", "quantity": units}],
        bills=[
            {"item": "car", "input": "axle", "quantity": axle},
            {"item": "car", "input": "glass", "quantity": glass},
            {"item": "axle", "input": "steel", "quantity": steel},
            {"item": "steel", "input": "ore", "quantity": ore},
        ],
        lanes=[{"lane": "lane", "origin": "mine", "destination": "plant"}],
        stocks=[stock | rule for stock, rule in zip(stocks, rules, strict=True)],
    )


def one_stock(units: int, rule: Rule) -> tuple[Network, Plan]:
    """A line that builds `units` cars of one bought part each."""
    return sketch(
        [10**6],
        lines=[{"line": "L", "site": "plant"}],
        takts=[{"line": "L", "takt_ns": 1_000_000}],
        schedule=[{"line": "L", "item": "car", "period": "2024-01", "quantity": units}],
        bills=[{"item": "car", "input": "part", "quantity": 1}],
        lanes=[{"lane": "lane", "origin": "mine", "destination": "plant"}],
        stocks=[{"site": "plant", "item": "part", "line": "L", "supplier": "mine", "lane": "lane"} | rule],
    )


@pytest.mark.parametrize(
    ("units", "rule", "orders"),
    [
        # the position falls to 4 with the sixth unit, and again after every three
        (12, {"policy": "reorder_point", "initial": 10, "reorder_point": 4, "order_quantity": 3}, 3),
        (5, {"policy": "reorder_point", "initial": 10, "reorder_point": 4, "order_quantity": 3}, 0),
        # short from the first unit on: position 0 of 9 calls for ten orders of 1, then one a unit
        (4, {"policy": "reorder_point", "initial": 1, "reorder_point": 9, "order_quantity": 1}, 13),
        (12, {"policy": "order_up_to", "initial": 10, "reorder_point": 4, "order_up_to": 10}, 2),
        (12, {"policy": "base_stock", "initial": 5, "order_up_to": 5}, 12),
        (12, {"policy": "base_stock", "initial": 9, "order_up_to": 5}, 8),
        # one order comes back to 5, then one a unit
        (3, {"policy": "base_stock", "initial": 1, "order_up_to": 5}, 3),
        (0, {"policy": "base_stock", "initial": 1, "order_up_to": 5}, 0),
    ],
)
def test_room_for_one_stock(units: int, rule: Rule, orders: int) -> None:
    network, plan = one_stock(units, rule)
    assert room(network, plan) == simulate(network, plan, 1)["lots"].height == orders


def test_room_for_a_chain() -> None:
    # 10 cars take 20 axles: lots of 4 from the twelfth axle on (initial 14, s = 2), three in all; each takes 12 steel,
    # back to 30 with every order; each of these three takes ore by base stock
    rules: list[Rule] = [
        {"policy": "reorder_point", "initial": 14, "reorder_point": 2, "order_quantity": 4},
        {"policy": "base_stock", "initial": 30, "order_up_to": 30},
        {"policy": "base_stock", "initial": 100, "order_up_to": 100},
        {"policy": "reorder_point", "initial": 10, "reorder_point": -1, "order_quantity": 4},
    ]
    network, plan = chain(10, [2, 3, 1, 1], rules)
    record = simulate(network, plan, 1)
    assert record["lots"].group_by("item").agg(pl.len()).sort(pl.col("item").cast(pl.String)).rows() == [
        ("axle", 3),
        ("ore", 3),
        ("steel", 3),
    ]
    assert room(network, plan) == 9


levels = st.integers(-5, 60)
rules = st.one_of(
    st.builds(
        lambda initial, s, q: {"policy": "reorder_point", "initial": initial, "reorder_point": s, "order_quantity": q},
        st.integers(0, 80),
        levels,
        st.integers(1, 40),
    ),
    st.builds(
        lambda initial, s, more: {
            "policy": "order_up_to",
            "initial": initial,
            "reorder_point": s,
            "order_up_to": s + more,
        },
        st.integers(0, 80),
        levels,
        st.integers(1, 40),
    ),
    st.builds(
        lambda initial, up_to: {"policy": "base_stock", "initial": initial, "order_up_to": up_to},
        st.integers(0, 80),
        st.integers(1, 60),
    ),
)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 40),
    st.lists(st.integers(1, 5), min_size=4, max_size=4),
    st.lists(rules, min_size=4, max_size=4),
    st.sampled_from([50, 10**6]),
)
def test_no_run_orders_more_lots_than_there_is_room_for(
    units: int, quantities: list[int], four: list[Rule], horizon: int
) -> None:
    network, plan = chain(units, quantities, four, horizon)
    assert simulate(network, plan, 1)["lots"].height <= room(network, plan)


def test_makers_in_a_ring_are_refused() -> None:
    network, plan = sketch(
        [1000],
        lines=[
            {"line": "A", "site": "a", "mode": "order"},
            {"line": "B", "site": "b", "mode": "order"},
        ],
        takts=[{"line": "A", "takt_ns": 1}, {"line": "B", "takt_ns": 1}],
        bills=[{"item": "x", "input": "y", "quantity": 1}, {"item": "y", "input": "x", "quantity": 1}],
        lanes=[{"lane": "lane", "origin": "a", "destination": "b"}],
        stocks=[
            {"site": "a", "item": "y", "line": "A", "supplier": "b", "maker_line": "B", "lane": "lane",
             "policy": "base_stock", "order_up_to": 1},
            {"site": "b", "item": "x", "line": "B", "supplier": "a", "maker_line": "A", "lane": "lane",
             "policy": "base_stock", "order_up_to": 1},
        ],
    )  # fmt: skip
    with pytest.raises(ValueError, match="ring"):
        lay_out(network, plan, 1)
