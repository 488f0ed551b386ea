"""Headline: the few figures that tell at a glance what the case did, each with its published counterpart."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Any

import polars as pl

from landbridge.documents import Plan
from landbridge.measurement.evidence import Evidence
from landbridge.measurement.exports import borders

_OUTPUT = ("output_all", "output_nev", "output_share_nev")
_EXPORTS = ("export_units_all", "export_value_all", "export_value_nev", "export_value_bev")
_SCHEMA = {
    **dict.fromkeys(("figure", "name_en", "name_zh", "place", "place_en", "place_zh", "period"), pl.String),
    "value": pl.Float64,
    "unit": pl.String,
    **dict.fromkeys(("published", "published_high"), pl.Float64),
    **dict.fromkeys(("comparable", "standing", "quality", "fact"), pl.String),
}
Row = Mapping[str, Any]


@functools.cache
def declared_figures() -> Mapping[str, Mapping[str, str]]:
    """The headline's figures by name: `indicator`, `powertrain`, `unit`, `name_en`, `name_zh`."""
    text = (resources.files("landbridge.measurement") / "figures.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["figure"]: MappingProxyType(row) for row in csv.DictReader(text.splitlines())})


@dataclass(frozen=True)
class _Line:
    """One line: the model's figure of the horizon, or the row of `published` that holds it."""

    figure: str
    place: str
    value: float | None = None
    row: Row | None = None


def headline(evidence: Evidence, plan: Plan, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The table `headline`, chosen by rule: nothing in it knows a case.

    Parameters
    ----------
    tables
        The measures `published`, `lead_times`, `stops` and `service`.

    Notes
    -----
    Output and exports of the territory over the horizon, each followed by its best published counterpart of another
    period; what is published of the output of the city of the territory that builds most; for every mode by which
    vehicles leave their country the best published transit time, else the lead time of its busiest route; trains that
    left the territory; line stops; plan built; deliveries on time. The best counterpart is comparable rather than not,
    not known to be wrong, the latest, then of the longest period.
    """
    compared = tables["published"].rows(named=True)
    lines = [
        *_output(evidence, compared),
        *_exports(evidence, compared),
        *_ways_abroad(evidence, compared, tables["lead_times"]),
        *_operations(evidence, plan, tables["stops"], tables["service"]),
    ]
    named = [
        evidence.network[table].select(one, "name_en", "name_zh")
        for table, one in (("sites", "site"), ("places", "place"))
    ]
    names = {name: (en, zh) for frame in named for name, en, zh in frame.iter_rows()}
    horizon = evidence.months.horizon.label
    return pl.DataFrame([_row(line, names, horizon) for line in lines], schema=_SCHEMA, orient="row")


def _output(evidence: Evidence, compared: Iterable[Row]) -> Iterator[_Line]:
    atlas, horizon = evidence.atlas, evidence.months.horizon
    lines = atlas.lines(atlas.sites(atlas.territory))
    every = evidence.output(lines, atlas.vehicles("all"), horizon)
    for figure in _OUTPUT:
        part = evidence.output(lines, atlas.vehicles(declared_figures()[figure]["powertrain"]), horizon)
        share = declared_figures()[figure]["unit"] == "percent"
        if every:
            yield from _beside(
                _Line(figure, atlas.territory, part / every * 100 if share else part), evidence, compared
            )
    city = _first_city(evidence)
    for figure in _OUTPUT if city else ():
        best = _best(evidence, (row for row in _of(figure, compared) if row["place"] == city and row["origin"] is None))
        if best is not None:
            yield _Line(figure, str(city), row=best)


def _first_city(evidence: Evidence) -> str | None:
    """The city within the territory, other than it, that built most."""
    atlas, horizon = evidence.atlas, evidence.months.horizon
    cities = evidence.network["places"].filter(pl.col("kind") == "city")["place"].sort()
    built = {
        city: evidence.output(atlas.lines(atlas.sites(city)), atlas.vehicles("all"), horizon)
        for city in cities
        if atlas.covers(city) and city != atlas.territory
    }
    return max(built, key=lambda city: built[city]) if any(built.values()) else None


def _exports(evidence: Evidence, compared: Iterable[Row]) -> Iterator[_Line]:
    atlas = evidence.atlas
    lines = atlas.lines(atlas.sites(atlas.territory))
    for figure in _EXPORTS:
        declared = declared_figures()[figure]
        units, value = evidence.exports(lines, atlas.vehicles(declared["powertrain"]), evidence.months.horizon)
        counted = units if declared["unit"] == "vehicles" else value
        if units and counted is not None:
            yield from _beside(_Line(figure, atlas.territory, counted), evidence, compared)


def _ways_abroad(evidence: Evidence, compared: Iterable[Row], lead_times: pl.DataFrame) -> Iterator[_Line]:
    network = evidence.network
    out = borders(network).select("route", "mode")
    legs = (
        network["routes"].join(out, on="route").join(network["lanes"].drop("mode"), on="lane").sort("route", "position")
    )
    for mode in out["mode"].unique().sort():
        lanes = legs.filter(pl.col("mode") == mode)
        origins, destinations = frozenset(lanes["origin"]), frozenset(lanes["destination"])
        timed = _of(f"transit_time_{mode}", compared)
        best = _best(evidence, (r for r in timed if r["origin"] in origins and r["destination"] in destinations))
        whole = lead_times.filter(pl.col("kind") == "whole", pl.col("route").is_in(lanes["route"].unique().implode()))
        if best is not None:
            yield _Line(f"transit_time_{mode}", best["place"], row=best)
        elif len(whole):
            busiest = whole.sort("vehicles", "route", descending=[True, False]).row(0, named=True)
            way = lanes.filter(pl.col("route") == busiest["route"])
            yield _Line(f"lead_time_{mode}", f"{way['origin'][0]} → {way['destination'][-1]}", busiest["p50_d"])


def _operations(evidence: Evidence, plan: Plan, stops: pl.DataFrame, service: pl.DataFrame) -> Iterator[_Line]:
    atlas, network, horizon = evidence.atlas, evidence.network, evidence.months.horizon
    sites = sorted(atlas.sites(atlas.territory))
    lines = atlas.lines(sites)
    leaving = network["lanes"].filter(pl.col("mode") == "rail", pl.col("origin").is_in(sites))
    services = frozenset(network["services"].join(leaving, on="lane", how="semi")["service"])
    if services:
        yield _Line("trains_run", atlas.territory, len(evidence.departed(services, horizon)))
    yield _Line("stop_hours", atlas.territory, float(stops.filter(pl.col("site").is_in(sites))["hours"].sum()))
    vehicles = atlas.vehicles("all")
    builds = plan["builds"].filter(
        pl.col("start_ms") >= 0, pl.col("line").is_in(sorted(lines)), pl.col("item").is_in(sorted(vehicles))
    )
    planned = int(builds["quantity"].sum())
    if planned:
        yield _Line("plan_built", atlas.territory, evidence.output(lines, vehicles, horizon) / planned * 100)
    due = int(service["due"].sum())
    if due:
        yield _Line("on_time", atlas.territory, int(service["on_time"].sum()) / due * 100)


def _beside(line: _Line, evidence: Evidence, compared: Iterable[Row]) -> Iterator[_Line]:
    """The line, with what was published for the horizon, and a second one for the best published other period."""
    horizon = evidence.months.horizon.label
    found = [row for row in _of(line.figure, compared) if row["place"] == line.place and row["origin"] is None]
    whole = _best(evidence, (row for row in found if row["period"] == horizon))
    yield line if whole is None else _Line(line.figure, line.place, row=whole)
    part = _best(evidence, (row for row in found if row["period"] != horizon))
    if part is not None:
        yield _Line(line.figure, line.place, row=part)


def _of(figure: str, compared: Iterable[Row]) -> list[Row]:
    """What is published of a figure."""
    declared = declared_figures()[figure]
    indicators = (declared["indicator"], f"{declared['indicator']}_cumulative")
    return [
        r
        for r in compared
        if r["indicator"] in indicators and r["powertrain"] == (declared["powertrain"] or r["powertrain"])
    ]


def _best(evidence: Evidence, rows: Iterable[Row]) -> Row | None:
    """The counterpart to show; None if there is none."""

    def rank(row: Row) -> tuple[object, ...]:
        fact = evidence.facts[row["fact"]]
        latest = fact.ends or fact.published_on or date.min
        days = (latest - fact.starts).days if fact.starts else 0
        return row["comparable"] == "yes", not fact.flawed, latest, days, fact.name

    return max(rows, key=rank, default=None)


def _row(line: _Line, names: Mapping[str, tuple[str, str]], horizon: str) -> dict[str, object]:
    declared, row = declared_figures()[line.figure], line.row or {}
    ends = line.place.split(" → ")
    low, high = row.get("published_low"), row.get("published_high")
    return {
        "figure": line.figure,
        "name_en": declared["name_en"],
        "name_zh": declared["name_zh"],
        "place": line.place,
        "place_en": " → ".join(names.get(end, (end, end))[0] for end in ends),
        "place_zh": " → ".join(names.get(end, (end, end))[1] for end in ends),
        "period": row.get("period") or horizon,
        "value": row.get("model", line.value),
        "unit": declared["unit"],
        "published": high if low is None else low,
        "published_high": None if low == high else high,
        "comparable": row.get("comparable"),
        "standing": row.get("standing"),
        "quality": row.get("quality"),
        "fact": row.get("fact"),
    }
