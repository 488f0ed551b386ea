"""Exports by vehicle, market and month, so that units and values agree with what customs and the association published.

Notes
-----
5. Values: all vehicles 5.5 bn CNY in January-February and 23.0 bn to September, NEVs 1.8 bn in January-February,
   battery-electric 5.2 bn to September and 6.03 bn to October; within each of these spans by calendar day. Of
   January-February's NEVs 72 % are battery-electric; plug-in hybrids keep that daily value; November and December keep
   October's battery-electric daily value, and all vehicles that of March to September.
6. Units: buses 6,500 in the first half; the price of combustion cars makes all vehicles 169,000 in the first half.
7. Demand runs `LEAD_D` days ahead of the border, the time from the yard to the ship or the crossing: a month's exports
   are what was asked for from that many days before it to that many days before its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from landbridge.cases.henan.generator.files import read_input
from landbridge.cases.henan.generator.months import MONTHS, apportion, days_of
from landbridge.cases.henan.generator.output import CHANGEOVER_D, PACK_PLANT_OPENS

LEAD_D = {"bev": 9, "bus-bev": 6, "phev": 8, "ice": 5, "bus-ice": 5}
BEV_SHARE_OF_NEV = 0.72
PRICE_CNY = {"bev": 150_000.0, "phev": 120_000.0, "bus-bev": 1_250_000.0, "bus-ice": 450_000.0}
# Price of a combustion vehicle against the others of its class.
RELATIVE = {"saic-ice": 1.0, "chery-ice": 1.08, "nissan-pickup": 1.25, "haima-ice": 0.9, "other-ice": 0.85}
BEV_BUSES_PER_DAY = 130 * 12 / 366
EXPORT_FACTS = ("X-HEN-2024M2", "X-HEN-2024Q3", "HEN-2024H1-X", "YUTONG-X-2024H1")
BEV_FACTS = ("X-HEN-2024M2-NEV", "X-HEN-2024Q3-EV", "ART-09")


@dataclass(frozen=True)
class Order:
    """What a market takes of a vehicle in a month, and at what price [vehicles, CNY]."""

    market: str
    item: str
    month: str
    units: int
    price: float


def _span(months: tuple[str, ...]) -> int:
    return sum(days_of(month) for month in months)


_WINTER, _SUMMER = MONTHS[:2], MONTHS[2:9]


def daily_values(facts: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Export value a day by class and month: all vehicles, battery-electric and plug-in hybrids [CNY]."""
    nev_winter = facts["X-HEN-2024M2-NEV"] / _span(_WINTER)
    bev_winter = BEV_SHARE_OF_NEV * nev_winter
    bev_summer = (facts["X-HEN-2024Q3-EV"] - bev_winter * _span(_WINTER)) / _span(_SUMMER)
    bev_october = (facts["ART-09"] - facts["X-HEN-2024Q3-EV"]) / days_of("2024-10")
    all_winter = facts["X-HEN-2024M2"] / _span(_WINTER)
    all_summer = (facts["X-HEN-2024Q3"] - facts["X-HEN-2024M2"]) / _span(_SUMMER)
    bev = [bev_winter] * 2 + [bev_summer] * 7 + [bev_october] * 3
    return {
        "all": dict(zip(MONTHS, [all_winter] * 2 + [all_summer] * 10, strict=True)),
        "bev": dict(zip(MONTHS, bev, strict=True)),
        "phev": dict.fromkeys(MONTHS, nev_winter - bev_winter),
    }


def daily_units(facts: Mapping[str, float]) -> tuple[dict[str, dict[str, float]], float]:
    """Export units a day by class and month, and the mean price of a combustion car or pickup [CNY]."""
    value = daily_values(facts)
    half = MONTHS[:6]
    bev_buses = BEV_BUSES_PER_DAY
    ice_buses = facts["YUTONG-X-2024H1"] / _span(half) - bev_buses
    units = {
        "bus-bev": dict.fromkeys(MONTHS, bev_buses),
        "bus-ice": dict.fromkeys(MONTHS, ice_buses),
        "bev": {m: (value["bev"][m] - bev_buses * PRICE_CNY["bus-bev"]) / PRICE_CNY["bev"] for m in MONTHS},
        "phev": {m: value["phev"][m] / PRICE_CNY["phev"] for m in MONTHS},
    }
    rest = {m: value["all"][m] - value["bev"][m] - value["phev"][m] - ice_buses * PRICE_CNY["bus-ice"] for m in MONTHS}
    known = sum(units[kind][m] * days_of(m) for kind in units for m in half)
    price = sum(rest[m] * days_of(m) for m in half) / (facts["HEN-2024H1-X"] - known)
    units["ice"] = {m: rest[m] / price for m in MONTHS}
    return units, price


