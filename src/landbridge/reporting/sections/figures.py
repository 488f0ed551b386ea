"""The headline, and everything published beside the model's figure."""

from __future__ import annotations

from typing import Any

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.reporting.rows import plain, rows

_ORDER = (
    "output",
    "output_cumulative",
    "output_share",
    "output_yoy",
    "export_value",
    "export_value_yoy",
    "export_units",
    "export_unit_value",
    "transit_time",
    "trains",
    "vehicles_per_train",
)
_COMPARISON = {
    "fact": "fact",
    "indicator": "indicator",
    "powertrain": "powertrain",
    "place": "place",
    "origin": "origin",
    "destination": "destination",
    "period": "period",
    "basis": "basis",
    "comparable": "comparable",
    "unit": "unit",
    "low": "published_low",
    "high": "published_high",
    "model": "model",
    "difference": "difference",
    "percent": "difference_percent",
    "standing": "standing",
    "confidence": "confidence",
    "quality": "quality",
    "description": "description",
    "source": "source",
    "note": "note",
}


def headline(measures: Measures) -> list[dict[str, Any]]:
    """The cards at the page's head."""
    return [
        {
            "figure": row["figure"],
            "name": [row["name_en"], row["name_zh"]],
            "place": [row["place_en"] or "", row["place_zh"] or ""],
            "period": row["period"],
            "value": plain(row["value"]),
            "unit": row["unit"],
            "published": plain(row["published"]),
            "high": plain(row["published_high"]),
            "comparable": row["comparable"],
            "standing": row["standing"],
            "quality": row["quality"],
            "fact": row["fact"],
        }
        for row in measures["headline"].iter_rows(named=True)
    ]


def published(network: Network, measures: Measures) -> list[dict[str, Any]]:
    """Every compared fact with what it says and where it was read."""
    told = network["facts"].select("fact", "description", "source", "note").unique("fact")
    compared = measures["published"].join(told, on="fact", how="left", maintain_order="left")
    order = {indicator: at for at, indicator in enumerate(_ORDER)}
    place = pl.col("indicator").replace_strict(order, default=len(order), return_dtype=pl.Int64)
    abroad = pl.col("place") != network.settings.get("home", "")
    return rows(compared.sort(place, abroad, maintain_order=True, nulls_last=True), _COMPARISON)
