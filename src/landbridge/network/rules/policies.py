"""Replenishment policies: each needs its parameters, and a level to come back to above the one it orders at."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

PARAMETERS = {
    "reorder_point": ("reorder_point", "order_quantity"),
    "order_up_to": ("reorder_point", "order_up_to"),
    "base_stock": ("order_up_to",),
}


def find(case: Case) -> list[Finding]:
    """policy_parameter, policy_levels."""
    stocks = case["replenishment"]
    found = []
    for policy, parameters in PARAMETERS.items():
        for parameter in parameters:
            rows = stocks.filter(pl.col("policy") == policy, pl.col(parameter).is_null())
            found += case.report(
                "policy_parameter", "replenishment", rows.select("_row", parameter, "policy"), parameter
            )
    low = (pl.col("policy") == "order_up_to") & (pl.col("order_up_to") <= pl.col("reorder_point"))
    low |= (pl.col("policy") == "base_stock") & (pl.col("order_up_to") < 1)
    least = pl.when(pl.col("policy") == "base_stock").then(1).otherwise(pl.col("reorder_point") + 1)
    rows = stocks.filter(low).select("_row", "order_up_to", "policy", least=least)
    return found + case.report("policy_levels", "replenishment", rows, "order_up_to")
