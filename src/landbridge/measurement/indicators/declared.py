"""The declared list: what every indicator counts, how it is worked out, on which basis, and after whom."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True)
class Indicator:
    """One declared indicator.

    Parameters
    ----------
    family
        Figures of one family rest on the same inputs and speak on the same basis.
    counts
        `total`: what happened in a period; `state`: what holds at any time of it.
    quantity, operation
        What is counted and what is made of it; empty for what is only compared with a published figure.
    formula
        In symbols: x of the period, x₋₁ of the same days a year before.
    rule_en, rule_zh
        How the model counts it.
    basis_en, basis_zh
        On which basis it stands, and when it is refused.
    source
        Whose convention it is.
    """

    indicator: str
    family: str
    unit: str
    counts: str
    quantity: str
    operation: str
    name_en: str
    name_zh: str
    formula: str
    rule_en: str
    rule_zh: str
    basis_en: str
    basis_zh: str
    source: str


@functools.cache
def declared_indicators() -> Mapping[str, Indicator]:
    """The indicators by name."""
    text = _text("declared.csv")
    return MappingProxyType({row["indicator"]: Indicator(**row) for row in csv.DictReader(text.splitlines())})


@functools.cache
def declared_marks() -> Mapping[str, tuple[str, str]]:
    """What each mark of a cell says, in English and Chinese."""
    text = _text("marks.csv")
    return MappingProxyType(
        {row["mark"]: (row["text_en"], row["text_zh"]) for row in csv.DictReader(text.splitlines())}
    )


def _text(name: str) -> str:
    return (resources.files("landbridge.measurement.indicators") / name).read_text(encoding="utf-8")
