"""Everything in order: schedule, chain, stock rules, corridor, demand; then the tables."""

from __future__ import annotations

from pathlib import Path

from landbridge.cases.henan.generator.chain import NAMED_MAKERS, Chain, build_chain
from landbridge.cases.henan.generator.corridor import haul_row, leg_rows, plan_routes
from landbridge.cases.henan.generator.exports import plan_exports
from landbridge.cases.henan.generator.files import read_input, write_table
from landbridge.cases.henan.generator.firms import SYNTHETIC
from landbridge.cases.henan.generator.geography import road_km
from landbridge.cases.henan.generator.goods import read_goods
from landbridge.cases.henan.generator.makers import line_rows
from landbridge.cases.henan.generator.markets import demand_rows, flow_rows, home_demand
from landbridge.cases.henan.generator.output import build_schedule, fact_values, schedule_rows
from landbridge.cases.henan.generator.places import site_rows
from landbridge.cases.henan.generator.sizing import size_stocks

_COLUMNS = {
    "sites": "site place maker kind latitude longitude yard_units opens name_en name_zh",
    "items": "item segment powertrain body unit mass_kg value_cny hs_code tracked name_en name_zh",
    "bills": "item input quantity",
    "lines": "line site mode items takt_s units_per_day calendar throughput_distribution throughput_h throughput_p90_h",
    "schedule": "line item month quantity",
    "replenishment": "site item line lane policy reorder_point order_quantity order_up_to initial",
    "lanes": "lane origin destination mode distance_km transit_distribution transit_h transit_p90_h load_units items",
    "demand": "market item month quantity arrival promised_d unmet unit_value_cny",
    "flows": "line item market route share",
}


def generate(folder: Path) -> None:
    """Write the generated tables into the folder."""
    goods, plan = read_goods(), build_schedule()
    chain = build_chain(goods, plan)
    sites = site_rows(chain, plan)
    by_name = {str(row["site"]): {k: str(v) for k, v in row.items()} for row in sites}
    km = {(link.supplier, link.site): road_km(by_name[link.supplier], by_name[link.site]) for link in chain.links}
    exports = plan_exports(fact_values())
    home = home_demand(plan, exports)
    flows, used = flow_rows(plan, home, exports)
    routes, hauls = plan_routes(used)
    lanes = leg_rows()
    for origin, destination in hauls:
        load = 1 if origin.startswith(("yutong", "shaolin")) else 8
        lanes.append(
            haul_row(
                by_name, origin, destination, load, "estimate", "Road distance and time by rule 9 of docs/henan.md"
            )
        )
    lanes += _supply_lanes(chain, by_name)
    tables = {
        "sites": sites,
        "items": goods.items,
        "bills": goods.bill_rows,
        "lines": line_rows(chain, plan),
        "schedule": schedule_rows(plan),
        "replenishment": _replenishment(chain, km, goods.bills),
        "lanes": lanes,
        "demand": demand_rows(home, exports),
        "flows": flows,
    }
    for name, rows in tables.items():
        write_table(folder, name, _COLUMNS[name].split(), rows)
    write_table(folder, "routes", ("route", "position", "lane", "terminal"), routes, provenance=())


def _named(site: str) -> bool:
    return site in NAMED_MAKERS or site in {row["site"] for row in read_input("sites")}


def _supply_lanes(chain: Chain, sites: dict[str, dict[str, str]]) -> list[dict[str, object]]:
    rows = []
    for origin, destination in sorted({(link.supplier, link.site) for link in chain.links}):
        named = _named(origin) and _named(destination)
        source = "Road distance and time by rule 9 of docs/henan.md" if named else SYNTHETIC
        rows.append(haul_row(sites, origin, destination, 1, "estimate" if named else "synthetic", source))
    return rows


def _replenishment(
    chain: Chain, km: dict[tuple[str, str], int], bills: dict[str, dict[str, int]]
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for link, rule in zip(chain.links, size_stocks(chain, km, bills), strict=True):
        named = _named(link.supplier) and _named(link.site)
        rows.append(
            {
                "site": link.site,
                "item": link.item,
                "line": link.line,
                "lane": f"{link.supplier}--{link.site}",
                "policy": rule.policy,
                "reorder_point": rule.reorder_point,
                "order_quantity": rule.order_quantity,
                "order_up_to": rule.order_up_to,
                "initial": rule.initial,
                "confidence": "estimate" if named else "synthetic",
                "source": "Sized by rule 10 of docs/henan.md"
                if named
                else f"{SYNTHETIC}; sized by rule 10 of docs/henan.md",
            }
        )
    return rows
