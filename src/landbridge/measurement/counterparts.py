"""Counterparts: the model's figure for what a published one counts, with the inputs that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl

from landbridge.measurement.ancestry import Scope
from landbridge.measurement.bases import Base
from landbridge.measurement.evidence import Evidence
from landbridge.measurement.exports import borders
from landbridge.measurement.facts import Fact
from landbridge.measurement.indicators import declared_indicators
from landbridge.measurement.months import Period
from landbridge.measurement.transits import passages, transit_d


@dataclass(frozen=True)
class Counterpart:
    """The model's figure.

    Parameters
    ----------
    value
        In the unit of the indicator.
    scope
        The input rows that contribute to it.
    facts
        Published figures that it uses besides, such as the base of a growth rate.
    sound
        False if those contradict each other or are of another basis than the model speaks on.
    """

    value: float
    scope: Scope
    facts: frozenset[str] = frozenset()
    sound: bool = True


Reading = Callable[[Evidence, Fact, Period], "Counterpart | None"]


def find_counterpart(evidence: Evidence, fact: Fact) -> tuple[Counterpart, Period] | None:
    """The model's figure for a fact and the days it counts; None where the model has nothing to say to it."""
    declared, period = declared_indicators().get(fact.indicator), fact.period_in(evidence.months)
    reading = READINGS.get(fact.indicator)
    if declared is None or reading is None or fact.unit != declared.unit or period is None or not fact.stated:
        return None
    found = reading(evidence, fact, period)
    return None if found is None else (found, period)


def _lines(evidence: Evidence, fact: Fact) -> frozenset[str]:
    """The lines whose vehicles the fact counts; none where the model does not hold all that it counts."""
    if fact.origin is not None:
        return evidence.atlas.lines([fact.origin])
    if fact.place is None or not evidence.atlas.covers(fact.place):
        return frozenset()
    return evidence.atlas.lines(evidence.atlas.sites(fact.place))


def _output_scope(evidence: Evidence, lines: frozenset[str], vehicles: frozenset[str], period: Period) -> Scope:
    names = {"line": lines, "item": vehicles, "month": evidence.months.labels_in(period)}
    return Scope(frozenset({"schedule", "lines"}), names)


