"""The chain by segment: which links the region has, and where the value of what it builds arose."""

from __future__ import annotations

from typing import Any

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.reporting.rows import rows

_SEGMENT = {
    "segment": "segment",
    "presence": "presence",
    "plants": "plants",
    "regionItems": "region_items",
    "outsideItems": "outside_items",
    "soleItems": "sole_items",
    "region": "region",
    "outside": "outside",
    "unknown": "unknown",
}
_SIDES = ("region", "outside", "unknown")


def chain(network: Network, measures: Measures) -> dict[str, Any]:
    """Every segment the case has, with its percent of the vehicles' value that arose in the region, outside, unknown.

    ``plants`` and ``synthetic`` count the sites that make anything, and those that were invented.
    """
    content = measures["local_content"].filter(pl.col("segment") != "all")
    fleet = (
        content.group_by("segment")
        .agg(
            region=(pl.col("local_cny") * pl.col("units")).sum(),
            outside=(pl.col("outside_cny") * pl.col("units")).sum(),
            unknown=(pl.col("unknown_cny") * pl.col("units")).sum(),
        )
        .with_columns(pl.col(_SIDES) * 100 / pl.sum_horizontal(pl.col(_SIDES).sum()))
    )
    known = measures["segments"].filter(pl.col("presence") != "absent")
    return {
        "segments": rows(known.join(fleet, on="segment", how="left", maintain_order="left"), _SEGMENT),
        **_made_up(network),
    }


def _made_up(network: Network) -> dict[str, int]:
    makers = network["lines"].select("site").unique()
    known = network["ancestry"].filter(pl.col("table") == "sites").join(makers, on="site", how="semi")
    return {"plants": len(makers), "synthetic": int((known["confidence"] == "synthetic").sum())}
