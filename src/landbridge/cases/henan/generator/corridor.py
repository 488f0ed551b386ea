"""Lanes and routes: the frozen legs of the corridor, hauls from the plants, and what a vehicle passes on its way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from landbridge.cases.henan.generator.files import read_input
from landbridge.cases.henan.generator.geography import road_h, road_km

Sites = Mapping[str, Mapping[str, str]]
HOME = "home"


def leg_rows() -> list[dict[str, object]]:
    """The lanes of the corridor as they stand in the inputs."""
    rows: list[dict[str, object]] = []
    for leg in read_input("legs"):
        row: dict[str, object] = dict(leg)
        row |= {"transit_distribution": "lognormal", "transit_h": leg["median_h"], "transit_p90_h": leg["p90_h"]}
        rows.append(row)
    return rows


def haul_row(sites: Sites, origin: str, destination: str, load: int, confidence: str, source: str) -> dict[str, object]:
    """A lane by road between two sites."""
    km = road_km(sites[origin], sites[destination])
    median, p90 = road_h(km)
    return {
        "lane": f"{origin}--{destination}",
        "origin": origin,
        "destination": destination,
        "mode": "road",
        "distance_km": km,
        "transit_distribution": "lognormal",
        "transit_h": median,
        "transit_p90_h": p90,
        "load_units": load,
        "confidence": confidence,
        "source": source,
    }


def route_name(site: str, gateway: str, market: str) -> str:
    """The name of a plant's route through a gateway, or straight to a market at home."""
    return f"{site}.{market}" if gateway == HOME else f"{site}.{gateway}"


def plan_routes(used: Iterable[tuple[str, str, str]]) -> tuple[list[dict[str, object]], list[tuple[str, str]]]:
    """The rows of `routes` for the (site, gateway, market) in use, and the hauls from the plants they begin with."""
    gateways = {row["gateway"]: row for row in read_input("gateways")}
    legs = {row["lane"] for row in read_input("legs")}
    rows: list[dict[str, object]] = []
    hauls: set[tuple[str, str]] = set()
    for site, gateway, market in sorted(set(used)):
        start = market if gateway == HOME else gateways[gateway]["start"]
        steps = [] if gateway == HOME else gateways[gateway]["steps"].split("|")
        hauls.add((site, start))
        for position, step in enumerate([f"{site}--{start}", *steps], 1):
            kind = "lane" if position == 1 or step in legs else "terminal"
            rows.append({"route": route_name(site, gateway, market), "position": position, kind: step})
    return rows, sorted(hauls)
