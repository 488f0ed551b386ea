"""Lanes, services, terminals, routes, flows and demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.properties.draft import MONTHS, Draft

_SITES = {
    "home": ("market", "luoyang"),
    "almaty": ("market", "kazakhstan"),
    "duisburg": ("market", "germany"),
    "land-port": ("yard", "luoyang"),
    "border": ("border", "kazakhstan"),
}
_TERMINALS = {
    "loading": ("land-port", "loading"),
    "customs": ("border", "customs"),
    "gauge": ("border", "gauge_change"),
    "unloading": ("duisburg", "unloading"),
}


def draw_selling(draft: Draft) -> None:
    """The ways out of every plant, who takes them, and what the markets want."""
    supply: dict[tuple[str, str], float] = defaultdict(float)
    for row in draft.tables["schedule"]:
        if row["month"] == MONTHS[0]:
            ways = _ways(draft, next(r["site"] for r in draft.tables["lines"] if r["line"] == row["line"]))
            chosen = draft.random.sample(ways, draft.random.randint(1, len(ways)))
            shares = [draft.random.choice([1, 1, 2, 3.5]) for _ in chosen]
            for (market, route), share in zip(chosen, shares, strict=True):
                _add_route(draft, route)
                draft.add("flows", line=row["line"], item=row["item"], market=market, route=route, share=share)
                supply[market, row["item"]] += row["quantity"] * share / sum(shares)
    for (market, item), quantity in sorted(supply.items()):
        _add_demand(draft, market, item, quantity)


def _ways(draft: Draft, plant: str) -> list[tuple[str, str]]:
    """(market, route) of every way out of a plant; the route's name lists its steps."""
    to_port, rail = f"{plant}>land-port", "land-port>border"
    on, far = "border>almaty", "border>duisburg"
    ways: dict[str, list[tuple[str, ...]]] = {
        "home": [(f"{plant}>home",)],
        "almaty": [
            (f"{plant}>almaty",),
            (to_port, "loading", rail, on),
            (to_port, rail, "customs", on),
        ],
        "duisburg": [
            (to_port, "loading", rail, "customs", "gauge", far, "unloading"),
            (to_port, rail, "gauge", far),
        ],
    }
    return [(market, "+".join(steps)) for market, routes in ways.items() for steps in routes]


def _add_route(draft: Draft, route: str) -> None:
    if draft.has("routes", route=route):
        return
    for position, step in enumerate(route.split("+")):
        kind = "terminal" if step in _TERMINALS else "lane"
        draft.add("routes", route=route, position=position + 1, **{kind: step})
        if kind == "terminal":
            _add_terminal(draft, step)
        else:
            _add_lane(draft, step)


def _add_terminal(draft: Draft, terminal: str) -> None:
    if draft.has("terminals", terminal=terminal):
        return
    random = draft.random
    site, step = _TERMINALS[terminal]
    handles = random.choice(["unit", "load", "departure"])
    columns = draft.duration("time", {"unit": 0.3, "load": 1, "departure": 2}[handles])
    draft.add(
        "terminals",
        terminal=terminal,
        site=site,
        step=step,
        handles=handles,
        load_units=random.randint(2, 5),
        servers=random.randint(1, 3),
        calendar=random.choice(["always", "two-shift", "office"]),
        **columns,
    )


def _add_lane(draft: Draft, lane: str) -> None:
    if draft.has("lanes", lane=lane):
        return
    random = draft.random
    origin, destination = lane.split(">")
    for site in (origin, destination):
        if site in _SITES:
            kind, place = _SITES[site]
            draft.add_site(site, kind, place)
    rail = origin in ("land-port", "border")
    load = random.randint(1, 3 if draft.options.tight_yards or rail else 6)
    transit = draft.duration("transit", 10 if rail else 3)
    mode = "rail" if rail else "road"
    draft.add("lanes", lane=lane, origin=origin, destination=destination, mode=mode, load_units=load, **transit)
    if draft.options.services and (rail or random.random() < 0.3):
        departs = random.choice(["06:00", "12:00", "18:00"])
        for number in range(random.randint(1, 2)):
            _add_service(draft, f"{lane}#{number}", lane, departs)


def _add_service(draft: Draft, service: str, lane: str, departs: str) -> None:
    random = draft.random
    weekdays = random.choice(["Mon-Sun", "Mon-Sun", "Mon;Wed;Fri;Sat"])
    capacity = random.choice([2, 5, 10, 40])
    columns: dict[str, Any] = {
        "lane": lane,
        "weekdays": weekdays,
        "departs": departs if random.random() < 0.5 else f"{random.randint(0, 23):02d}:{random.randint(0, 59):02d}",
        "cut_off_h": random.choice([0, 0, 2, 7.5]),
        "capacity_units": capacity,
        "minimum_units": random.randint(1, min(capacity, 3)),
    }
    draft.add("timetables", service=service, **columns)
    days = [draft.start + timedelta(days=i) for i in range((draft.end - draft.start).days + 1)]
    random.shuffle(days)
    if random.random() < 0.5:
        draft.add("departures", service=service, date=days[0], change="extra", departs="14:30", capacity_units=3)
    if random.random() < 0.5:
        draft.add("departures", service=service, date=days[1], change="extra")
    if weekdays == "Mon-Sun" and random.random() < 0.5:
        draft.add("departures", service=service, date=days[2], change="cancelled")


def _add_demand(draft: Draft, market: str, item: str, quantity: float) -> None:
    random = draft.random
    months: Sequence[str] = MONTHS if random.random() < 0.8 else MONTHS[:1]
    for month in months:
        draft.add(
            "demand",
            market=market,
            item=item,
            month=month,
            quantity=round(quantity * random.uniform(0.5, 1.6)),
            arrival=random.choice(["levelled", "poisson"]),
            unmet=random.choice(["backlog", "backlog", "lost"]),
        )
