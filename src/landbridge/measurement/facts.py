"""Facts: published figures, each with its period, its range and what it speaks about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from landbridge.documents import Network
from landbridge.measurement.indicators import declared_indicators
from landbridge.measurement.months import Months, Period

FLAWED = frozenset({"wrong_as_printed", "doubtful", "forecast"})


@dataclass(frozen=True, order=True)
class Subject:
    """What a figure speaks about: a place, or one site."""

    kind: str
    name: str


@dataclass(frozen=True)
class Fact:
    """One published figure; `low` and `high` are infinite where only the other end was published."""

    name: str
    indicator: str
    powertrain: str
    place: str | None
    origin: str | None
    destination: str | None
    starts: date | None
    ends: date | None
    basis: str | None
    low: float
    high: float
    unit: str
    published_on: date | None
    confidence: str
    quality: str | None
    derived_from: frozenset[str]

    @property
    def family(self) -> str | None:
        """The family of its indicator: figures of one family rest on the same inputs."""
        declared = declared_indicators().get(self.indicator)
        return None if declared is None else declared.family

    @property
    def subject(self) -> Subject | None:
        """The site it speaks of, else the place."""
        if self.origin is not None:
            return Subject("site", self.origin)
        return None if self.place is None else Subject("place", self.place)

    @property
    def point(self) -> float | None:
        """The figure, where one and no range was published."""
        return self.low if self.low == self.high else None

    @property
    def stated(self) -> bool:
        """Whether it states a figure, or an end of a range."""
        return math.isfinite(self.low) or math.isfinite(self.high)

    @property
    def flawed(self) -> bool:
        """Whether it is known to be wrong, doubted, or only a forecast."""
        return self.quality in FLAWED

    def dated(self) -> Period | None:
        """Its period, where both ends are known."""
        return None if self.starts is None or self.ends is None else Period(self.starts, self.ends)

    def period_in(self, months: Months) -> Period | None:
        """The days that a figure to set beside it counts; None if it speaks about days outside the horizon.

        Notes
        -----
        A total holds for its own days only. How long something takes, or how many firms there are, holds on every day
        of its period, or at any time where it is not dated: then the days that it shares with the horizon are counted.
        """
        declared = declared_indicators().get(self.indicator)
        if declared is None or declared.counts == "total":
            period = self.dated()
            return period if period is not None and months.contains(period) else None
        return months.common(self.starts, self.ends)


def read_facts(network: Network) -> Mapping[str, Fact]:
    """The case's facts by name."""
    return MappingProxyType({row["fact"]: _fact(row) for row in network["facts"].iter_rows(named=True)})


def usual_units(facts: Iterable[Fact]) -> Mapping[str, str]:
    """The unit in which each indicator's figures are compared: the declared one, else that of most of its facts."""
    counted: dict[str, Counter[str]] = {}
    for fact in facts:
        counted.setdefault(fact.indicator, Counter())[fact.unit] += 1
    usual = {indicator: units.most_common(1)[0][0] for indicator, units in counted.items()}
    declared = {name: row.unit for name, row in declared_indicators().items() if name in usual}
    return MappingProxyType(usual | declared)


def _fact(row: Mapping[str, Any]) -> Fact:
    value = row["value"]
    low, high = (value, value) if value is not None else (row["value_low"], row["value_high"])
    return Fact(
        name=row["fact"],
        indicator=row["indicator"],
        powertrain=row["powertrain"] or "all",
        place=row["place"],
        origin=row["origin"],
        destination=row["destination"],
        starts=row["period_start"],
        ends=row["period_end"],
        basis=row["basis"],
        low=-math.inf if low is None else low,
        high=math.inf if high is None else high,
        unit=row["unit"],
        published_on=row["published_on"],
        confidence=row["confidence"],
        quality=row["quality"],
        derived_from=frozenset(row["derived_from"] or ()),
    )
