"""Supply between the tiers: lanes, and stocks that are refilled over them, from one source or two."""

from __future__ import annotations

import math
import random

from landbridge.cases.national.chain import (
    JUST_IN_TIME,
    JUST_IN_TIME_D,
    MAKERS,
    PARTS,
    WORKS_SHARE,
    Rows,
    below,
    has_stand_in,
    has_works,
)
from landbridge.cases.national.size import CATHODE_PER_CELL, CELLS_PER_PACK, PARTS_PER_VEHICLE, Size


def make_supply(size: Size, chance: random.Random) -> tuple[Rows, Rows]:
    """The lanes between the tiers and the stocks they refill: (lanes, replenishment)."""
    supply = _Supply(chance)
    for plant in size.plant_names:
        # stands in at once where a supplier's site or lane is closed
        supply.lane("importer", plant, 60)
    for j, s in enumerate(size.tiers[0]):
        for plant in size.plant_names:
            supply.plant_stock(size, plant, j, s)
    for tier in (0, 1):
        for i, s in enumerate(size.tiers[tier]):
            item, origin = _next(size, tier, i)
            supply.stock(f"{MAKERS[tier]}-{s}", item, origin, size.part_day(tier) * 2, 1, 6)
            if tier == 0 and has_works(i):
                supply.stock(f"works-{s}", item, origin, size.part_day(0) * WORKS_SHARE * 2, 1, 6)
    for s in size.tiers[2]:
        daily = size.part_day(2) * 2
        # ore comes by the truck: back to six days, in whole trucks and no fewer than ten
        truck = max(1, math.ceil(daily / 40))
        supply.lane("mine", f"third-{s}", 4 + 44 * chance.random())
        supply.stocks.append(
            {
                "site": f"third-{s}",
                "item": "ore",
                "lane": f"mine--third-{s}",
                "policy": "base_stock",
                "order_up_to": math.ceil(daily * 8),
                "initial": math.ceil(daily * 8),
                "minimum_order": truck * 10,
                "order_multiple": truck,
            }
        )
    _batteries(size, supply)
    return supply.lanes, supply.stocks


def _next(size: Size, tier: int, i: int) -> tuple[str, str]:
    number = below(size, tier, i)
    return f"{PARTS[tier + 1]}-{number}", f"{MAKERS[tier + 1]}-{number}"


def _batteries(size: Size, supply: _Supply) -> None:
    packs = size.plant_day * size.packs_per_vehicle
    for plant in size.plant_names:
        supply.stock(plant, "pack", size.pack_maker(plant), packs, 0.25, 4)
    for maker in size.pack_makers:
        served = sum(size.pack_maker(plant) == maker for plant in size.plant_names)
        supply.stock(maker, "cell", "cell-maker", packs * served * CELLS_PER_PACK, 0.5, 6)
    cells = packs * size.plants * CELLS_PER_PACK
    supply.stock("cell-maker", "cathode", "cathode-maker", cells * CATHODE_PER_CELL, 1, 7)
    supply.stock("cathode-maker", "ore", "mine", cells * CATHODE_PER_CELL, 1, 6)


class _Supply:
    """Collects lanes and stocks."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.lanes: Rows = []
        self.stocks: Rows = []

    def lane(self, origin: str, site: str, hours: float) -> str:
        name = f"{origin}--{site}"
        self.lanes.append(lane_row(name, origin, site, "road", 300, round(hours, 2), hours * 1.5))
        return name

    def stock(self, site: str, item: str, origin: str, daily: float, days: float, cover: float) -> dict[str, object]:
        """A stock by (s, Q): Q for so many days, s for a cover of so many more."""
        # what is kept for a short time is not brought from afar
        lane = self.lane(origin, site, (4 + 44 * self._chance.random()) * min(1, cover / 4))
        quantity = max(1, round(daily * days))
        point = max(quantity, math.ceil(daily * cover))
        row: dict[str, object] = {
            "site": site,
            "item": item,
            "lane": lane,
            "policy": "reorder_point",
            "reorder_point": point,
            "order_quantity": quantity,
            "initial": point + 2 * quantity,
        }
        self.stocks.append(row)
        return row

    def plant_stock(self, size: Size, plant: str, j: int, s: str) -> None:
        """A part at a plant: one in five up to S, one in three on a finite shelf, some from two sources."""
        just_in_time = j == JUST_IN_TIME and plant == size.plant_names[0]
        cover = JUST_IN_TIME_D if just_in_time else 5
        daily, days = size.plant_day * PARTS_PER_VEHICLE, 0.25 + j % 4 * 0.12
        row = self.stock(plant, f"part-{s}", f"maker-{s}", daily, days, cover)
        quantity, point = max(1, round(daily * days)), max(1, math.ceil(daily * cover))
        if j % 5 == 1:
            # no fewer than a truck, in whole boxes
            box = max(1, quantity // 12)
            row |= {"policy": "order_up_to", "order_quantity": None, "order_up_to": point + quantity}
            row |= {"minimum_order": max(1, quantity // 2), "order_multiple": box}
        elif j % 3 == 0:
            # below s + Q, so that lots that come early wait at the dock; above Q and a vehicle's need
            capacity = max(math.ceil((point + quantity) * 0.8), quantity + 2)
            row |= {"capacity": capacity, "initial": min(capacity, point + quantity)}
        if has_works(j):
            row["share"] = 1 - WORKS_SHARE
            lane = self.lane(f"works-{s}", plant, 4 + 44 * self._chance.random())
            self.stocks.append({"site": plant, "item": f"part-{s}", "lane": lane, "share": WORKS_SHARE})
        elif has_stand_in(j):
            fallback = {"site": plant, "item": f"part-{s}", "lane": f"importer--{plant}", "priority": 2}
            self.stocks.append(fallback)


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
