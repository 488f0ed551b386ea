"""What a verdict says, in both languages: sentences and names are data."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

Value = float | str | tuple[str, str]
_COLUMNS = {"en": "text_en", "zh": "text_zh", "computation": "computation"}


@functools.cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """The rows of words.csv by code."""
    text = resources.files("landbridge.measurement.claims").joinpath("words.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["code"]: row for row in csv.DictReader(text.splitlines())})


@dataclass(frozen=True)
class Sentence:
    """A sentence in both languages and the arithmetic behind it."""

    en: str
    zh: str
    computation: str


def word(section: str, code: str | None) -> tuple[str, str]:
    """The word for a code in both languages, or the code where there is none."""
    row = texts().get(f"{section}.{code}")
    return (row["text_en"], row["text_zh"]) if row else (code or "", code or "")


def sentence(code: str, values: Mapping[str, Value]) -> Sentence:
    """Fill a text of words.csv."""
    row = texts()[code]
    en, zh, computation = (row[column].format(**_plain(values, column)) for column in _COLUMNS.values())
    return Sentence(en, zh, computation)


def _plain(values: Mapping[str, Value], column: str) -> dict[str, str]:
    return {key: _text(value, 1 if column == "text_zh" else 0) for key, value in values.items()}


def _text(value: Value, language: int) -> str:
    if isinstance(value, tuple):
        return value[language]
    return value if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A number as it is read: thousands apart, few decimals.

    Examples
    --------
    >>> number(401000.0), number(140.5), number(3.7086), number(15.0)
    ('401,000', '140.5', '3.71', '15')
    """
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"
