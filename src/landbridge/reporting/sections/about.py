"""What made the page, how well its inputs are known, and where the published figures were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from landbridge import __version__
from landbridge.documents import Network


def about(network: Network, made_by: Mapping[str, Any]) -> dict[str, Any]:
    """The page's footer.

    Parameters
    ----------
    made_by
        Of the run: ``version``, ``seed`` and ``inputs`` (the inputs' SHA-256), as far as they are known.
    """
    return {
        "version": made_by.get("version") or __version__,
        "seed": made_by.get("seed", network.settings.get("seed")),
        "inputs": made_by.get("inputs"),
        "confidence": _confidence(network),
        "sources": _sources(network),
    }


def _confidence(network: Network) -> list[dict[str, Any]]:
    """Input rows by table and by how well they are known."""
    counted = (
        network["ancestry"].drop_nulls("confidence").group_by("table", "confidence").len().sort("table", "confidence")
    )
    return [
        {"table": table, "counts": dict(frame.select("confidence", "len").iter_rows())}
        for (table,), frame in counted.group_by("table", maintain_order=True)
    ]


def _sources(network: Network) -> list[dict[str, Any]]:
    counted = network["facts"].drop_nulls("source").group_by("source").agg(facts=pl.len()).sort("source")
    return counted.select("source", "facts").to_dicts()
