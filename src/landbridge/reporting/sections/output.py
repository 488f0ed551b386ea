"""Output by month of every place, plant and maker."""

from __future__ import annotations

from typing import Any

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.reporting.rows import by_month, months_of, rows

_KEYS = ("level", "place", "powertrain")
_MILESTONE = {"place": "place", "powertrain": "powertrain", "threshold": "threshold_units", "date": "date"}


def output(network: Network, measures: Measures) -> dict[str, Any]:
    """One series for each level, place and powertrain that made anything."""
    months = months_of(network)
    series = []
    for (level, place, powertrain), frame in measures["output"].group_by(_KEYS, maintain_order=True):
        if not frame["units"].sum():
            continue
        series.append(
            {
                "place": place,
                "level": level,
                "powertrain": powertrain,
                "units": by_month(frame, "units", months, 0),
                "cumulative": by_month(frame, "cumulative_units", months, 0),
                **_rates(frame, months, powertrain == "nev"),
                "basis": frame["basis"][0],
            }
        )
    return {"months": months, "series": series, "milestones": rows(_passed(measures), _MILESTONE)}


def _rates(frame: pl.DataFrame, months: list[str], shown: bool) -> dict[str, list[Any]]:
    """Shares and growth, for the one powertrain group whose rates the page shows."""
    columns = {"share": "share_percent", "cumulativeShare": "cumulative_share_percent", "growth": "yoy_percent"}
    return {name: by_month(frame, column, months) if shown else [] for name, column in columns.items()}


def _passed(measures: Measures) -> pl.DataFrame:
    return measures["milestones"].drop_nulls("date").sort("place", "powertrain", "threshold_units")
