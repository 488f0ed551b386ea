"""Series, facts and libraries made for one test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from landbridge.measurement.facts import Fact
from landbridge.measurement.outlook.festival import shares
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.sample import Floats
from landbridge.measurement.outlook.scope import Scope
from landbridge.measurement.outlook.series import Library, Series, build
from landbridge.measurement.outlook.spans import Span
from landbridge.network.places import Atlas

FIRST = Month(2018, 1)
PLACES = {"nation": None, "province": "nation", "east": "province", "west": "province"}


def place(name: str, parent: str | None) -> Mapping[str, str | None]:
    """A place's row; the nation keeps the Spring Festival."""
    country = "CN" if name == "nation" else None
    return {"place": name, "parent": parent, "kind": "area", "country": country, "time_zone": None}


ATLAS = Atlas({name: place(name, parent) for name, parent in PLACES.items()})


def scope(
    place: str = "nation", basis: str | None = "office", unit: str = "vehicles", site: str | None = None
) -> Scope:
    """What a made series counts."""
    return Scope("output", "nev", place, site, basis, unit)


def series(
    values: Iterable[float],
    first: Month = FIRST,
    of: Scope | None = None,
    **more: Any,
) -> Series:
    """A series of single months; nan is a month that is missing."""
    spans = [
        Span(first + i, first + i, float(value), (f"M-{first + i}",))
        for i, value in enumerate(values)
        if not np.isnan(value)
    ]
    return build(of or scope(), "CN", spans, **more)


def fact(name: str, first: date, last: date, value: float, **more: Any) -> Fact:
    """A published figure about the nation's output."""
    row: dict[str, Any] = {
        "indicator": "output",
        "powertrain": "nev",
        "place": "nation",
        "origin": None,
        "destination": None,
        "basis": "office",
        "unit": "vehicles",
        "published_on": None,
        "confidence": "published",
        "quality": None,
        "derived_from": frozenset(),
    }
    row |= more
    return Fact(name=name, starts=first, ends=last, low=value, high=value, **row)


def months_of(values: Iterable[float], first: Month = FIRST, **more: Any) -> list[Fact]:
    """A fact a month, published on the tenth of the month after."""
    found = []
    for i, value in enumerate(values):
        month, following = first + i, first + i + 1
        published = date(following.year, following.month, 10)
        name = f"{more.get('place', 'nation')}-{month}"
        found.append(fact(name, month.first, month.last, float(value), **{"published_on": published, **more}))
    return found


def library(facts: Iterable[Fact], as_of: date = date.max, sites: Mapping[str, str] | None = None) -> Library:
    """A library of those facts that were published by a day, or are not dated."""
    known = {f.name: f for f in facts if f.published_on is None or f.published_on <= as_of}
    return Library(as_of, known, ATLAS, sites or {})


def shaped(months: int, first: Month = FIRST, effect: float = -0.6, slope: float = 0.01) -> Floats:
    """A series of known make: trend, season and festival, without noise."""
    named = [first + i for i in range(months)]
    season = np.array([0.2 * np.cos(2 * np.pi * (month.month - 11) / 12) for month in named])
    trend = 11 + slope * np.arange(months)
    return np.asarray(np.exp(trend + season + effect * shares(named, "CN")), np.float64)
