"""Demand and flows: exports first, and at home what is left, so that yards keep a few days of vehicles.

Notes
-----
8. At home a month's demand is its output less exports less what brings the yard to `YARD_D` days of the next month's
   output; the warm-up and January build that stock up together.
"""

from __future__ import annotations

from collections.abc import Mapping

from landbridge.cases.henan.generator.corridor import HOME, route_name
from landbridge.cases.henan.generator.exports import BEV_FACTS, EXPORT_FACTS, Order
from landbridge.cases.henan.generator.files import read_input
from landbridge.cases.henan.generator.months import MONTHS, WARM_UP_D, apportion, days_of
from landbridge.cases.henan.generator.output import CHANGEOVER_D, PACK_PLANT_OPENS, Schedule

YARD_D = 3.5


def home_demand(plan: Schedule, exports: list[Order]) -> dict[tuple[str, str], int]:
    """What China takes of every vehicle and month."""
    built: dict[tuple[str, str], int] = {}
    for (_, item, month), units in plan.items():
        built[item, month] = built.get((item, month), 0) + units
    sold: dict[tuple[str, str], int] = {}
    for order in exports:
        sold[order.item, order.month] = sold.get((order.item, order.month), 0) + order.units
    found = {}
    for item in sorted({item for item, _ in built}):
        yard = 0.0
        for at, month in enumerate(MONTHS):
            days, later = days_of(month), MONTHS[min(at + 1, 11)]
            units = built.get((item, month), 0)
            target = YARD_D * built.get((item, later), 0) / days_of(later)
            if item == "saic-bev" and later == PACK_PLANT_OPENS:
                target = CHANGEOVER_D * built["saic-bev-zz", later] / days_of(later)
            # January's daily rate also holds in the warm-up, so its surplus is spread over both
            stretch = (WARM_UP_D + days) / days if at == 0 else 1.0
            wanted = units - sold.get((item, month), 0) - (target - yard) / stretch
            found[item, month] = max(0, round(wanted))
            yard += (units - sold.get((item, month), 0) - found[item, month]) * stretch
    return {key: units for key, units in found.items() if units}


def demand_rows(home: Mapping[tuple[str, str], int], exports: list[Order]) -> list[dict[str, object]]:
    """The rows of the table `demand`."""
    markets = {row["market"]: row for row in read_input("markets")}
    shares = {name: float(row["home_share"]) for name, row in markets.items() if row["home_share"]}
    rows: list[dict[str, object]] = []
    for (item, month), units in sorted(home.items()):
        for market, n in zip(shares, apportion(units, list(shares.values())), strict=True):
            source = "Output less exports, split over China's regions by assumed shares: rule 8 of docs/henan.md"
            rows.append(_row(market, item, month, n, markets, "estimate", source, []))
    for order in exports:
        facts = [*EXPORT_FACTS, *(BEV_FACTS if _is_nev(order.item) else ())]
        source = "Published export values and units, split by assumed shares: rules 5 to 7 of docs/henan.md"
        row = _row(order.market, order.item, order.month, order.units, markets, "estimate", source, facts)
        rows.append(row | {"unit_value_cny": order.price})
    kept = (row for row in rows if row["quantity"])
    return sorted(kept, key=lambda row: (str(row["market"]), str(row["item"]), str(row["month"])))


def flow_rows(
    plan: Schedule, home: Mapping[tuple[str, str], int], exports: list[Order]
) -> tuple[list[dict[str, object]], set[tuple[str, str, str]]]:
    """The rows of the table `flows`, and the (site, gateway, market) they use."""
    sites = {row["line"]: row["site"] for row in read_input("lines")}
    home_shares = {row["market"]: float(row["home_share"]) for row in read_input("markets") if row["home_share"]}
    at_home: dict[str, float] = {}
    for (item, _), units in home.items():
        at_home[item] = at_home.get(item, 0) + units
    abroad: dict[tuple[str, str], float] = {}
    for order in exports:
        abroad[order.item, order.market] = abroad.get((order.item, order.market), 0) + order.units
    gateways = _gateways()
    rows: list[dict[str, object]] = []
    used: set[tuple[str, str, str]] = set()
    for line, item in sorted({(line, item) for line, item, _ in plan}):
        whole = sum(home_shares.values())
        ways = [(market, HOME, at_home.get(item, 0) * share / whole) for market, share in home_shares.items()]
        for market in sorted(market for i, market in abroad if i == item):
            of_market = gateways["saic-bev" if item == "saic-bev-zz" else item, market]
            ways += [(market, g, abroad[item, market] * w / sum(of_market.values())) for g, w in of_market.items()]
        for market, gateway, share in ways:
            if share:
                used.add((sites[line], gateway, market))
                name = route_name(sites[line], gateway, market)
                rows.append(_flow(line, item, market, name, share))
    return rows, used


def _gateways() -> dict[tuple[str, str], dict[str, float]]:
    found: dict[tuple[str, str], dict[str, float]] = {}
    for row in read_input("export_mix"):
        found.setdefault((row["item"], row["market"]), {})[row["gateway"]] = float(row["gateway_share"])
    for row in read_input("export_fixed"):
        found[row["item"], row["market"]] = {row["gateway"]: 100.0}
    return found


def _flow(line: str, item: str, market: str, route: str, share: float) -> dict[str, object]:
    return {
        "line": line,
        "item": item,
        "market": market,
        "route": route,
        "share": round(share, 2),
        "confidence": "estimate",
        "source": "Demand of the year by market, split over routes by assumed shares",
    }


def _row(
    market: str,
    item: str,
    month: str,
    units: int,
    markets: Mapping[str, Mapping[str, str]],
    confidence: str,
    source: str,
    facts: list[str],
) -> dict[str, object]:
    return {
        "market": market,
        "item": item,
        "month": month,
        "quantity": units,
        "arrival": "levelled",
        "promised_d": markets[market]["promised_d"],
        "unmet": "backlog",
        "confidence": confidence,
        "source": source,
        "derived_from": facts,
    }


def _is_nev(item: str) -> bool:
    return "-bev" in item or "-phev" in item
