"""Sizes: stock rules and capacities with room for lead times, lots, queues and slack."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from landbridge.cases.henan.generator.chain import Chain, Link
from landbridge.cases.henan.generator.geography import road_h

SHIFT_HOURS = 16
# Capacity over the busiest month's need, drawn for each maker.
MARGIN = (1.35, 1.6)
# What a reorder point covers: days of queueing at a maker, days at a source, p90 of the haul, largest orders.
LINE_WAIT_D, MAKER_WAIT_D, SOURCE_WAIT_D, HAULS, ORDERS = 0.15, 1.0, 1.0, 1.2, 1.2
_POLICY = {"nissan-1": "order_up_to", "haima-1": "order_up_to", "shaolin-1": "base_stock"}


@dataclass(frozen=True)
class Rule:
    """A stock rule: s, Q, S and what is there at first [units]."""

    policy: str
    reorder_point: int | None
    order_quantity: int | None
    order_up_to: int | None
    initial: int
    largest_order: int


def nice(quantity: float) -> int:
    """The quantity rounded up to two significant digits, at least 1."""
    if quantity <= 1:
        return 1
    step: int = 10 ** max(0, math.floor(math.log10(quantity)) - 1)
    return math.ceil(quantity / step - 1e-9) * step


def lot_days(link: Link, tier_two: bool) -> float:
    """Days of use in one order."""
    if link.paced:
        return 1.0 if link.per_day >= 400 else 2.0
    if link.supplier.startswith("source-"):
        return 5.0
    return 3.0 if tier_two else 2.0


def size(link: Link, km: int, largest_order: float, lot: float) -> Rule:
    """The rule of one stock.

    Parameters
    ----------
    km
        Road distance from the supplier.
    largest_order
        The most that one order of a customer takes at once; for a vehicle line one bill [units].
    lot
        Days of use in one order.

    Notes
    -----
    10. s covers the largest order of a customer with a fifth more, the supplier's lot and queue, and a fifth more than
    the 90th percentile of the haul. The cover of a vehicle line is tight on purpose: a late haul stops it now and then.
    """
    haul_d = road_h(km)[1] / 24
    made = not link.supplier.startswith("source-")
    waits = (LINE_WAIT_D if link.paced else MAKER_WAIT_D) + lot if made else SOURCE_WAIT_D
    s = nice(max(ORDERS * largest_order + (waits + HAULS * haul_d) * link.per_day, 2 * link.largest_bill))
    q = nice(max(lot * link.per_day, link.largest_bill))
    policy = _POLICY.get(link.line, "reorder_point" if link.paced or made else "order_up_to")
    if policy == "base_stock":
        return Rule(policy, None, None, s + q, s + q, link.largest_bill)
    if policy == "order_up_to":
        return Rule(policy, s, None, s + q, s + q, q + math.ceil(ORDERS * largest_order) + link.largest_bill)
    return Rule(policy, s, q, None, s + q, q)


def size_stocks(chain: Chain, km: Mapping[tuple[str, str], int], bills: Mapping[str, Mapping[str, int]]) -> list[Rule]:
    """The rules of all links, customers before suppliers, so that every supplier knows its largest order."""
    orders: dict[tuple[str, str], int] = {}
    rules = []
    for link in chain.links:
        if link.paced:
            largest = float(link.largest_bill)
        else:
            maker = chain.makers[link.line]
            largest = max(orders[link.line, p] * bills[p].get(link.item, 0) for p in maker.products)
        tier_two = link.paced is False and not link.supplier.startswith("source-")
        rule = size(link, km[link.supplier, link.site], largest, lot_days(link, tier_two))
        rules.append(rule)
        key = (f"{link.supplier}-line", link.item)
        orders[key] = max(orders.get(key, 0), rule.largest_order)
    return rules
