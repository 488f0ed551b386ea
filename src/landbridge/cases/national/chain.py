"""The chain up to the vehicle: places, sites, items, bills and lines."""

from __future__ import annotations

import math
import random

from landbridge.cases.national.size import (
    CATHODE_PER_CELL,
    CELLS_PER_PACK,
    MODELS,
    RAMP_D,
    RAMP_FROM,
    RAMP_MONTH,
    WORKING_SHARE,
    Size,
    has_pack,
)

Rows = list[dict[str, object]]

MAKERS = ("maker", "second", "third")
PARTS = ("part", "sub", "stuff")
_DAY_S = 86_400
_WORKS = 10
WORKS_SHARE = 0.3
"""What a supplier's second works has of its orders."""
STAND_IN = 7
"""First of every ten suppliers for which the importer stands in."""
JUST_IN_TIME, JUST_IN_TIME_D = 4, 1.5
"""The supplier whose part the first plant keeps for a few days less than all others, and for how many."""
TIGHT_YARD_D = 3
"""Days of its output in the month of the spring holiday that the first plant's yard holds."""
IMPORTER_OPENS = "2024-03-01"
"""Before, nobody stands in."""


def has_works(number: int) -> bool:
    """Whether a first-tier supplier has a second works, beside its own site."""
    return number % _WORKS == 3


def has_stand_in(number: int) -> bool:
    """Whether the importer stands in for a first-tier supplier."""
    return number % _WORKS == STAND_IN


def make_places() -> Rows:
    """Home and abroad."""
    home = {"place": "nation", "country": "CN", "time_zone": "Asia/Shanghai", "name_en": "Nation", "name_zh": "全国"}
    out = {"place": "abroad", "country": "KZ", "time_zone": "Asia/Almaty", "name_en": "Abroad", "name_zh": "国外"}
    return [{**row, "kind": "country"} for row in (home, out)]


def make_sites(size: Size, chance: random.Random) -> Rows:
    """Plants with finite yards, makers of three tiers, the battery chain, and the sources at the chain's beginning."""
    yard = math.ceil(size.plant_day * 6) + 200
    # the first plant's fills up before the spring holiday, when more is built than the days' demand takes
    tight = math.ceil(size.plant_month(size.plant_names[0], 2) / 29 * TIGHT_YARD_D) + 20
    rooms = [tight] + [yard] * (size.plants - 1)
    named: list[tuple[str, str, int | None]] = [
        (plant, "vehicle_plant", room) for plant, room in zip(size.plant_names, rooms, strict=True)
    ]
    for tier, kind in enumerate(("component_plant", "component_plant", "material_plant")):
        named += [(f"{MAKERS[tier]}-{s}", kind, None) for s in size.tiers[tier]]
    named += [(f"works-{s}", "component_plant", None) for j, s in enumerate(size.tiers[0]) if has_works(j)]
    named += [(maker, "battery_plant", None) for maker in size.pack_makers]
    named += [("cell-maker", "battery_plant", None), ("cathode-maker", "material_plant", None)]
    named += [("mine", "source", None), ("importer", "source", None)]
    return [
        {
            "site": site,
            "place": "nation",
            "kind": kind,
            "latitude": round(26 + 12 * chance.random(), 3),
            "longitude": round(104 + 14 * chance.random(), 3),
            "yard_units": room,
            "opens": IMPORTER_OPENS if site == "importer" else None,
            "name_en": site,
            "name_zh": site,
        }
        for site, kind, room in named
    ]


def make_items(size: Size) -> Rows:
    """Six models, a part a supplier, the tracked packs with what they are made of, and the ore."""
    rows: Rows = [_item(model, "vehicle", 1500, 150_000, powertrain=model.split("-")[0]) for model in MODELS]
    for tier, (mass, value, segment) in enumerate(
        ((10, 500, "component"), (2, 50, "component"), (1, 5, "raw_material"))
    ):
        rows += [_item(f"{PARTS[tier]}-{s}", segment, mass, value) for s in size.tiers[tier]]
    rows += [{**_item("pack", "battery", 400, 40_000), "tracked": "yes"}, _item("cell", "battery", 3, 250)]
    rows.append({**_item("cathode", "raw_material", 0.001, 0.08), "unit": "g"})
    return [*rows, _item("ore", "raw_material", 1, 1)]


def _item(name: str, segment: str, mass: float, value: float, powertrain: str | None = None) -> dict[str, object]:
    return {
        "item": name,
        "segment": segment,
        "powertrain": powertrain,
        "unit": "piece",
        "mass_kg": mass,
        "value_cny": value,
        "tracked": None,
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
    bills += [(model, "pack", 1) for model in sorted(MODELS) if has_pack(model)]
    bills += [("pack", "cell", CELLS_PER_PACK), ("cell", "cathode", CATHODE_PER_CELL), ("cathode", "ore", 1)]
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
    """A pace line a plant, 15 % faster than needed, the last ramping up; an order line a maker, half as fast again."""
    rows: Rows = [row for plant in size.plant_names for row in _plant_rows(size, plant)]
    for tier in range(3):
        for i, s in enumerate(size.tiers[tier]):
            site, item = f"{MAKERS[tier]}-{s}", f"{PARTS[tier]}-{s}"
            rows.append(_maker(site, item, size.part_day(tier), scrap=0.01 if i % 5 == 2 else None))
            if tier == 0 and has_works(i):
                rows.append(_maker(f"works-{s}", item, size.part_day(0) * WORKS_SHARE))
    packs = size.plant_day * size.packs_per_vehicle
    for maker in size.pack_makers:
        served = sum(size.pack_maker(plant) == maker for plant in size.plant_names)
        rows.append({**_maker(maker, "pack", packs * served, scrap=0.005), "throughput_h": 6})
    cells = packs * size.plants * CELLS_PER_PACK
    rows.append({**_maker("cell-maker", "cell", cells, scrap=0.02), "throughput_h": 24})
    rows.append({**_maker("cathode-maker", "cathode", cells * CATHODE_PER_CELL), "throughput_h": 12})
    return rows


def _plant_rows(size: Size, plant: str) -> Rows:
    takt_s = WORKING_SHARE * _DAY_S / size.plant_day / 1.15
    row: dict[str, object] = {
        "line": f"line-{plant}",
        "site": plant,
        "mode": "pace",
        "items": ";".join(sorted(MODELS)),
        "takt_s": round(takt_s, 6),
        "calendar": "plants",
        "throughput_distribution": "lognormal",
        "throughput_h": 18,
        "throughput_p90_h": 24,
        "scrap_share": 0.002,
        "rework_share": 0.03,
        "rework_distribution": "gamma",
        "rework_h": 8,
        "rework_cv": 0.5,
    }
    if plant != size.plant_names[-1]:
        return [row]
    first = f"2024-{RAMP_MONTH:02d}-01"
    before = {**row, "takt_s": round(takt_s / RAMP_FROM, 6), "valid_to": first}
    return [before, {**row, "valid_from": first, "ramp_up_d": RAMP_D, "ramp_from_share": RAMP_FROM}]


def _maker(site: str, item: str, daily: float, scrap: float | None = None) -> dict[str, object]:
    return {
        "line": f"line-{site}",
        "site": site,
        "mode": "order",
        "items": item,
        # units a day, as a takt may be far below a millisecond
        "units_per_day": round(daily / WORKING_SHARE * 1.5 / (1 - (scrap or 0)), 3),
        "calendar": "two-shifts",
        "scrap_share": scrap,
    }
