"""Stocks, their sources, makers and bills, laid out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from landbridge.documents import Network, Plan
from landbridge.network.routes import MILLION
from landbridge.simulation.draws import stream
from landbridge.simulation.layout import (
    BLOCK,
    INBOUND,
    INPUT,
    LOT,
    MAKER,
    NEVER,
    NONE_INBOUND,
    PRODUCT,
    REORDER_POINT,
    SLOT,
    SOURCE,
    STOCK,
    UNLOADED,
    UP_TO,
    UP_TO_SIZED,
)
from landbridge.simulation.memory.naming import Array, Maps, aligned, aligned_copy, in_turn, indices, law_of
from landbridge.simulation.memory.room import lots_at_most

_LARGE_BILL = 2**13  # what no longer fits well into the shorter of two kinds of slack
_NOBODY = 2**30


@dataclass(frozen=True)
class Parts:
    """The arrays of stocks and makers, and per pace line where its slots and bills begin and how wide they are."""

    stocks: Array
    sources: Array
    makers: Array
    products: Array
    inputs: Array
    slots: Array
    slack: Array
    bills: Array
    due: Array
    lots: Array
    inbound: Array
    unloaded: Array
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

    makers = aligned(len(order_lines), MAKER)
    product_index: dict[tuple[str, str], int] = {}
    products: list[tuple[int, int]] = []
    inputs: list[tuple[int, int, int]] = []
    for m, name in enumerate(order_lines):
        line = lines[name]
        made_law = law_of(line, "throughput", "line", name, "throughput")
        scrap = round((line["scrap_share"] or 0.0) * MILLION)
        makers[m] = (0, maps.takt(name), -1, -1, maps.index(line["rate_map"], ("line", name)), scrap, made_law, 0)
        for item in line["items"]:
            begins = len(inputs)
            inputs += [(i, 0, bill[item][rows[i]["item"]]) for i in of_line[name] if rows[i]["item"] in bill[item]]
            product_index[name, item] = len(products)
            products.append((begins, len(inputs)))

    sources = _sources(network, maps, indices(order_lines), product_index)
    stocks = _stocks(network, plan, indices(models), indices(order_lines))
    line_slots, slots, slack, bills = _slots(stocks, rows, of_line, models, bill)
    room = lots_at_most(stocks, sources, makers, plan, models, bill, rows, products, inputs)
    docks = (stocks["capacity"] < NEVER).any()
    return Parts(
        stocks=stocks,
        sources=sources,
        makers=makers,
        products=np.array(products, PRODUCT),
        inputs=np.array(inputs, INPUT),
        slots=slots,
        slack=slack,
        bills=bills,
        due=np.zeros(max(BLOCK, *(width for _, width, _ in line_slots), 0), np.int64),
        lots=in_turn(room, LOT),
        inbound=aligned_copy([NONE_INBOUND] * (len(stocks) * INBOUND), np.dtype(np.int64)),
        unloaded=np.empty(room if docks else 1, UNLOADED),
        line_slots=line_slots,
    )


def _sources(network: Network, maps: Maps, order: dict[str, int], product_index: dict[tuple[str, str], int]) -> Array:
    lanes = {row["lane"]: row for row in network["lanes"].iter_rows(named=True)}
    site_maps = dict(network["sites"].select("site", "rate_map").iter_rows())
    items = dict(network["stocks"].select("stock", "item").iter_rows())
    sources = aligned(network["sources"].height, SOURCE)
    for source, row in zip(sources, network["sources"].iter_rows(named=True), strict=True):
        lane, supplier, maker = lanes[row["lane"]], row["supplier"], row["maker_line"]
        source["priority"] = row["priority"]
        source["maker"] = -1 if maker is None else order[maker]
        source["product"] = -1 if maker is None else product_index[maker, items[row["stock"]]]
        source["site_map"] = maps.index(site_maps[supplier], ("site", supplier))
        source["lane_map"] = maps.index(lane["rate_map"], ("lane", row["lane"]))
        source["transit"] = law_of(lane, "transit", "stock", row["stock"], "transit")
        source["throughput_stream"] = stream("stock", row["stock"], "throughput")
        source["weight"] = row["weight"]
    return sources


def _stocks(network: Network, plan: Plan, pace: dict[str, int], order: dict[str, int]) -> Array:
    keys = ("site", "item", "line")
    targets = {tuple(row[k] for k in keys): row for row in plan["targets"].iter_rows(named=True)}
    ways = network["sources"].group_by("stock", maintain_order=True).len()
    begins = ways["len"].cum_sum() - ways["len"]
    sources = dict(zip(ways["stock"], zip(begins, ways["len"], strict=True), strict=True))
    stocks = aligned(network["stocks"].height, STOCK)
    for i, row in enumerate(network["stocks"].iter_rows(named=True)):
        stock, target = stocks[i], targets[tuple(row[k] for k in keys)]
        stock["least"] = row["minimum_order"] or 1
        stock["multiple"] = row["order_multiple"] or 1
        if target["policy"] == "reorder_point":
            stock["policy"], stock["quantity"] = REORDER_POINT, target["order_quantity"]
            stock["s"] = target["reorder_point"]
        else:
            base = target["policy"] == "base_stock"
            stock["s"] = target["order_up_to"] - 1 if base else target["reorder_point"]
            stock["quantity"] = target["order_up_to"] - stock["s"]
            stock["policy"] = UP_TO if stock["least"] == stock["multiple"] == 1 else UP_TO_SIZED
        stock["received"] = target["initial"]
        stock["trigger"] = target["initial"] - stock["s"]
        stock["user"] = pace[row["line"]] if row["line"] in pace else -1 - order.get(row["line"], _NOBODY)
        stock["capacity"] = NEVER if row["capacity"] is None else row["capacity"]
        stock["quiet"] = stock["user"] >= 0 and row["capacity"] is None
        stock["dock"] = stock["last"] = -1
        stock["source"], stock["sources"] = sources[row["stock"]]
    return stocks


def _slots(
    stocks: Array,
    rows: list[dict[str, Any]],
    of_line: dict[str, list[int]],
    models: dict[str, list[str]],
    bill: dict[str, dict[str, int]],
) -> tuple[list[tuple[int, int, int]], Array, Array, Array]:
    """Every pace line's parts side by side, padded to whole blocks, with one bill a model."""
    largest = max((quantity for own in bill.values() for quantity in own.values()), default=0)
    kind = np.dtype(np.int16 if largest < _LARGE_BILL else np.int32)
    far = 1 << (8 * kind.itemsize - 2)
    line_slots: list[tuple[int, int, int]] = []
    slots: list[int] = []
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
        for i in own:
            stocks[i]["slot"] = len(slots)
            target = min(int(stocks[i]["trigger"]), int(stocks[i]["received"]) + 1, far)
            slots.append(i)
            slack.append(max(target - 1, -far))
            # the demand posted so far is target - 1 - slack = 0, so a target below the clip keeps that identity
            stocks[i]["target"] = slack[-1] + 1
        slots += [-1] * (width - len(own))
        slack += [far] * (width - len(own))
    table = aligned(len(slots), SLOT)
    table["stock"] = slots
    table["source"] = stocks["source"][slots]
    table["other"] = table["source"] + (stocks["sources"][slots] > 1)
    return line_slots, table, aligned_copy(slack, kind), aligned_copy(bills, kind)
