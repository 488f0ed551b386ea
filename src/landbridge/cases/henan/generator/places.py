"""Sites: the named ones, the makers that no source names, and the synthetic firms."""

from __future__ import annotations

from landbridge.cases.henan.generator.chain import Chain
from landbridge.cases.henan.generator.files import read_input
from landbridge.cases.henan.generator.months import MONTHS, days_of
from landbridge.cases.henan.generator.output import Schedule
from landbridge.cases.henan.generator.sizing import nice

# The article counts 17 makers; seven are named.
UNNAMED = 10
YARD_ROOM_D = 25


def site_rows(chain: Chain, plan: Schedule) -> list[dict[str, object]]:
    """The rows of the table `sites`."""
    yards = _yards(plan)
    rows: list[dict[str, object]] = []
    for row in read_input("sites"):
        rows.append(dict(row) | {"yard_units": yards.get(row["site"], "")})
    rows += [_unnamed(number) for number in range(1, UNNAMED + 1)]
    rows += [dict(firm.site) for firm in chain.register.firms]
    return rows


def _yards(plan: Schedule) -> dict[str, int]:
    """Room for `YARD_ROOM_D` days of the busiest month's output."""
    sites = {row["line"]: row["site"] for row in read_input("lines")}
    busiest: dict[str, float] = {}
    for month in MONTHS:
        built: dict[str, float] = {}
        for (line, _, when), units in plan.items():
            if when == month:
                built[sites[line]] = built.get(sites[line], 0) + units / days_of(month)
        busiest = {site: max(busiest.get(site, 0.0), built.get(site, 0.0)) for site in {*busiest, *built}}
    return {site: nice(per_day * YARD_ROOM_D) for site, per_day in busiest.items()}


def _unnamed(number: int) -> dict[str, object]:
    name = f"unnamed-{number:02d}"
    return {
        "site": name,
        "place": "henan",
        "maker": name,
        "kind": "vehicle_plant",
        "confidence": "published",
        "source": "One of the 17 makers counted by the article (ART-07); no source names it",
        "derived_from": ["ART-07"],
        "note": "without place and lines; its output is in other-henan-makers",
        "name_en": f"Unnamed vehicle maker {number:02d}",
        "name_zh": f"未具名整车企业{number:02d}",
    }
