"""The chain up to the vehicle: sites, items, bills, lines, and the lanes and stocks between the tiers."""

from __future__ import annotations

import math
import random

from landbridge.cases.national.size import MODELS, PARTS_PER_VEHICLE, WORKING_SHARE, Size

Rows = list[dict[str, object]]

MAKERS = ("maker", "second", "third")
PARTS = ("part", "sub", "stuff")
_DAY_S = 86_400


def make_places() -> Rows:
    """Home and abroad."""
    home = {"place": "nation", "country": "CN", "time_zone": "Asia/Shanghai", "name_en": "Nation", "name_zh": "全国"}
    out = {"place": "abroad", "country": "KZ", "time_zone": "Asia/Almaty", "name_en": "Abroad", "name_zh": "国外"}
    return [{**row, "kind": "country"} for row in (home, out)]


def make_sites(size: Size, chance: random.Random) -> Rows:
    """Plants with finite yards, makers of three tiers, and the mine at the chain's beginning."""
    yard = math.ceil(size.plant_day * 6)
    named: list[tuple[str, str, int | None]] = [(p, "vehicle_plant", yard) for p in size.plant_names]
    for tier, kind in enumerate(("component_plant", "component_plant", "material_plant")):
        named += [(f"{MAKERS[tier]}-{s}", kind, None) for s in size.tiers[tier]]
    named.append(("mine", "source", None))
    return [
        {
            "site": site,
            "place": "nation",
            "kind": kind,
            "latitude": round(26 + 12 * chance.random(), 3),
            "longitude": round(104 + 14 * chance.random(), 3),
            "yard_units": room,
            "name_en": site,
            "name_zh": site,
        }
        for site, kind, room in named
    ]


def make_items(size: Size) -> Rows:
    """Six models, a part a supplier, and the ore."""
    rows: Rows = [_item(model, "vehicle", 1500, 150_000, model.split("-")[0]) for model in MODELS]
    for tier, (mass, value, segment) in enumerate(
        ((10, 500, "component"), (2, 50, "component"), (1, 5, "raw_material"))
    ):
        rows += [_item(f"{PARTS[tier]}-{s}", segment, mass, value) for s in size.tiers[tier]]
    return [*rows, _item("ore", "raw_material", 1, 1)]


def _item(name: str, segment: str, mass: float, value: float, powertrain: str | None = None) -> dict[str, object]:
    return {
        "item": name,
        "segment": segment,
        "powertrain": powertrain,
        "unit": "piece",
        "mass_kg": mass,
        "value_cny": value,
        "name_en": name,
        "name_zh": name,
    }


def make_bills(size: Size) -> Rows:
    """Every model takes every first-tier part, once or twice; below, each part takes two of the next tier's."""
    first = size.tiers[0]
    bills = [
        (model, f"part-{s}", 2 if (i + j) % 3 == 2 else 1)
        for i, model in enumerate(sorted(MODELS))
        for j, s in enumerate(first)
    ]
    for tier in (0, 1):
        for i, s in enumerate(size.tiers[tier]):
            bills.append((f"{PARTS[tier]}-{s}", f"{PARTS[tier + 1]}-{below(size, tier, i)}", 2))
    bills += [(f"stuff-{s}", "ore", 2) for s in size.tiers[2]]
    return [{"item": item, "input": taken, "quantity": quantity} for item, taken, quantity in bills]


def below(size: Size, tier: int, i: int) -> str:
    """Number of the maker in the next tier that supplies maker i of a tier."""
    lower = size.tiers[tier + 1]
    return lower[i % len(lower)]


def make_lines(size: Size) -> Rows:
    """A pace line a plant, 15 % faster than needed; an order line a maker, 40 % faster."""
    rows: Rows = [
        {
            "line": f"line-{p}",
            "site": p,
            "mode": "pace",
            "items": ";".join(sorted(MODELS)),
            "takt_s": round(WORKING_SHARE * _DAY_S / size.plant_day / 1.15, 6),
            "calendar": "two-shifts",
            "throughput_distribution": "lognormal",
            "throughput_h": 18,
            "throughput_p90_h": 24,
        }
        for p in size.plant_names
    ]
    for tier in range(3):
        takt = round(WORKING_SHARE * _DAY_S / size.part_day(tier) / 1.4, 6)
        rows += [
            {
                "line": f"line-{MAKERS[tier]}-{s}",
                "site": f"{MAKERS[tier]}-{s}",
                "mode": "order",
                "items": f"{PARTS[tier]}-{s}",
                "takt_s": max(0.001, takt),
                "calendar": "two-shifts",
            }
            for s in size.tiers[tier]
        ]
    return rows


def make_supply(size: Size, chance: random.Random) -> tuple[Rows, Rows]:
    """The lanes between the tiers and the stocks they refill: (lanes, replenishment)."""
    lanes: Rows = []
    stocks: Rows = []

    def refill(site: str, item: str, origin: str, daily: float, days: float, cover: float) -> None:
        lane = f"{origin}--{site}"
        hours = round(4 + 44 * chance.random(), 2)
        lanes.append(lane_row(lane, origin, site, "road", 300, hours, hours * 1.5))
        quantity = max(1, round(daily * days))
        point = max(quantity, round(daily * cover))
        stocks.append(
            {
                "site": site,
                "item": item,
                "lane": lane,
                "policy": "reorder_point",
                "reorder_point": point,
                "order_quantity": quantity,
                "initial": point + 2 * quantity,
            }
        )

    for j, s in enumerate(size.tiers[0]):
        for plant in size.plant_names:
            lot_days = 0.25 + j % 4 * 0.12
            refill(plant, f"part-{s}", f"maker-{s}", size.plant_day * PARTS_PER_VEHICLE, lot_days, 5)
    for tier in (0, 1):
        for i, s in enumerate(size.tiers[tier]):
            number = below(size, tier, i)
            daily = size.part_day(tier) * 2
            refill(f"{MAKERS[tier]}-{s}", f"{PARTS[tier + 1]}-{number}", f"{MAKERS[tier + 1]}-{number}", daily, 1, 6)
    for s in size.tiers[2]:
        refill(f"third-{s}", "ore", "mine", size.part_day(2) * 2, 1, 6)
    return lanes, stocks


def lane_row(
    name: str, origin: str, destination: str, mode: str, km: float, h: float, p90: float, load: int = 1
) -> dict[str, object]:
    """A row of lanes with a lognormal transit time."""
    return {
        "lane": name,
        "origin": origin,
        "destination": destination,
        "mode": mode,
        "distance_km": km,
        "transit_distribution": "lognormal",
        "transit_h": h,
        "transit_p90_h": round(p90, 2),
        "load_units": load,
    }
