"""Orders so small beside what one unit takes that their unit was probably mistaken."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import stocks, used
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

_MANY = 100


def find(case: Case) -> list[Finding]:
    """small_orders."""
    bills = used(case).group_by(consumer="line", item="item").agg(needs=pl.col("quantity").max())
    rows = (
        stocks(case)
        .filter(pl.col("policy") == "reorder_point")
        .join(bills, on=["consumer", "item"])
        .filter(pl.col("needs") > _MANY * pl.col("order_quantity"))
        .select("order_quantity", "item", "needs", _row="order_quantity_row", name="consumer")
    )
    return case.report("small_orders", "replenishment", rows, "order_quantity")
