"""How much room a run can need at most: tables are made that long once, and untouched pages cost nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from landbridge.documents import Plan
from landbridge.network.routes import MILLION
from landbridge.simulation.layout import REORDER_POINT
from landbridge.simulation.memory.naming import Array


def lots_at_most(
    stocks: Array,
    sources: Array,
    makers: Array,
    plan: Plan,
    models: dict[str, list[str]],
    bill: dict[str, dict[str, int]],
    rows: list[dict[str, Any]],
    products: list[tuple[int, int]],
    inputs: list[tuple[int, int, int]],
) -> int:
    """A number of lots that cannot be exceeded: every order is triggered by demand, and all demand is planned.

    Raises
    ------
    ValueError
        If makers wait for each other in a ring.
    """
    demand, postings = _planned(plan, models, bill, rows)
    of_maker: dict[int, list[int]] = defaultdict(list)
    refills: dict[int, int] = defaultdict(int)
    for i, stock in enumerate(stocks):
        of_maker[-1 - int(stock["user"])].append(i)
        for maker in sources["maker"][stock["source"] : stock["source"] + stock["sources"]]:
            refills[int(maker)] += 1
    ready = [i for i in range(len(rows)) if stocks[i]["user"] >= 0 or not refills[-1 - int(stocks[i]["user"])]]
    total = 0
    while ready:
        i = ready.pop()
        stock = stocks[i]
        lots, ordered = _orders_at_most(stock, demand[i], postings[i])
        total += lots
        # each source might get all of it
        for source in sources[stock["source"] : stock["source"] + stock["sources"]]:
            m = int(source["maker"])
            if m < 0:
                continue
            begins, ends = products[int(source["product"])]
            made = ordered * MILLION // (MILLION - int(makers[m]["scrap"])) + lots
            for taken, _, quantity in inputs[begins:ends]:
                demand[taken] += made * quantity
                postings[taken] += lots
            refills[m] -= 1
            if not refills[m]:
                ready += of_maker[m]
    if any(refills.values()) and any(count for m, count in refills.items() if m >= 0):
        raise ValueError("makers wait for each other in a ring")
    return total + 1


def _planned(
    plan: Plan, models: dict[str, list[str]], bill: dict[str, dict[str, int]], rows: list[dict[str, Any]]
) -> tuple[list[int], list[int]]:
    """Per stock how much its line's units will take in all, and how often."""
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
    return demand, postings


def _orders_at_most(stock: Any, demand: int, postings: int) -> tuple[int, int]:
    """How many orders the demand can cause at most, and for how much in all."""
    beyond = demand - int(stock["trigger"])
    if beyond < 0 or not postings:
        return 0, 0
    if stock["policy"] == REORDER_POINT:
        lots = beyond // int(stock["quantity"]) + 1
        return lots, lots * int(stock["quantity"])
    up_to = int(stock["s"]) + int(stock["quantity"])
    lots = min(postings, beyond // max(1, int(stock["quantity"])) + 1)
    highest = max(up_to, int(stock["s"]) + int(stock["least"])) + int(stock["multiple"])
    return lots, max(0, demand + highest - int(stock["trigger"]) - int(stock["s"]))
