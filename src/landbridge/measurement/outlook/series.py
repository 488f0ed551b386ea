"""Series: what a case's facts say month by month about one scope, with everything that is amiss marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network
from landbridge.measurement.admission import admitted, ancestors
from landbridge.measurement.facts import Fact, read_facts
from landbridge.measurement.outlook.mark import Mark
from landbridge.measurement.outlook.month import Month, months_between
from landbridge.measurement.outlook.scope import Scope, family_of
from landbridge.measurement.outlook.spans import SAME, Span, pieces, read_spans, single_months
from landbridge.network.facts import SUPERSEDED, history, known_by
from landbridge.network.places import Atlas, read_atlas
from landbridge.tables.case import Case

MOST_NAMED = 6


@dataclass(frozen=True)
class Series:
    """One series.

    Parameters
    ----------
    scope
        What it counts.
    country
        ISO code of the country around it.
    months
        What is known of single months.
    stretches
        What is known, as stretches that do not overlap.
    spans
        What was published.
    combined
        Whether January and February were published as one figure in some year.
    marks
        What a reader must know.
    capacity
        What its site can make in a year, where a fact says so.
    """

    scope: Scope
    country: str | None
    months: Mapping[Month, Span]
    stretches: tuple[Span, ...]
    spans: tuple[Span, ...]
    combined: bool
    marks: tuple[Mark, ...] = ()
    capacity: float | None = None
    capacity_facts: tuple[str, ...] = ()

    @property
    def last(self) -> Month:
        """The last month about which anything is known."""
        return max(span.last for span in self.stretches)

    @property
    def usable(self) -> bool:
        """Whether anything is left to go by."""
        return bool(self.stretches)

    def values(self) -> tuple[tuple[Month, ...], NDArray[np.float64]]:
        """The months from the first to the last known one, and their values; nan where one is missing."""
        known = sorted(self.months)
        if not known:
            return (), np.empty(0)
        months = months_between(known[0], known[-1])
        return months, np.array([self.months[m].value if m in self.months else np.nan for m in months])

    def until(self, last: Month) -> Series:
        """The series as it was at the end of a month."""
        return build(
            self.scope, self.country, [s for s in self.spans if s.last <= last], (), self.capacity, self.capacity_facts
        )

    def known_from(self, start: Month) -> tuple[Span, ...]:
        """The stretches that follow each other without a gap from a month on."""
        found: list[Span] = []
        at = start
        for span in sorted(self.stretches, key=lambda span: span.first):
            if span.first == at:
                found.append(span)
                at = span.last + 1
        return tuple(found)


@dataclass(frozen=True)
class Library:
    """A case's facts as they were known on a day, and where its places lie.

    Parameters
    ----------
    place_of_site
        Site to its place.
    former
        Figures that were published before the one that holds: the fact, and the figure.
    """

    as_of: date
    facts: Mapping[str, Fact]
    atlas: Atlas
    place_of_site: Mapping[str, str] = field(default_factory=dict)
    former: Sequence[tuple[str, float | None]] = ()


def read_library(case: Case, as_of: date, besides: Iterable[str] = ()) -> Library:
    """The facts that were known on a day, less those that rest on some (a statement's own)."""
    every = read_facts(Network.of({"facts": known_by(case["facts"], as_of)}))
    own = frozenset(besides)
    known = {n: every[n] for n in sorted(every) if admitted(n, every, as_of) and not ancestors(n, every) & own}
    rows = history(case["facts"], as_of).filter(pl.col("standing") == SUPERSEDED).sort("fact", "revision")
    former = [figure for figure in rows.select("fact", "value").iter_rows() if figure[0] in known]
    return Library(as_of, known, read_atlas(case), dict(case["sites"].select("site", "place").iter_rows()), former)


def read_series(library: Library) -> tuple[Series, ...]:
    """Every series that the facts make up, in order of scope."""
    grouped: dict[Scope, list[Fact]] = {}
    for fact in library.facts.values():
        scope = _scope(fact, library)
        if scope is not None:
            grouped.setdefault(scope, []).append(fact)
    units: dict[Scope, set[str]] = {}
    for scope in grouped:
        units.setdefault(_without_unit(scope), set()).add(scope.unit)
    found = []
    for scope in sorted(grouped, key=lambda scope: (*scope.order, scope.unit)):
        country = library.atlas.country_code(scope.place)
        mixed = units[_without_unit(scope)]
        if len(mixed) > 1:
            if scope.unit != min(mixed):
                continue  # one series says it for all its units
            marks = (Mark("mixed_units", {"units": ", ".join(sorted(mixed))}),)
            found.append(Series(scope, country, {}, (), (), False, marks))
            continue
        spans, faults = read_spans(grouped[scope], library.former)
        capacity, of_facts = _capacity(scope, library.facts)
        found.append(build(scope, country, spans, faults, capacity, of_facts))
    return tuple(found)


def build(
    scope: Scope,
    country: str | None,
    spans: Iterable[Span],
    marks: Iterable[Mark] = (),
    capacity: float | None = None,
    capacity_facts: tuple[str, ...] = (),
) -> Series:
    """A series from what was published about it."""
    spans = tuple(spans)
    months, filled = single_months(spans)
    stretches, falls = pieces(spans, months)
    told = [*marks, *filled, *falls]
    gaps = [m for m in months_between(min(months), max(months)) if m not in months] if months else []
    if gaps and len(months) > len(gaps):
        named = ", ".join(map(str, gaps[:MOST_NAMED])) + (", …" if len(gaps) > MOST_NAMED else "")
        told.append(Mark("missing", {"count": len(gaps), "months": named}))
    told += _years_that_differ(spans, months)
    return Series(
        scope,
        country,
        months,
        tuple(stretches),
        spans,
        any(mark.code == "combined" for mark in told),
        tuple(told),
        capacity,
        capacity_facts,
    )


def _years_that_differ(spans: Iterable[Span], months: Mapping[Month, Span]) -> list[Mark]:
    """Whole years whose months do not add up to what was published: months were revised."""
    found = []
    for span in spans:
        if span.months != 12 or span.first.month != 1:
            continue
        parts = [months.get(span.first + i) for i in range(12)]
        known = [part.value for part in parts if part is not None and not set(span.facts) & set(part.facts)]
        if len(known) == 12 and abs(sum(known) - span.value) > SAME * abs(span.value):
            values = {"year": str(span.first.year), "sum": sum(known), "published": span.value}
            found.append(Mark("annual_differs", values | {"percent": 100 * (sum(known) / span.value - 1)}))
    return found


def _scope(fact: Fact, library: Library) -> Scope | None:
    family = family_of(fact.indicator)
    if family is None or fact.flawed or fact.point is None or fact.dated() is None or fact.destination is not None:
        return None
    place = library.place_of_site.get(fact.origin) if fact.origin is not None else fact.place
    if place is None:
        return None
    basis = None if fact.basis == "unstated" else fact.basis
    return Scope(family, fact.powertrain, place, fact.origin, basis, fact.unit)


def _without_unit(scope: Scope) -> Scope:
    return Scope(scope.indicator, scope.powertrain, scope.place, scope.site, scope.basis, "")


def _capacity(scope: Scope, facts: Mapping[str, Fact]) -> tuple[float | None, tuple[str, ...]]:
    """The largest capacity published of the site, of vehicles of its kind, in its unit a year."""
    if scope.site is None:
        return None, ()
    found = [
        fact
        for fact in facts.values()
        if fact.indicator == "capacity"
        and fact.origin == scope.site
        and fact.unit == f"{scope.unit}/yr"
        and fact.powertrain in (scope.powertrain, "all")
        and fact.point is not None
        and not fact.flawed
    ]
    if not found:
        return None, ()
    most = max(found, key=lambda fact: fact.low)
    return most.low, (most.name,)