def plan_exports(facts: Mapping[str, float]) -> list[Order]:
    """The exports of every month, as demand ahead of the border."""
    units, ice_price = daily_units(facts)
    mix = _mix()
    fixed = _fixed()
    prices = _prices(mix, ice_price)
    found: dict[tuple[str, str, str], int] = {}
    for kind, shares in mix.items():
        set_apart = {m: sum(n for (i, _, when), n in fixed.items() if when == m and _kind(i) == kind) for m in MONTHS}
        per_day = units[kind][MONTHS[0]]
        for month in MONTHS:
            # the month's first days still bring what was asked for before it
            days, lead = days_of(month), LEAD_D[kind]
            per_day = (units[kind][month] * days - per_day * lead) / (days - lead)
            total = per_day * days - set_apart[month]
            for (item, market), n in zip(shares, apportion(round(total), list(shares.values())), strict=True):
                for vehicle, part in _dated(item, month, n):
                    found[vehicle, market, month] = part
    for key, n in fixed.items():
        found[key] = found.get(key, 0) + n
    return [
        Order(market, item, month, n, prices[_undated(item), market])
        for (item, market, month), n in sorted(found.items())
        if n
    ]


def _mix() -> dict[str, dict[tuple[str, str], float]]:
    """Weight of every item and market by class; a market's share is a weight within its item."""
    markets: dict[tuple[str, str], dict[str, float]] = {}
    of_class: dict[tuple[str, str], float] = {}
    for row in read_input("export_mix"):
        key = (row["class"], row["item"])
        markets.setdefault(key, {})[row["market"]] = float(row["market_share"])
        of_class[key] = float(row["item_share"])
    mix: dict[str, dict[tuple[str, str], float]] = {}
    for (kind, item), shares in markets.items():
        for market, share in shares.items():
            mix.setdefault(kind, {})[item, market] = of_class[kind, item] * share / sum(shares.values())
    return mix


def _fixed() -> dict[tuple[str, str, str], int]:
    """Units set for a market and month apart from the mix."""
    return {(row["item"], row["market"], row["month"]): int(row["units"]) for row in read_input("export_fixed")}


def _prices(mix: Mapping[str, Mapping[tuple[str, str], float]], ice_price: float) -> dict[tuple[str, str], float]:
    """Free-on-board price of every item and market; the mean of each class is its price [CNY]."""
    factor = {row["market"]: float(row["price_factor"]) for row in read_input("markets")}
    prices: dict[tuple[str, str], float] = {}
    for kind, shares in mix.items():
        level = {key: RELATIVE.get(key[0], 1.0) * factor[key[1]] for key in shares}
        mean = sum(level[key] * w for key, w in shares.items()) / sum(shares.values())
        price = PRICE_CNY.get(kind, ice_price)
        prices |= {key: round(level[key] / mean * price, -2) for key in shares}
    for item, market, _ in _fixed():
        prices[item, market] = round(PRICE_CNY[_kind(item)] * factor[market], -2)
    return prices


def _kind(item: str) -> str:
    return "phev" if item.endswith("-phev") else "bev"


def _dated(item: str, month: str, units: int) -> list[tuple[str, int]]:
    """The SAIC electric car has Zhengzhou packs once the pack plant works and the yard is sold."""
    if item != "saic-bev" or month < PACK_PLANT_OPENS:
        return [(item, units)]
    old = round(units * CHANGEOVER_D / days_of(month)) if month == PACK_PLANT_OPENS else 0
    return [(item, old), ("saic-bev-zz", units - old)]


def _undated(item: str) -> str:
    return "saic-bev" if item == "saic-bev-zz" else item
