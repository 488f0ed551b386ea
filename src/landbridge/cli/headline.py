"""The headline table: the model's figures beside the published ones, to be understood at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from rich.console import Console

from landbridge.cli.printing import number, table
from landbridge.cli.words import Words

_COLUMNS = ("figure", "place", "period", "model", "unit", "published", "difference", "standing")
_RIGHT = (False, False, False, True, False, True, True, False)


def print_headline(headline: pl.DataFrame, words: Words, to: Console) -> None:
    """Print the measure ``headline``."""
    if headline.is_empty():
        to.print(words("headline.none"))
        return
    rows = [_cells(row, words) for row in headline.iter_rows(named=True)]
    headers = [words(f"headline.{column}") for column in _COLUMNS]
    to.print(table(words("headline.title"), headers, _RIGHT, rows))
    if headline["standing"].is_not_null().any():
        to.print(words("headline.legend"), style="dim", markup=False)


def _cells(row: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    row, unit = _scaled(row, words)
    decimals = 1 if row["unit"] == "percent" else None
    return (
        words.of_pair(row["name_en"], row["name_zh"]) or row["figure"],
        words.of_pair(row["place_en"], row["place_zh"]) or row["place"] or "",
        row["period"] or "",
        number(row["value"], decimals),
        unit,
        _published(row["published"], row["published_high"], decimals),
        _difference(row),
        _standing(row, words),
    )


def _scaled(row: Mapping[str, Any], words: Words) -> tuple[Mapping[str, Any], str]:
    """Large sums in the unit that the language counts money in: 10**9 or 10**8 yuan."""
    if row["unit"] != "CNY" or abs(row["value"] or 0) < 1e8:
        return row, words.coded("unit", row["unit"])
    scale = 1e8 if words.language == "zh" else 1e9
    sums = {key: None if row[key] is None else row[key] / scale for key in ("value", "published", "published_high")}
    return {**row, **sums}, words("unit.CNY_large")


def _published(low: float | None, high: float | None, decimals: int | None) -> str:
    ends = [number(end, decimals) for end in (low, high) if end is not None]
    return "–".join(ends)


def _difference(row: Mapping[str, Any]) -> str:
    """The model over the nearer published end, in percent; in points where the figure is a percentage itself."""
    value, ends = row["value"], [end for end in (row["published"], row["published_high"]) if end is not None]
    if value is None or not ends:
        return ""
    end = min(max(value, min(ends)), max(ends)) if len(ends) == 2 else ends[0]
    if row["unit"] == "percent":
        return _signed(value - end)
    return f"{_signed(100 * (value - end) / end)} %" if end else ""


def _signed(difference: float) -> str:
    """With its sign, but for what rounds to nothing."""
    text = f"{difference:+.1f}"
    return "0.0" if text in ("-0.0", "+0.0") else text


def _standing(row: Mapping[str, Any], words: Words) -> str:
    if row["standing"] is None:
        return ""
    indicative = row["comparable"] not in (None, "yes")
    parts = [words.coded("standing", row["comparable"] if indicative else row["standing"])]
    if row["quality"]:
        parts.append(words.coded("quality", row["quality"]))
    return " · ".join(parts)