def _output(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    lines, vehicles = _lines(evidence, fact), evidence.atlas.vehicles(fact.powertrain)
    if not lines:
        return None
    value = evidence.output(lines, vehicles, period)
    return Counterpart(value, _output_scope(evidence, lines, vehicles, period))


def _output_share(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    lines, every = _lines(evidence, fact), evidence.atlas.vehicles("all")
    whole = evidence.output(lines, every, period)
    if not whole:
        return None
    part = evidence.output(lines, evidence.atlas.vehicles(fact.powertrain), period)
    return Counterpart(part / whole * 100, _output_scope(evidence, lines, every, period))


def _output_yoy(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    found, base = _output(evidence, fact, period), _base(evidence, fact, "output", period)
    return None if found is None else _growth(evidence, fact, found, base)


def _base(evidence: Evidence, fact: Fact, figure: str, period: Period) -> tuple[Base, str] | None:
    """The base of a growth rate with its basis: one that the model speaks on, else the fact's own."""
    if fact.family is None or fact.subject is None:
        return None
    spoken = evidence.bases.spoken(fact.family, fact.subject)
    for basis in (*((fact.basis,) if fact.basis in spoken else ()), *sorted(spoken), fact.basis):
        base = evidence.bases.base(figure, fact.subject, fact.powertrain, basis, period) if basis else None
        if base is not None and basis is not None:
            return base, basis
    return None


def _growth(evidence: Evidence, fact: Fact, found: Counterpart, base: tuple[Base, str] | None) -> Counterpart | None:
    if base is None or base[0].value <= 0 or fact.family is None or fact.subject is None:
        return None
    figure, basis = base
    sound = figure.sound and basis in evidence.bases.spoken(fact.family, fact.subject)
    return Counterpart((found.value / figure.value - 1) * 100, found.scope, figure.facts, sound)


def _exports(evidence: Evidence, fact: Fact, period: Period) -> tuple[int, float | None, Scope] | None:
    lines, vehicles = _lines(evidence, fact), evidence.atlas.vehicles(fact.powertrain)
    if not lines:
        return None
    units, value = evidence.exports(lines, vehicles, period)
    crossing = borders(evidence.network)
    network = evidence.network
    flows = network["flows"].filter(pl.col("line").is_in(sorted(lines))).join(crossing, on="route")
    upto = (
        network["routes"]
        .join(flows.select("route", border="position").unique(), on="route")
        .filter(pl.col("position") <= pl.col("border"))
    )
    lanes = frozenset(upto["lane"].drop_nulls())
    names = {
        "line": lines,
        "item": vehicles,
        "month": evidence.months.labels_in(period),
        "market": frozenset(flows["market"]),
        "lane": lanes,
        "terminal": frozenset(upto["terminal"].drop_nulls()),
        "service": frozenset(network["services"].filter(pl.col("lane").is_in(sorted(lanes)))["service"]),
    }
    tables = ("schedule", "lines", "demand", "flows", "lanes", "terminals", "timetables", "departures")
    return units, value, Scope(frozenset(tables), names)


def _export_units(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    found = _exports(evidence, fact, period)
    return None if found is None else Counterpart(found[0], found[2])


def _export_value(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    found = _exports(evidence, fact, period)
    return None if found is None or found[1] is None else Counterpart(found[1], found[2])


def _export_unit_value(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    found = _exports(evidence, fact, period)
    return None if found is None or not found[0] or found[1] is None else Counterpart(found[1] / found[0], found[2])


def _export_value_yoy(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    found = _export_value(evidence, fact, period)
    return None if found is None else _growth(evidence, fact, found, _base(evidence, fact, "export_value", period))


def _transit_time(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    if fact.origin is None or fact.destination is None:
        return None
    between = list(passages(evidence.network, fact.origin, fact.destination))
    taken = [transit_d(evidence.journeys, evidence.months, passage, period) for passage in between]
    every = np.concatenate(taken) if taken else np.empty(0)
    if not len(every):
        return None
    lanes = frozenset[str]().union(*(passage.lanes for passage in between))
    services = evidence.network["services"].filter(pl.col("lane").is_in(sorted(lanes)))["service"]
    names = {
        "lane": lanes,
        "terminal": frozenset[str]().union(*(passage.terminals for passage in between)),
        "service": frozenset(services),
    }
    return Counterpart(
        float(np.median(every)), Scope(frozenset({"lanes", "terminals", "timetables", "departures"}), names)
    )


def _services(evidence: Evidence, fact: Fact) -> frozenset[str]:
    """The rail services that leave the fact's site, or a site of its place, for its destination or anywhere."""
    if fact.origin is not None:
        sites = frozenset({fact.origin})
    elif evidence.atlas.covers(fact.place) and fact.place is not None:
        sites = evidence.atlas.sites(fact.place)
    else:
        return frozenset()
    leaving = evidence.network["lanes"].filter(pl.col("mode") == "rail", pl.col("origin").is_in(sorted(sites)))
    if fact.destination is not None:
        leaving = leaving.filter(pl.col("destination") == fact.destination)
    return frozenset(evidence.network["services"].join(leaving, on="lane", how="semi")["service"])


def _trains(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    services = _services(evidence, fact)
    if not services:
        return None
    return Counterpart(len(evidence.departed(services, period)), _trains_scope(services))


def _vehicles_per_train(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
    services = _services(evidence, fact)
    loads = evidence.departed(services, period)
    return Counterpart(float(loads.mean()), _trains_scope(services)) if len(loads) else None


def _trains_scope(services: frozenset[str]) -> Scope:
    return Scope(frozenset({"timetables", "departures"}), {"service": services})


def _firms(kind: str) -> Reading:
    def reading(evidence: Evidence, fact: Fact, period: Period) -> Counterpart | None:
        if fact.place is None or not evidence.atlas.covers(fact.place):
            return None
        inside = sorted(evidence.atlas.sites(fact.place))
        # a derived row is a remainder that no source attributes to a firm
        remainders = evidence.network["ancestry"].filter(pl.col("table") == "sites", pl.col("confidence") == "derived")
        sites = (
            evidence.network["sites"]
            .filter(pl.col("kind") == kind, pl.col("site").is_in(inside))
            .join(remainders, on="site", how="anti")
        )
        return Counterpart(
            sites["maker"].drop_nulls().n_unique(), Scope(frozenset({"sites"}), {"site": frozenset(sites["site"])})
        )

    return reading


READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "output": _output,
        "output_cumulative": _output,
        "output_share": _output_share,
        "output_yoy": _output_yoy,
        "export_units": _export_units,
        "export_value": _export_value,
        "export_value_yoy": _export_value_yoy,
        "export_unit_value": _export_unit_value,
        "transit_time": _transit_time,
        "trains": _trains,
        "vehicles_per_train": _vehicles_per_train,
        "vehicle_makers": _firms("vehicle_plant"),
        "component_firms": _firms("component_plant"),
    }
)
"""How the figure of every declared indicator is read."""
