"""Stock rules under Poisson demand: fill rates and backorders have closed forms.

A line whose starts are a Poisson process asks a maker for one kit a start; the maker's own stock of material, refilled
from a source, is the stock whose rule is looked at. Orders that find no material wait in line: backorders.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy import stats

from landbridge.documents.document import Network, Plan, Record
from landbridge.simulation.simulate import simulate
from tests.known_answers.formulas import erlang_b, wait_mg1
from tests.known_answers.queues import HOUR, add_gate
from tests.known_answers.replications import Estimates, assert_known, replicate
from tests.oracle.engines import assert_same
from tests.oracle.sketch import Row, sketch

SKIPPED = 500
LEAD_H = 8.0
PLENTY = 10**7
# the maker is busy 1 ms with an order, so that orders 1 ms apart wait for each other
AT_ONCE_MS = 20


def stock_under(rule: Row, lead: Row, orders: int = 20_000, takt_ms: int = 1) -> tuple[Network, Plan]:
    """A maker's stock under Poisson demand of one an hour.

    Parameters
    ----------
    rule
        The stock's policy and its figures.
    lead
        The law of its lead time.
    """
    gate = add_gate("line", 1.0)
    kit: Row = {"site": "line", "item": "kit", "line": "line", "lane": "road", "supplier": "maker"}
    material: Row = {"site": "maker", "item": "material", "line": "maker", "lane": "supply", "supplier": "source"}
    return sketch(
        [1, 2 * orders * HOUR],
        lines=[{"line": "line", "site": "line"}, {"line": "maker", "site": "maker", "mode": "order"}],
        takts=[{"line": "line", "takt_ns": 10**6}, {"line": "maker", "takt_ns": takt_ms * 10**6}],
        schedule=[{"line": "line", "item": "car", "period": "2024-01", "quantity": orders}],
        bills=[
            {"item": "car", "input": "line-part", "quantity": 1},
            {"item": "car", "input": "kit", "quantity": 1},
            {"item": "kit", "input": "material", "quantity": 1},
        ],
        lanes=[
            *gate["lanes"],
            {"lane": "road", "origin": "maker", "destination": "line"},
            {"lane": "supply", "origin": "source", "destination": "maker", **lead},
        ],
        stocks=[
            *gate["stocks"],
            {**kit, "maker_line": "maker", "policy": "base_stock", "order_up_to": PLENTY, "initial": PLENTY},
            {**material, **rule},
        ],
    )


def orders_of_kits(record: Record) -> tuple[np.ndarray, np.ndarray]:
    """When orders were placed, and how long they waited for material [ms]."""
    lots = record["lots"].filter(pl.col("item").cast(pl.String) == "kit")
    return lots["ordered_ms"].to_numpy(), (lots["begun_ms"] - lots["ordered_ms"]).to_numpy()


def fill_and_wait(record: Record) -> Estimates:
    """The share of orders filled from the shelf, and the mean wait [h]."""
    waits = orders_of_kits(record)[1][SKIPPED:]
    return {"fill": float((waits <= AT_ONCE_MS).mean()), "wait": float(waits.mean() / HOUR)}


def short(stock: int) -> float:
    """The mean number of backorders with so much stock against a Poisson demand of a lead time."""
    levels = np.arange(stock, stock + 200)
    return float(((levels - stock) * stats.poisson.pmf(levels, LEAD_H)).sum())


@pytest.mark.parametrize(
    "lead",
    [
        {"transit_distribution": "exponential", "transit_h": LEAD_H},
        {"transit_distribution": "gamma", "transit_h": LEAD_H, "transit_cv": 1.5},
        {"transit_distribution": "constant", "transit_h": LEAD_H},
    ],
    ids=["exponential", "gamma", "constant"],
)
@pytest.mark.parametrize("stock", [6, 11])
def test_base_stock(stock: int, lead: Row) -> None:
    # on order is a Poisson number whatever the law of the lead time (Palm, Ericsson Technics 44, 1943; Feeney &
    # Sherbrooke, Management Science 12, 1966): filled are orders that find fewer than S on order; wait by Little's law
    rule: Row = {"policy": "base_stock", "order_up_to": stock, "initial": stock}
    network, plan = stock_under(rule, lead)
    fill, wait = stats.poisson.cdf(stock - 1, LEAD_H), short(stock)
    assert_known(
        replicate(network, plan, fill_and_wait, 12), {"fill": (fill, 0.02), "wait": (wait, max(0.06, 0.06 * wait))}
    )


@pytest.mark.parametrize(("s", "q"), [(7, 6), (3, 12), (9, 1)])
def test_reorder_point(s: int, q: int) -> None:
    # the position is uniform on s + 1 ... s + Q and independent of the demand of the lead time that follows
    # (Hadley & Whitin, Analysis of Inventory Systems, 1963, ch. 4)
    network, plan = stock_under(
        {"policy": "reorder_point", "reorder_point": s, "order_quantity": q, "initial": s + q},
        {"transit_distribution": "constant", "transit_h": LEAD_H},
    )
    positions = range(s + 1, s + q + 1)
    fill = float(np.mean([stats.poisson.cdf(y - 1, LEAD_H) for y in positions]))
    wait = float(np.mean([short(y) for y in positions]))
    assert_known(replicate(network, plan, fill_and_wait, 12), {"fill": (fill, 0.02), "wait": (wait, 0.12 * wait)})


def test_order_up_to_is_the_reorder_point_where_demand_is_one_by_one() -> None:
    lead: Row = {"transit_distribution": "gamma", "transit_h": LEAD_H, "transit_cv": 0.5}
    up_to = stock_under({"policy": "order_up_to", "reorder_point": 7, "order_up_to": 13, "initial": 13}, lead, 3000)
    fixed = stock_under({"policy": "reorder_point", "reorder_point": 7, "order_quantity": 6, "initial": 13}, lead, 3000)
    assert_same(simulate(*up_to, 3), simulate(*fixed, 3))


def test_base_stock_is_the_reorder_point_of_single_units() -> None:
    lead: Row = {"transit_distribution": "lognormal", "transit_h": 5, "transit_p90_h": 12}
    base = stock_under({"policy": "base_stock", "order_up_to": 9, "initial": 9}, lead, 3000)
    single = stock_under({"policy": "reorder_point", "reorder_point": 8, "order_quantity": 1, "initial": 9}, lead, 3000)
    assert_same(simulate(*base, 3), simulate(*single, 3))


def test_a_maker_is_md1() -> None:
    # material in plenty, 0.8 h of work an order, orders a Poisson process: Pollaczek & Khinchine
    plenty: Row = {"policy": "base_stock", "order_up_to": PLENTY, "initial": PLENTY}
    network, plan = stock_under(plenty, {"transit_h": 1.0}, orders=25_000, takt_ms=round(0.8 * HOUR))
    wait = wait_mg1(1.0, 0.8, 0.0)
    assert_known(replicate(network, plan, fill_and_wait, 15), {"wait": (wait, 0.05 * wait), "fill": (1 - 0.8, 0.01)})


def test_a_maker_of_small_and_large_orders_is_mg1() -> None:
    # one line asks for 1 kit a start, the other for 4: work of 0.25 h and 1 h, half of the orders each
    sizes = {"large": 4, "small": 1}
    gates = {line: add_gate(line, 2.0) for line in sizes}
    kit: Row = {"item": "kit", "supplier": "maker", "maker_line": "maker", "policy": "base_stock"}
    orders, takt_h = 25_000, 0.25
    network, plan = sketch(
        [1, 4 * orders * HOUR],
        lines=[{"line": "maker", "site": "maker", "mode": "order"}, *({"line": x, "site": x} for x in sizes)],
        takts=[
            {"line": "maker", "takt_ns": round(takt_h * HOUR) * 10**6},
            *({"line": line, "takt_ns": 10**6} for line in sizes),
        ],
        schedule=[{"line": line, "item": line, "period": "2024-01", "quantity": orders // 2} for line in sizes],
        bills=[
            *({"item": line, "input": f"{line}-part", "quantity": 1} for line in sizes),
            *({"item": line, "input": "kit", "quantity": size} for line, size in sizes.items()),
        ],
        lanes=[
            *(lane for gate in gates.values() for lane in gate["lanes"]),
            *({"lane": f"to-{line}", "origin": "maker", "destination": line} for line in sizes),
        ],
        stocks=[
            *(stock for gate in gates.values() for stock in gate["stocks"]),
            *(
                {**kit, "site": line, "line": line, "lane": f"to-{line}", "order_up_to": PLENTY, "initial": PLENTY}
                for line in sizes
            ),
        ],
    )
    mean, square = takt_h * (1 + 4) / 2, takt_h**2 * (1 + 16) / 2
    wait = wait_mg1(1.0, mean, np.sqrt(square / mean**2 - 1))
    assert_known(replicate(network, plan, fill_and_wait, 15), {"wait": (wait, 0.04 * wait), "fill": (1 - mean, 0.01)})


@pytest.mark.parametrize(
    "throughput",
    [
        {"throughput_distribution": "exponential", "throughput_h": 8.0},
        {"throughput_distribution": "constant", "throughput_h": 8.0},
    ],
    ids=["exponential", "constant"],
)
def test_lost_sales(throughput: Row) -> None:
    # a yard for S vehicles, in work or waiting, filled at once, and buyers who take what is there or go: Erlang's loss
    # formula, whatever the law of the throughput time (Sevastyanov, Theory of Probability 2, 1957)
    yard, buyers, runs = 10, 10_000, 12
    lost = erlang_b(yard, 8.0)

    def estimate(seed: int) -> float:
        gaps = np.random.default_rng(seed).exponential(HOUR, buyers)
        asked = np.cumsum(np.ceil(gaps).astype(np.int64)).tolist()
        network, plan = sketch(
            [1, asked[-1] + 1],
            sites=[{"site": "plant", "yard_units": yard}],
            lines=[{"line": "line", "site": "plant", **throughput}],
            takts=[{"line": "line", "takt_ns": 10**6}],
            schedule=[{"line": "line", "item": "car", "period": "2024-01", "quantity": buyers}],
            lanes=[{"lane": "out", "origin": "plant", "destination": "market"}],
            routes=[{"route": "out", "position": 1, "lane": "out"}],
            flows=[{"line": "line", "item": "car", "market": "market", "route": "out"}],
            demand=[
                {"market": "market", "item": "car", "number": i, "demanded_ms": at, "quantity": 1, "lost": True}
                for i, at in enumerate(asked)
            ],
        )
        return float(simulate(network, plan, seed)["demands"]["lost_units"].to_numpy()[SKIPPED:].mean())

    assert_known({"lost": [estimate(seed) for seed in range(1, runs + 1)]}, {"lost": (lost, 0.012)})
