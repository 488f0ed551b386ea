"""A province of two plants, a home market and a rail route abroad, small enough to count by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from landbridge.documents import Network, Plan, Record
from landbridge.documents.document import declared
from landbridge.network.clock import Clock

HOUR = 3_600_000
DAY = 24 * HOUR
FEBRUARY = 31 * DAY
MARCH = FEBRUARY + 29 * DAY
END = MARCH + 31 * DAY
Rows = Sequence[Mapping[str, Any]]


def rows(document: str, table: str, given: Rows) -> pl.DataFrame:
    """The table with these rows, what is not given being empty."""
    columns = [column["column"] for column in declared(document)[table]]
    unknown = {name for row in given for name in row} - set(columns)
    if unknown:
        raise KeyError(f"{document}.{table}: {unknown}")
    return pl.DataFrame({c: pl.Series([row.get(c) for row in given], strict=False) for c in columns})


PLACES: Rows = [
    {"place": "cn", "kind": "country", "name_en": "China", "name_zh": "中国"},
    {"place": "yu", "parent": "cn", "kind": "province", "name_en": "Yu", "name_zh": "豫"},
    {"place": "zheng", "parent": "yu", "kind": "city", "name_en": "Zheng", "name_zh": "郑"},
    {"place": "kai", "parent": "yu", "kind": "city", "name_en": "Kai", "name_zh": "开"},
    {"place": "eu", "kind": "region", "name_en": "Europe", "name_zh": "欧洲"},
]
_ZHENG = {"place": "zheng", "city": "zheng", "province": "yu", "country": "cn"}
_KAI = {"place": "kai", "city": "kai", "province": "yu", "country": "cn"}
SITES: Rows = [
    {"site": "plant-z", "kind": "vehicle_plant", "maker": "Alpha", **_ZHENG},
    {"site": "plant-k", "kind": "vehicle_plant", "maker": "Beta", **_KAI},
    {"site": "seats", "kind": "component_plant", "maker": "Seats", **_KAI},
    {"site": "glass", "kind": "component_plant", **_KAI},
    {"site": "land-port", "kind": "terminal", "name_en": "Land port", "name_zh": "陆港", **_ZHENG},
    {"site": "border", "kind": "border", "place": "cn", "country": "cn"},
    {"site": "hamburg", "kind": "market", "place": "eu", "country": "eu", "name_en": "Hamburg", "name_zh": "汉堡"},
    {"site": "home-market", "kind": "market", "place": "cn", "country": "cn"},
]
ITEMS: Rows = [
    {
        "item": "e-car",
        "segment": "vehicle",
        "powertrain": "bev",
        "body": "car",
        "value_cny": 100.0,
        "hs_code": "870380",
    },
    {
        "item": "h-car",
        "segment": "vehicle",
        "powertrain": "phev",
        "body": "car",
        "value_cny": 90.0,
        "hs_code": "870360",
    },
    {"item": "i-car", "segment": "vehicle", "powertrain": "ice", "body": "car", "value_cny": 50.0, "hs_code": "870323"},
    {"item": "seat", "segment": "component"},
]
LINES: Rows = [
    {"line": "k-line", "site": "plant-k", "mode": "pace"},
    {"line": "z-line", "site": "plant-z", "mode": "pace", "rate_map": "days"},
]
LANES: Rows = [
    {"lane": "k-road", "origin": "plant-k", "destination": "home-market", "mode": "road"},
    {"lane": "to-port", "origin": "plant-z", "destination": "land-port", "mode": "road"},
    {"lane": "train-cn", "origin": "land-port", "destination": "border", "mode": "rail", "scheduled": True},
    {"lane": "train-eu", "origin": "border", "destination": "hamburg", "mode": "rail", "scheduled": True},
    {"lane": "z-road", "origin": "plant-z", "destination": "home-market", "mode": "road"},
]
ROUTES: Rows = [
    {"route": "abroad", "position": 1, "lane": "to-port"},
    {"route": "abroad", "position": 2, "lane": "train-cn"},
    {"route": "abroad", "position": 3, "terminal": "customs"},
    {"route": "abroad", "position": 4, "lane": "train-eu"},
    {"route": "k-home", "position": 1, "lane": "k-road"},
    {"route": "z-home", "position": 1, "lane": "z-road"},
]
FLOWS: Rows = [
    {"line": "z-line", "item": "e-car", "market": "hamburg", "route": "abroad", "weight": 500_000},
    {"line": "z-line", "item": "e-car", "market": "home-market", "route": "z-home", "weight": 500_000},
    {"line": "z-line", "item": "h-car", "market": "home-market", "route": "z-home", "weight": 1_000_000},
    {"line": "k-line", "item": "i-car", "market": "home-market", "route": "k-home", "weight": 1_000_000},
]
# z-line works 8:00 to 16:00 on the first three days, and for good from day 4 on.
RATES: Rows = [
    {"rate_map": "days", "t_ms": -10 * DAY, "permille": 0},
    *(
        {"rate_map": "days", "t_ms": d * DAY + h * HOUR, "permille": rate}
        for d in range(3)
        for h, rate in ((8, 1000), (16, 0))
    ),
    {"rate_map": "days", "t_ms": 4 * DAY, "permille": 500},
]


def network(**tables: Rows) -> Network:
    """The network, with tables replaced or added; January to March 2024, ten days of warm-up."""
    clock = Clock("Asia/Shanghai", date(2024, 1, 1), date(2024, 3, 31), 10)
    given: dict[str, Rows] = {
        "places": PLACES,
        "sites": [{"name_en": site["site"].title(), "name_zh": site["site"], **site} for site in SITES],
        "items": ITEMS,
        "lines": LINES,
        "lanes": LANES,
        "terminals": [{"terminal": "customs", "site": "border", "step": "customs"}],
        "routes": ROUTES,
        "flows": FLOWS,
        "services": [{"service": "cn-train", "lane": "train-cn"}, {"service": "eu-train", "lane": "train-eu"}],
        "rates": RATES,
        "periods": clock.periods().to_dicts(),
        **tables,
    }
    settings = {
        "title_en": "By hand",
        "title_zh": "手工案例",
        "start": "2024-01-01",
        "end": "2024-03-31",
        "home": "yu",
        "time_zone": "Asia/Shanghai",
        "end_ms": clock.end_ms,
        "warm_up_ms": clock.warm_up_ms,
        "currency": "CNY",
        "as_of": "2024-06-30",
        "seed": 1,
    }
    return Network.of({name: rows("network", name, part) for name, part in given.items()}, settings)


def built(line: str, item: str, *finished: int | None) -> list[dict[str, Any]]:
    """Vehicles that came off a line at these times [ms]."""
    return [{"line": line, "item": item, "started_ms": -10 * DAY, "finished_ms": t} for t in finished]


def record(
    vehicles: Rows, journeys: Mapping[int, Sequence[tuple[int, int | None]]] | None = None, **tables: Rows
) -> Record:
    """A record of these vehicles; `journeys` has the times [ms] of a vehicle's steps, each a movement of its own."""
    numbered = [{"vehicle": i, "unit": i, **row} for i, row in enumerate(vehicles)]
    movements: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    for vehicle, taken in sorted((journeys or {}).items()):
        for position, (began, ended) in enumerate(taken, start=1):
            steps.append({"vehicle": vehicle, "position": position, "movement": len(movements)})
            movements.append(
                {"movement": len(movements), "number": len(movements), "began_ms": began, "ended_ms": ended, "units": 1}
            )
    given: dict[str, Rows] = {"vehicles": numbered, "movements": movements, "steps": steps, **tables}
    return Record.of({name: rows("record", name, part) for name, part in given.items()})


def plan(builds: Rows = ()) -> Plan:
    """A plan with these builds."""
    return Plan.of({"builds": rows("plan", "builds", builds)})


def day_ms(day: date, hour: int = 0) -> int:
    """An hour of a local day [ms]."""
    return (day - date(2024, 1, 1)) // timedelta(milliseconds=1) + hour * HOUR


def fact(name: str, indicator: str, value: float | None, **given: Any) -> dict[str, Any]:
    """A published figure of the province's new energy vehicles in the first quarter on the association's basis."""
    low_high = {} if value is not None else {"value_low": given.pop("low", None), "value_high": given.pop("high", None)}
    return {
        "fact": name,
        "indicator": indicator,
        "value": value,
        "powertrain": "nev",
        "place": "yu",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 3, 31),
        "basis": "association",
        "unit": "vehicles",
        "published_on": date(2024, 4, 20),
        "confidence": "published",
        **low_high,
        **given,
    }
