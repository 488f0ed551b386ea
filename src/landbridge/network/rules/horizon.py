"""Rows that speak of a time outside the case's horizon and therefore do nothing."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """outside_horizon."""
    settings = case.settings
    horizon: dict[str, Any] = {"start": settings.start.isoformat(), "end": settings.end.isoformat()}
    found = []
    for table in ("schedule", "demand"):
        rows = case[table].filter(~pl.col("month").is_between(settings.start.replace(day=1), settings.end))
        found += case.report("outside_horizon", table, rows.select("_row", "month"), "month", **horizon)
    # what happens in the warm-up counts too
    reach = min(settings.warm_up_d, (settings.start - type(settings.start).min).days)
    first = settings.start - timedelta(days=reach)
    rows = case["departures"].filter(~pl.col("date").is_between(first, settings.end))
    found += case.report("outside_horizon", "departures", rows.select("_row", "date"), "date", **horizon)
    begins, ends = datetime.combine(first, time.min), datetime.combine(settings.end, time.max)
    # others may follow it into the horizon
    followed = case["disruptions"]["after"].drop_nulls().unique().implode()
    rows = case["disruptions"].filter(~pl.col("disruption").is_in(followed))
    rows = rows.filter((pl.col("ends") <= begins) | (pl.col("starts") > ends))
    return found + case.report("outside_horizon", "disruptions", rows.select("_row", "starts"), "starts", **horizon)
