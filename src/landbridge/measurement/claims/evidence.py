"""Evidence: the facts known on a day, and what the case's tables hold, as the rules ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from landbridge.documents import Network
from landbridge.measurement.admission import admitted, ancestors
from landbridge.measurement.claims.known import Known
from landbridge.measurement.claims.reason import least
from landbridge.measurement.claims.sites import Site, read_sites
from landbridge.measurement.facts import Fact, read_facts
from landbridge.measurement.months import Period
from landbridge.network.facts import known_by
from landbridge.network.rules.facts import usual_units
from landbridge.tables.case import Case

_FAMILY = {"output_cumulative": "output"}


@dataclass(frozen=True)
class Evidence:
    """What was known on a day.

    Parameters
    ----------
    as_of
        The day.
    facts
        The facts admitted by then, sorted by name.
    ancestors
        For every fact: itself and all that it was computed from.
    points
        The sound facts that state one figure about a place and a period, by family of indicators.
    units
        The unit in which each indicator is compared.
    places
        For every place: itself and all that contain it.
    names
        Place to its names (English, Chinese).
    sites
        The case's sites by name.
    case
        The case itself.
    """

    as_of: date
    facts: Mapping[str, Fact]
    ancestors: Mapping[str, frozenset[str]]
    points: Mapping[str, tuple[Known, ...]]
    units: Mapping[str, str]
    places: Mapping[str, frozenset[str]]
    names: Mapping[str, tuple[str, str]]
    sites: Mapping[str, Site]
    case: Case

    def name(self, place: str | None) -> tuple[str, str]:
        """A place's names."""
        return self.names.get(place or "", (place or "", place or ""))

    def site_name(self, site: str) -> tuple[str, str]:
        """A site's names."""
        found = self.sites.get(site)
        return found.names if found else (site, site)

    def within(self, inner: str | None, outer: str | None) -> bool:
        """Whether a place is another or lies in it."""
        return inner is not None and outer in self.places.get(inner, frozenset({inner}))

    def independent(self, own: Iterable[str]) -> dict[str, Fact]:
        """The facts that neither record a statement nor are computed from one that does."""
        tied = frozenset(own)
        return {name: fact for name, fact in self.facts.items() if not self.ancestors[name] & tied}

    def levels(
        self, indicator: str, powertrain: str, place: str | None, period: Period | None, besides: Iterable[str] = ()
    ) -> list[Known]:
        """The published levels of exactly this scope and period, one a basis at least; months are summed."""
        if place is None or period is None:
            return []
        found = list(self.all_levels(indicator, powertrain, place, besides))
        exact = [known for known in found if known.period == period]
        covered = {known.basis for known in exact}
        for basis in sorted({known.basis or "" for known in found} - {b or "" for b in covered}):
            months = [known for known in found if (known.basis or "") == basis]
            running = self.running(months, period.first)
            exact += [known for known in running if known.period == period]
        return exact

    def all_levels(
        self, indicator: str, powertrain: str, place: str | None, besides: Iterable[str] = ()
    ) -> Iterator[Known]:
        """Every sound point fact of the indicator's family, whatever its period."""
        for known in self.family(indicator, besides):
            if (known.powertrain, known.place) == (powertrain, place):
                yield known

    def family(self, indicator: str, besides: Iterable[str] = ()) -> Iterator[Known]:
        """Every sound point fact of the indicator's family, whatever its place, vehicles and period."""
        tied = frozenset(besides)
        for known in self.points.get(_FAMILY.get(indicator, indicator), ()):
            if not self.ancestors[known.facts[0]] & tied:
                yield known

    def running(self, levels: Iterable[Known], first: date) -> list[Known]:
        """Running totals from a day on, summed from single months on one basis while none is missing."""
        months = {k.period.first: k for k in levels if k.period.first.day == 1 and _is_month(k.period)}
        totals: list[Known] = []
        day = first
        while (month := months.get(day)) is not None:
            former = totals[-1] if totals else None
            value = month.value + (former.value if former else 0)
            names = (*(former.facts if former else ()), *month.facts)
            confidence = least([month.confidence, former.confidence if former else None])
            period = Period(first, month.period.last)
            totals.append(Known(value, month.basis, names, confidence, period, month.place, month.powertrain))
            day = month.period.last + timedelta(days=1)
        return totals


def gather(case: Case, as_of: date) -> Evidence:
    """The evidence that a case holds on a day."""
    facts = read_facts(Network.of({"facts": known_by(case["facts"], as_of)}))
    units = usual_units(case["facts"])
    places = case["places"]
    parents = dict(places.select("place", "parent").iter_rows())
    names = {place: (en or place, zh or place) for place, en, zh in places.select("place", "name_en", "name_zh").rows()}
    known = {name: facts[name] for name in sorted(facts) if admitted(name, facts, as_of)}
    return Evidence(
        as_of=as_of,
        facts=known,
        ancestors={name: ancestors(name, facts) for name in known},
        points=_points(known, units),
        units=units,
        places={place: _around(place, parents) for place in parents},
        names=names,
        sites=read_sites(case),
        case=case,
    )


def _points(facts: Mapping[str, Fact], units: Mapping[str, str]) -> Mapping[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = {}
    for name, fact in facts.items():
        period = fact.dated()
        if fact.unit != units.get(fact.indicator, fact.unit):
            continue  # a finding says so: mixed_units
        if fact.point is None or period is None or fact.flawed or fact.place is None or fact.origin is not None:
            continue
        basis = None if fact.basis == "unstated" else fact.basis
        known = Known(fact.point, basis, (name,), fact.confidence, period, fact.place, fact.powertrain)
        found.setdefault(_FAMILY.get(fact.indicator, fact.indicator), []).append(known)
    return {family: tuple(levels) for family, levels in found.items()}


def _around(place: str, parents: Mapping[str, str | None]) -> frozenset[str]:
    found: list[str] = []
    here: str | None = place
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return frozenset(found)


def _is_month(period: Period) -> bool:
    following = period.last + timedelta(days=1)
    return following.day == 1 and (period.last - period.first).days < 31
