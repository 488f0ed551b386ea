"""The corridor: lanes with the vehicles they carried, sites, and where home is."""

from __future__ import annotations

from typing import Any

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.reporting.rows import plain


def corridor(network: Network, measures: Measures) -> dict[str, Any]:
    """What the map draws; a lane or a site without coordinates is not on it."""
    carried = lane_vehicles(measures)
    located = network["sites"].drop_nulls(["latitude", "longitude"])
    points = {
        site: [longitude, latitude]
        for site, longitude, latitude in located.select("site", "longitude", "latitude").iter_rows()
    }
    lanes = _lanes(network, carried, points)
    return {
        "sites": _sites(network, located, lanes),
        "lanes": lanes,
        "home": network.settings.get("home"),
        "notice": network.settings.get("map_notice"),
    }


def lane_vehicles(measures: Measures) -> dict[str, int]:
    """Vehicles that completed each lane within the case, over all routes."""
    steps = measures["lead_times"].filter(pl.col("kind") == "lane").group_by("leg").agg(pl.col("vehicles").sum())
    return dict(steps.iter_rows())


def _lanes(network: Network, carried: dict[str, int], points: dict[str, list[float]]) -> list[dict[str, Any]]:
    routed = network["lanes"].join(network["routes"].select("lane").drop_nulls().unique(), on="lane", how="semi")
    passed: dict[str, list[list[float]]] = {}
    for lane, latitude, longitude in (
        network["waypoints"].sort("lane", "position").select("lane", "latitude", "longitude").iter_rows()
    ):
        passed.setdefault(lane, []).append([longitude, latitude])
    return [
        {
            "lane": row["lane"],
            "origin": row["origin"],
            "destination": row["destination"],
            "mode": row["mode"],
            "distance": plain(row["distance_km"]),
            "scheduled": bool(row["scheduled"]),
            "vehicles": carried.get(row["lane"], 0),
            "line": _line([points[row["origin"]], *passed.get(row["lane"], []), points[row["destination"]]]),
        }
        for row in routed.sort("lane").iter_rows(named=True)
        if row["origin"] in points and row["destination"] in points
    ]


def _line(points: list[list[float]]) -> list[list[float]]:
    """The points without immediate repetitions, which a lane's ends and its waypoints may share."""
    rounded = [[round(longitude, 3), round(latitude, 3)] for longitude, latitude in points]
    return [point for at, point in enumerate(rounded) if at == 0 or point != rounded[at - 1]]


def _sites(network: Network, located: pl.DataFrame, lanes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    out: dict[str, int] = {}
    come: dict[str, int] = {}
    for lane in lanes:
        out[lane["origin"]] = out.get(lane["origin"], 0) + lane["vehicles"]
        come[lane["destination"]] = come.get(lane["destination"], 0) + lane["vehicles"]
    home = places_within(network, network.settings.get("home"))
    return [
        {
            "site": row["site"],
            "kind": row["kind"],
            "longitude": round(row["longitude"], 3),
            "latitude": round(row["latitude"], 3),
            "vehicles": max(out.get(row["site"], 0), come.get(row["site"], 0)),
            "home": row["place"] in home,
        }
        for row in located.sort("site").iter_rows(named=True)
    ]


def places_within(network: Network, place: str | None) -> frozenset[str]:
    """The place and every place that lies in it."""
    inside = {place} if place else set()
    parents = dict(network["places"].select("place", "parent").iter_rows())
    grown = True
    while grown:
        more = {name for name, parent in parents.items() if parent in inside} - inside
        inside |= more
        grown = bool(more)
    return frozenset(inside)
