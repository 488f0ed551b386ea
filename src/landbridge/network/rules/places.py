"""Places: each lies in others without end nowhere, and every site has a time zone."""

from __future__ import annotations

import functools
import zoneinfo

import polars as pl

from landbridge.network.places import read_atlas
from landbridge.network.rules.rings import rings
from landbridge.tables.case import Case
from landbridge.tables.catalogue import finding
from landbridge.tables.finding import Finding
from landbridge.tables.settings import FILE


@functools.cache
def time_zones() -> frozenset[str]:
    """Every IANA time zone."""
    return frozenset(zoneinfo.available_timezones())


def find(case: Case) -> list[Finding]:
    """place_cycle, unknown_time_zone, no_time_zone, country_code, unknown_home."""
    places = case["places"].drop_nulls("place")
    found = []
    for ring in rings(places.select(tail="place", head="parent")):
        row = places.filter(pl.col("place") == ring[0], pl.col("parent") == ring[1]).head(1)
        found += case.report("place_cycle", "places", row.select("_row", "parent"), "parent", ring=" → ".join(ring))
    strange = pl.Series(
        [z for z in places["time_zone"].drop_nulls().unique() if z not in time_zones()], dtype=pl.String
    )
    rows = places.filter(pl.col("time_zone").is_in(strange.implode())).select("_row", "time_zone")
    among = pl.Series(sorted(time_zones()), dtype=pl.String)
    found += case.report("unknown_time_zone", "places", rows, "time_zone", among=among)
    codes = places.filter(pl.col("kind") == "country", pl.col("country").is_null() | ~_two_letters())
    found += case.report("country_code", "places", codes.select("_row", "country", "place"), "country")
    return found + _zoneless(case) + _home(case)


def _two_letters() -> pl.Expr:
    return pl.col("country").str.contains(r"^[A-Z]{2}$")


def _zoneless(case: Case) -> list[Finding]:
    atlas = read_atlas(case)
    zones = {row["place"]: any(up["time_zone"] for up in atlas.chain(row["place"])) for row in atlas.rows.values()}
    without = [place for place, zone in zones.items() if place and not zone]
    rows = case["sites"].filter(pl.col("place").is_in(without)).sort("_row")
    rows = rows.unique("place", keep="first", maintain_order=True)
    found = case.report("no_time_zone", "sites", rows.select("_row", "place"), "place")
    if case.settings.home in without:
        home = case.settings.home
        found.append(finding("no_time_zone", file=FILE, column="home", value=home))
    return found


def _home(case: Case) -> list[Finding]:
    home, names = case.settings.home, case["places"]["place"].drop_nulls().unique()
    if not home or home in names or not case["places"].height:
        return []
    return [finding("unknown_home", file=FILE, column="home", value=home, among=names)]
