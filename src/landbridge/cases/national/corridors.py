"""The ways to the buyers: roads at home, two rail corridors over a border, a sea route."""

from __future__ import annotations

import math

from landbridge.cases.national.chain import Rows
from landbridge.cases.national.size import ABROAD, DAYS, Size
from landbridge.cases.national.supply import lane_row

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
    """Hauls from every plant to the home markets and the hubs, and the corridors' long legs.

    A truck home leaves half empty after half a day; one to a hub carries one model only, and waits a day for it.
    """
    rows: Rows = []
    for plant in size.plant_names:
        for market in size.home_markets:
            rows.append({**lane_row(f"{plant}--{market}", plant, market, "road", 800, 40, 60, 8), "load_wait_h": 12})
        for hub in ("railhead", "harbour"):
            haul = lane_row(f"{plant}--{hub}", plant, hub, "road", 200, 8, 12, 8)
            rows.append({**haul, "load_wait_h": 24, "mixed": "no"})
    return [
        *rows,
        lane_row("rail-west-china", "railhead", "border", "rail", 3300, 90, 120),
        # what changes gauge together crosses together
        {**lane_row("border-gauge", "border", "gauge", "rail", 14, 1, 2, _gauge_load(size)), "load_wait_h": 6},
        lane_row("rail-west-abroad", "gauge", "rail-west", "rail", 5200, 190, 260),
        lane_row("rail-north-line", "railhead", "rail-north", "rail", 4000, 160, 200),
        lane_row("sea-line", "harbour", "sea", "sea", 20000, 900, 1100),
    ]


_LEGS = {"rail-west-china": "rail-west", "rail-west-abroad": "rail-west", "rail-north-line": "rail-north"}
_FLEETS = {"rail-west-china": "wagons-west", "rail-west-abroad": "wagons-broad", "rail-north-line": "wagons-north"}
_TRIP_H = {"wagons-west": (96, 100), "wagons-broad": (200, 210), "wagons-north": (165, 170)}
"""Mean hours out, and the median back."""
_SPARE = {"wagons-west": 1.35, "wagons-broad": 1.35, "wagons-north": 1.1}
"""Wagons there are, over those that are busy on a day of the peak."""
_PER_WAGON = 5
_PEAK = 1.15
"""A month's share of the year over a twelfth of it, at most, with the mix that vehicles to one market come in."""


def _daily(size: Size, market: str) -> float:
    return size.vehicles / DAYS * ABROAD[market] * _PEAK


def _trains(size: Size, market: str) -> int:
    """Trains a day: as many as make them long enough to be worth it, at most eight."""
    return min(8, max(1, round(_daily(size, market) / 40)))


def _gauge_load(size: Size) -> int:
    """Vehicles that change gauge at once: four servers do it in an hour each, a third of the day."""
    return max(1, math.ceil(_daily(size, "rail-west") / 32))


def make_timetables(size: Size) -> Rows:
    """Trains on each rail leg and two ships a week, each with some room to spare; a train too empty does not run."""
    rows: Rows = []
    for lane, market in _LEGS.items():
        trains = _trains(size, market)
        capacity = math.ceil(_daily(size, market) / trains * 1.2) + _PER_WAGON
        rows += [
            {
                "service": f"train-{lane}-{i:02d}",
                "lane": lane,
                "weekdays": "Mon-Sun",
                "departs": f"{24 * i // trains:02d}:30",
                "cut_off_h": 2,
                "capacity_units": capacity,
                "minimum_units": max(1, capacity // 5),
                "fleet": _FLEETS[lane],
            }
            for i in range(trains)
        ]
    ship = {"service": "ship", "lane": "sea-line", "weekdays": "Mon;Thu", "departs": "12:00", "cut_off_h": 12}
    return [*rows, {**ship, "capacity_units": math.ceil(_daily(size, "sea") * 4 * 1.3)}]


def make_fleets(size: Size) -> Rows:
    """Wagons for the way out and back: more than the average needs, and few to spare where snow holds the trains."""
    rows: Rows = []
    for lane, fleet in _FLEETS.items():
        out, back = _TRIP_H[fleet]
        days, market = (out + back * 1.1) / 24, _LEGS[lane]
        # a train's last wagon is seldom full
        busy = days * (_daily(size, market) / _PER_WAGON + _trains(size, market))
        rows.append(
            {
                "fleet": fleet,
                "wagons": math.ceil(busy * _SPARE[fleet]),
                "units_per_wagon": _PER_WAGON,
                "return_distribution": "lognormal",
                "return_h": back,
                "return_p90_h": back * 1.4,
            }
        )
    return rows


def make_departures() -> Rows:
    """Days on which a train is cancelled, and one goes extra the day after."""
    rows: Rows = []
    for month in range(1, 13):
        for day, change in ((10, "cancelled"), (11, "extra")):
            rows.append(
                {
                    "service": "train-rail-west-china-00",
                    "date": f"2024-{month:02d}-{day}",
                    "change": change,
                    "departs": "21:15" if change == "extra" else None,
                }
            )
    return rows


def make_terminals(size: Size) -> Rows:
    """Loading at both hubs, customs by train, the gauge change by wagons, an inspection; few are on duty at night."""
    cranes = max(3, math.ceil(size.vehicles / 300_000))
    trains = _trains(size, "rail-west")
    # at a quarter of an hour each, a third of the day
    inspectors = max(3, math.ceil(_daily(size, "rail-north") / size.plants / 32))
    columns = "terminal site step handles load_units servers calendar time_distribution time_h time_p90_h time_cv"
    rows = [
        ("rail-loading", "railhead", "loading", "load", 8, cranes, "hubs", "lognormal", 0.75, 1.5, None),
        ("harbour-loading", "harbour", "loading", "load", 8, cranes, "hubs", "lognormal", 0.75, 1.5, None),
        ("border-customs", "border", "customs", "departure", 1, max(3, trains // 2), "customs", "exponential", 2.0,
         None, None),
        ("gauge-change", "gauge", "gauge_change", "load", _gauge_load(size), 4, "always", "gamma", 1.0, None, 0.5),
        ("north-inspection", "rail-north", "inspection", "unit", 1, inspectors, "hubs", "gamma", 0.25, None, 0.5),
    ]  # fmt: skip
    return [dict(zip(columns.split(), row, strict=True)) for row in rows]


def make_routes(size: Size) -> Rows:
    """From every plant to every market; the first plant's vehicles are inspected one by one in the north."""
    rows: Rows = []
    for plant in size.plant_names:
        rows += [{"route": f"{plant}-{m}", "position": 1, "lane": f"{plant}--{m}"} for m in size.home_markets]
        for market, steps in _STEPS.items():
            way = (("lane", f"{plant}--{_HUBS[market]}"), *steps)
            if (plant, market) == (size.plant_names[0], "rail-north"):
                way = (*way, ("terminal", "north-inspection"))
            rows += [
                {"route": f"{plant}-{market}", "position": i + 1, kind: name} for i, (kind, name) in enumerate(way)
            ]
    return rows
