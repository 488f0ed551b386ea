"""The ways to the buyers: roads at home, two rail corridors over a border, a sea route; demand and flows."""

from __future__ import annotations

import math
import random

from landbridge.cases.national.chain import Rows, lane_row
from landbridge.cases.national.size import ABROAD, DAYS, MODELS, Size

_MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]
_HUBS = {"rail-west": "railhead", "rail-north": "railhead", "sea": "harbour"}
_STEPS: dict[str, tuple[tuple[str, str], ...]] = {
    "rail-west": (
        ("terminal", "rail-loading"),
        ("lane", "rail-west-china"),
        ("terminal", "border-customs"),
        ("lane", "border-gauge"),
        ("terminal", "gauge-change"),
        ("lane", "rail-west-abroad"),
    ),
    "rail-north": (("terminal", "rail-loading"), ("lane", "rail-north-line")),
    "sea": (("terminal", "harbour-loading"), ("lane", "sea-line")),
}


def make_stations(size: Size) -> Rows:
    """Railhead, harbour, border and markets, as rows of sites."""
    at = {"railhead": ("nation", "terminal", 34.7, 113.8), "harbour": ("nation", "port", 31.2, 121.9),
          "border": ("nation", "border", 45.2, 82.6), "gauge": ("abroad", "border", 45.3, 82.4)}  # fmt: skip
    markets = {m: ("nation", "market", 28.0 + i, 106.0 + i) for i, m in enumerate(size.home_markets)}
    markets |= {m: ("abroad", "market", 52.0, 20.0 + 10 * i) for i, m in enumerate(ABROAD)}
    return [
        {"site": s, "place": place, "kind": kind, "latitude": lat, "longitude": lon, "name_en": s, "name_zh": s}
        for s, (place, kind, lat, lon) in (at | markets).items()
    ]


def make_lanes(size: Size) -> Rows:
    """Hauls from every plant to the home markets and the hubs, and the corridors' long legs."""
    rows: Rows = []
    for plant in size.plant_names:
        rows += [lane_row(f"{plant}--{m}", plant, m, "road", 800, 40, 60, 8) for m in size.home_markets]
        rows += [lane_row(f"{plant}--{hub}", plant, hub, "road", 200, 8, 12, 8) for hub in ("railhead", "harbour")]
    return [
        *rows,
        lane_row("rail-west-china", "railhead", "border", "rail", 3300, 90, 120),
        lane_row("border-gauge", "border", "gauge", "rail", 14, 1, 2),
        lane_row("rail-west-abroad", "gauge", "rail-west", "rail", 5200, 190, 260),
        lane_row("rail-north-line", "railhead", "rail-north", "rail", 4000, 160, 200),
        lane_row("sea-line", "harbour", "sea", "sea", 20000, 900, 1100),
    ]


def _daily(size: Size, market: str) -> float:
    return size.vehicles / DAYS * ABROAD[market]


def make_timetables(size: Size) -> Rows:
    """Eight trains a day on each rail leg and two ships a week, each with some room to spare."""
    legs = {"rail-west-china": "rail-west", "rail-west-abroad": "rail-west", "rail-north-line": "rail-north"}
    rows: Rows = [
        {
            "service": f"train-{lane}-{hour:02d}",
            "lane": lane,
            "weekdays": "Mon-Sun",
            "departs": f"{hour:02d}:30",
            "cut_off_h": 2,
            "capacity_units": math.ceil(_daily(size, market) / 8 * 1.15),
        }
        for lane, market in legs.items()
        for hour in range(0, 24, 3)
    ]
    ship = {"service": "ship", "lane": "sea-line", "weekdays": "Mon;Thu", "departs": "12:00", "cut_off_h": 12}
    return [*rows, {**ship, "capacity_units": math.ceil(_daily(size, "sea") * 3.5 * 1.3)}]


def make_terminals(size: Size) -> Rows:
    """Loading at both hubs, customs by train, the gauge change by wagons."""
    cranes = max(2, size.vehicles // 600_000)
    wagons = max(1, math.ceil(_daily(size, "rail-west") / 32))
    columns = "terminal site step handles load_units servers calendar time_distribution time_h time_p90_h time_cv"
    rows = [
        ("rail-loading", "railhead", "loading", "load", 8, cranes, "always", "lognormal", 0.75, 1.5, None),
        ("harbour-loading", "harbour", "loading", "load", 8, cranes, "always", "lognormal", 0.75, 1.5, None),
        ("border-customs", "border", "customs", "departure", 1, 3, "two-shifts", "exponential", 2.0, None, None),
        ("gauge-change", "gauge", "gauge_change", "load", wagons, 4, "always", "gamma", 1.0, None, 0.5),
    ]
    return [dict(zip(columns.split(), row, strict=True)) for row in rows]


def make_routes(size: Size) -> Rows:
    """From every plant to every market."""
    rows: Rows = []
    for plant in size.plant_names:
        rows += [{"route": f"{plant}-{m}", "position": 1, "lane": f"{plant}--{m}"} for m in size.home_markets]
        for market, steps in _STEPS.items():
            way = (("lane", f"{plant}--{_HUBS[market]}"), *steps)
            rows += [
                {"route": f"{plant}-{market}", "position": i + 1, kind: name} for i, (kind, name) in enumerate(way)
            ]
    return rows


def make_flows(size: Size) -> Rows:
    """Every line sends every model to every market, by the market's share."""
    return [
        {"line": f"line-{plant}", "item": model, "market": market, "route": f"{plant}-{market}", "share": share}
        for plant in size.plant_names
        for model in MODELS
        for market, share in size.shares.items()
    ]


def make_schedule(size: Size) -> Rows:
    """The same quantity in every month."""
    month = size.vehicles / 12 / size.plants
    return [
        {"line": f"line-{plant}", "item": model, "month": m, "quantity": round(month * share)}
        for plant in size.plant_names
        for m in _MONTHS
        for model, share in MODELS.items()
    ]


def make_demand(size: Size) -> Rows:
    """What is built is wanted, levelled."""
    month = size.vehicles / 12
    return [
        {
            "market": market,
            "item": model,
            "month": m,
            "quantity": math.floor(month * part * share),
            "arrival": "levelled",
        }
        for m in _MONTHS
        for model, part in MODELS.items()
        for market, share in size.shares.items()
    ]


def make_disruptions(size: Size, chance: random.Random) -> Rows:
    """A half day's closure or slowdown of one supplier in four."""
    rows: Rows = []
    for i in range(size.suppliers // 4):
        day = f"2024-{1 + i % 12:02d}-{1 + i % 27:02d}"
        target = f"maker-{chance.choice(size.tiers[0])}"
        when = {"starts": f"{day} 06:00", "ends": f"{day} 18:00", "factor": 0 if i % 3 else 0.5}
        rows.append({"disruption": f"closure-{i:03d}", "target_kind": "site", "target": target, **when})
    return rows
