"""Frames become the plain rows and lists that JSON holds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import polars as pl

from landbridge.documents import Network

DIGITS = 4


def plain(value: Any) -> Any:
    """A cell as JSON holds it: numbers no finer than a reader sees, and nothing that is not a number."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        rounded = round(value, DIGITS)
        return int(rounded) if rounded == int(rounded) else rounded
    return value


def rows(frame: pl.DataFrame, columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """The frame's rows with the page's name for each column.

    Parameters
    ----------
    columns
        From the page's name to the frame's.
    """
    return [{name: plain(row[column]) for name, column in columns.items()} for row in frame.iter_rows(named=True)]


def by_month(frame: pl.DataFrame, column: str, months: list[str], otherwise: Any = None) -> list[Any]:
    """The column's value in each month, the frame holding one row a month at most."""
    found = dict(zip(frame["month"], frame[column], strict=True))
    return [otherwise if found.get(month) is None else plain(found[month]) for month in months]


def months_of(network: Network) -> list[str]:
    """The months of the horizon in order, such as ``2024-01``."""
    return network["periods"].filter(pl.col("start_ms") >= 0).sort("start_ms")["period"].to_list()


def names(frame: pl.DataFrame, key: str) -> dict[str, list[str]]:
    """From name to its English and Chinese name."""
    return {
        name: [en or name, zh or en or name] for name, en, zh in frame.select(key, "name_en", "name_zh").iter_rows()
    }
