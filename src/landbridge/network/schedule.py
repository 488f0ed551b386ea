"""Schedule: what each line is to build in each period, the warm-up at the first month's daily rate."""

from __future__ import annotations

import polars as pl

from landbridge.network.clock import WARM_UP, Clock, month_days
from landbridge.tables.case import Case


def compile_schedule(case: Case, clock: Clock) -> pl.DataFrame:
    """Quantities by line, item and period; a month cut by the horizon has its days' share, rounded down."""
    bounds = clock.periods()
    first_month = clock.start.replace(day=1)
    spans = [(WARM_UP, first_month, clock.warm_up_d, month_days(first_month))] if clock.warm_up_d else []
    spans += [(f"{m:%Y-%m}", m, (ends - begins).days, month_days(m)) for m, begins, ends in clock.months()]
    days = pl.DataFrame(spans, schema=["period", "month", "days", "month_days"], orient="row")
    return (
        case.tables["schedule"]
        .join(days, on="month")
        .join(bounds, on="period")
        .with_columns(quantity=pl.col("quantity") * pl.col("days") // pl.col("month_days"))
        .sort("line", "start_ms", "item")
    )
