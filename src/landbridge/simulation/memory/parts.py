"""Stocks, makers and bills, laid out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from landbridge.documents import Network, Plan
from landbridge.simulation.draws import stream
from landbridge.simulation.layout import BLOCK, INPUT, LOT, MAKER, PRODUCT, REORDER_POINT, SLOT, STOCK, UP_TO
from landbridge.simulation.memory.naming import Array, Maps, indices, law_of

_PADDING = 2**30


@dataclass(frozen=True)
class Parts:
    """The arrays of stocks and makers, and per pace line where its slots and bills begin and how wide they are."""

    stocks: Array
    makers: Array
    products: Array
    inputs: Array
    slots: Array
    slack: Array
    bills: Array
    due: Array
    lots: Array
    line_slots: list[tuple[int, int, int]]


def lay_out_parts(network: Network, plan: Plan, maps: Maps, models: dict[str, list[str]]) -> Parts:
    """Lay out everything that parts need.

    Parameters
    ----------
    models
        Per pace line, in order, the items it builds, in order.
    """
    rows = network["stocks"].rows(named=True)
    lines = {row["line"]: row for row in network["lines"].iter_rows(named=True)}
    order_lines = [name for name, row in lines.items() if row["mode"] == "order"]
    bill: dict[str, dict[str, int]] = defaultdict(dict)
    for item, taken, quantity in network["bills"].iter_rows():
        bill[item][taken] = quantity
    of_line: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        of_line[row["line"]].append(i)

    makers = np.zeros(len(order_lines), MAKER)
    product_index: dict[tuple[str, str], int] = {}
    products: list[tuple[int, int]] = []
    inputs: list[tuple[int, int, int]] = []
    for m, name in enumerate(order_lines):
        line = lines[name]
        made_law = law_of(line, "throughput", "line", name, "throughput")
        makers[m] = (0, maps.takts(name), -1, -1, maps.index(line["rate_map"]), m, made_law)
        for item in line["items"]:
            begins = len(inputs)
            inputs += [(i, 0, bill[item][rows[i]["item"]]) for i in of_line[name] if rows[i]["item"] in bill[item]]
            product_index[name, item] = len(products)
            products.append((begins, len(inputs)))

    stocks = _stocks(network, plan, maps, indices(models), indices(order_lines), product_index)
    line_slots, slots, slack, bills = _slots(stocks, rows, of_line, models, bill)
    room = _lots_at_most(stocks, plan, models, bill, rows, products, inputs)
    return Parts(
        stocks=stocks,
        makers=makers,
        products=np.array(products, PRODUCT),
        inputs=np.array(inputs, INPUT),
        slots=slots,
        slack=slack,
        bills=bills,
        due=np.zeros(max(BLOCK, *(width for _, width, _ in line_slots), 0), np.int64),
        lots=np.empty(room, LOT),
        line_slots=line_slots,
    )


def _stocks(
    network: Network,
    plan: Plan,
    maps: Maps,
    pace: dict[str, int],
    order: dict[str, int],
    product_index: dict[tuple[str, str], int],
) -> Array:
    keys = ("site", "item", "line")
    targets = {tuple(row[k] for k in keys): row for row in plan["targets"].iter_rows(named=True)}
    lanes = {row["lane"]: row for row in network["lanes"].iter_rows(named=True)}
    sources = {row["stock"]: row for row in network["sources"].filter(pl.col("source") == 0).iter_rows(named=True)}
    site_maps = dict(network["sites"].select("site", "rate_map").iter_rows())
    stocks = np.zeros(network["stocks"].height, STOCK)
    for i, row in enumerate(network["stocks"].iter_rows(named=True)):
        source = sources[row["stock"]]
        stock, target, lane = stocks[i], targets[tuple(row[k] for k in keys)], lanes[source["lane"]]
        if target["policy"] == "reorder_point":
            stock["policy"], stock["s"], stock["quantity"] = (
                REORDER_POINT,
                target["reorder_point"],
                target["order_quantity"],
            )
        else:
            stock["policy"], stock["up_to"] = UP_TO, target["order_up_to"]
            base = target["policy"] == "base_stock"
            stock["s"] = target["order_up_to"] - 1 if base else target["reorder_point"]
        stock["initial"] = stock["received"] = target["initial"]
        stock["trigger"] = target["initial"] - stock["s"]
        stock["line"] = pace.get(row["line"], -1)
        stock["maker"] = order.get(row["line"], -1)
        made = source["maker_line"] is not None
        stock["source"] = order[source["maker_line"]] if made else -1
        stock["product"] = product_index[source["maker_line"], row["item"]] if made else -1
        stock["source_map"] = -1 if made else maps.index(site_maps[source["supplier"]])
        stock["lane_map"] = maps.index(lane["rate_map"])
        stock["transit"] = law_of(lane, "transit", "stock", row["stock"], "transit")
        stock["throughput_stream"] = stream("stock", row["stock"], "throughput")
    return stocks


def _slots(
    stocks: Array,
    rows: list[dict[str, Any]],
    of_line: dict[str, list[int]],
    models: dict[str, list[str]],
    bill: dict[str, dict[str, int]],
) -> tuple[list[tuple[int, int, int]], Array, Array, Array]:
    """Every pace line's parts side by side, padded to whole blocks, with one bill a model."""
    line_slots: list[tuple[int, int, int]] = []
    slots: list[tuple[int, int, int]] = []
    slack: list[int] = []
    bills: list[int] = []
    for name, items in models.items():
        own = of_line[name]
        width = -(-len(own) // BLOCK) * BLOCK
        line_slots.append((len(slots), width, len(bills)))
        for item in items:
            missing = set(bill[item]) - {rows[i]["item"] for i in own}
            if missing:
                raise ValueError(f"line {name} builds {item} but has no stock of {', '.join(sorted(missing))}")
            quantities = [bill[item].get(rows[i]["item"], 0) for i in own]
            bills += quantities + [0] * (width - len(own))
        for slot, i in enumerate(own):
            stocks[i]["slot"] = slot
            target = min(int(stocks[i]["trigger"]), int(stocks[i]["received"]) + 1, _PADDING)
            slots.append((target, i, 0))
            slack.append(max(target - 1, -_PADDING))
        slots += [(0, -1, 0)] * (width - len(own))
        slack += [_PADDING] * (width - len(own))
    # the demand posted so far is target - 1 - slack = 0, so a target below the clip keeps that identity
    table = np.array(slots, SLOT)
    slack_array = np.array(slack, np.int32)
    table["target"] = slack_array.astype(np.int64) + 1
    return line_slots, table, slack_array, np.array(bills, np.int32)


def _lots_at_most(
    stocks: Array,
    plan: Plan,
    models: dict[str, list[str]],
    bill: dict[str, dict[str, int]],
    rows: list[dict[str, Any]],
    products: list[tuple[int, int]],
    inputs: list[tuple[int, int, int]],
) -> int:
    """A number of lots that cannot be exceeded: every order is triggered by demand, and all demand is planned."""
    planned: dict[str, dict[str, int]] = {line: defaultdict(int) for line in models}
    for line, item, quantity in plan["builds"].select("line", "item", "quantity").iter_rows():
        planned[line][item] += quantity
    demand = [0] * len(rows)
    postings = [0] * len(rows)
    for i, row in enumerate(rows):
        for item, units in planned.get(row["line"], {}).items():
            need = bill[item].get(row["item"], 0)
            demand[i] += units * need
            postings[i] += units if need else 0
    pending: dict[int, int] = defaultdict(int)
    for i in range(len(rows)):
        if stocks[i]["source"] >= 0:
            pending[int(stocks[i]["source"])] += 1
    ready = [i for i in range(len(rows)) if stocks[i]["maker"] < 0 or not pending[int(stocks[i]["maker"])]]
    of_maker: dict[int, list[int]] = defaultdict(list)
    for i in range(len(rows)):
        of_maker[int(stocks[i]["maker"])].append(i)
    total = 0
    while ready:
        i = ready.pop()
        lots, ordered = _orders_at_most(stocks[i], demand[i], postings[i])
        total += lots
        source = int(stocks[i]["source"])
        if source < 0:
            continue
        begins, ends = products[int(stocks[i]["product"])]
        for taken, _, quantity in inputs[begins:ends]:
            demand[taken] += ordered * quantity
            postings[taken] += lots
        pending[source] -= 1
        if not pending[source]:
            ready += of_maker[source]
    if any(pending.values()):
        raise ValueError("makers wait for each other in a ring")
    return total + 1


def _orders_at_most(stock: Any, demand: int, postings: int) -> tuple[int, int]:
    """How many orders the demand can cause at most, and for how much in all."""
    beyond = demand - (int(stock["initial"]) - int(stock["s"]))
    if beyond < 0 or not postings:
        return 0, 0
    if stock["policy"] == REORDER_POINT:
        lots = beyond // int(stock["quantity"]) + 1
        return lots, lots * int(stock["quantity"])
    up_to = int(stock["up_to"])
    lots = min(postings, beyond // max(1, up_to - int(stock["s"])) + 1)
    return lots, max(0, demand + up_to - int(stock["initial"]))
