"""Replenishment policies: each needs its parameters, a level above the one it orders at, and orders it can place."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import stocks
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

PARAMETERS = {
    "reorder_point": ("reorder_point", "order_quantity"),
    "order_up_to": ("reorder_point", "order_up_to"),
    "base_stock": ("order_up_to",),
}


def find(case: Case) -> list[Finding]:
    """policy_parameter, policy_levels, order_size."""
    kept = stocks(case)
    found = []
    for policy, parameters in PARAMETERS.items():
        for parameter in parameters:
            rows = kept.filter(pl.col("policy") == policy, pl.col(parameter).is_null())
            found += case.report(
                "policy_parameter", "replenishment", rows.select("_row", parameter, "policy"), parameter
            )
    low = (pl.col("policy") == "order_up_to") & (pl.col("order_up_to") <= pl.col("reorder_point"))
    low |= (pl.col("policy") == "base_stock") & (pl.col("order_up_to") < 1)
    least = pl.when(pl.col("policy") == "base_stock").then(1).otherwise(pl.col("reorder_point") + 1)
    rows = kept.filter(low).select("order_up_to", "policy", _row="order_up_to_row", least=least)
    return [*found, *case.report("policy_levels", "replenishment", rows, "order_up_to"), *_sizes(case, kept)]


def _sizes(case: Case, kept: pl.DataFrame) -> list[Finding]:
    """A fixed order quantity that the stock's minimum or multiple does not allow."""
    quantity, least, multiple = pl.col("order_quantity"), pl.col("minimum_order"), pl.col("order_multiple")
    fixed = kept.filter(pl.col("policy") == "reorder_point").with_columns(least.fill_null(1), multiple.fill_null(1))
    rows = fixed.filter((quantity < least) | (quantity % multiple != 0))
    shown = rows.select("order_quantity", "minimum_order", "order_multiple", _row="order_quantity_row")
    return case.report("order_size", "replenishment", shown, "order_quantity")
