"""Indicators: what published figures count, as far as the model can count it too."""

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
    rule_en, rule_zh
        How the model counts it.
    """

    indicator: str
    family: str
    unit: str
    counts: str
    name_en: str
    name_zh: str
    rule_en: str
    rule_zh: str


@functools.cache
def declared_indicators() -> Mapping[str, Indicator]:
    """The indicators by name."""
    text = (resources.files("landbridge.measurement") / "indicators.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["indicator"]: Indicator(**row) for row in csv.DictReader(text.splitlines())})
