"""Bills of material that lead back to themselves."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.rings import rings
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """bill_cycle."""
    bills = case["bills"].select("item", "input", "_row")
    found = []
    for ring in rings(bills.select(tail="item", head="input")):
        row = bills.filter(pl.col("item") == ring[0], pl.col("input") == ring[1]).head(1)
        found += case.report("bill_cycle", "bills", row, "input", ring=" → ".join(ring))
    return found
