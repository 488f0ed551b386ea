"""Makers that wait for each other: whoever supplies one is, by a chain of orders, supplied by it."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import sources
from landbridge.network.rules.rings import rings
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """maker_ring."""
    bills = case["bills"].select(tail="item", head="input")
    if rings(bills):
        # a bill that leads back to itself makes such rings; it is the fault to correct
        return []
    orders = sources(case).explode("suppliers").select("_row", "lane", tail="consumer", head="suppliers")
    found = []
    for ring in rings(orders.select("tail", "head")):
        row = orders.filter(pl.col("tail") == ring[0], pl.col("head") == ring[1]).sort("_row").head(1)
        found += case.report("maker_ring", "replenishment", row.select("_row", "lane"), "lane", ring=" → ".join(ring))
    return found
