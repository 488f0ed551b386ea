"""Output by month: published cumulatives, spread by the nation's months, split over plants, lines and vehicles.

Notes
-----
1. Control totals: Henan by the automobile association, Zhengzhou by actual off-line; outside Zhengzhou lies the
   difference.
2. January-June and July-September are spread over their months with the nation's as weights: NEVs with CAAM's NEV
   output, the others with CAAM's output of other vehicles (months without a published total lie on the line between
   their neighbours; September takes August's).
3. October-December: NEVs keep July-September's proportion to the nation's: CAAM's October, then moving as in 2023; the
   others keep the mean of July-September.
4. Zhengzhou: SAIC builds at the pace of its second million; BYD has the NEVs that are left. Outside Zhengzhou: Chery
   Kaifeng has four fifths, the other makers of Henan the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from landbridge.cases.henan.generator.files import read_kept
from landbridge.cases.henan.generator.months import MONTHS, apportion

Schedule = dict[tuple[str, str, str], int]
NEV, OTHER = "nev", "other"

CONTROL_FACTS = {
    "henan": {
        NEV: ("HEN-2024H1-NEV", "ART-02"),
        OTHER: ("HEN-2024H1-NEV", "HEN-2024H1-ALL", "ART-02", "ART-04"),
    },
    "zhengzhou": {
        NEV: ("ZZ-2024H1-NEV", "ZZ-2024Q3-NEV"),
        OTHER: ("ZZ-2024H1-NEV", "ZZ-2024H1-ALL", "ZZ-2024Q3-NEV", "ZZ-2024Q3-ALL"),
    },
}
SECOND_MILLION_MONTHS = 33
CHERY_SHARE = 0.8
# Shares of Zhengzhou's output, assumed; the makers named in the note have what is left.
ZHENGZHOU_SHARES = {
    NEV: {"yutong-bev-bus": 0.026, "haima-bev": 0.009, "shaolin-bev-bus": 0.0015},
    OTHER: {
        "yutong-ice-bus": 0.055,
        "nissan-pickup": 0.154,
        "nissan-suv": 0.066,
        "haima-ice": 0.04,
        "shaolin-ice-bus": 0.0025,
    },
}
BYD_BEV_SHARE = 0.5
SAIC_FIRST_LINE_SHARE = 0.55
PACK_PLANT_OPENS = "2024-10"
# Days of the first month with Zhengzhou packs in which the yard still sells cars with the others.
CHANGEOVER_D = 8


@dataclass(frozen=True)
class Totals:
    """Output of a place by month, NEVs and others."""

    nev: Mapping[str, int]
    other: Mapping[str, int]


def fact_values() -> dict[str, float]:
    """The facts that state one figure."""
    return {row["fact"]: float(row["value"]) for row in read_kept("facts") if row["value"]}


def national_weights(facts: Mapping[str, float]) -> tuple[list[float], list[float]]:
    """The nation's NEVs and other vehicles for January to September 2024 [vehicles a month]."""
    nev = [facts[f"CAAM-NEVP-{month}"] for month in MONTHS[:9]]
    known = {
        i: facts[f"CAAM-ALLP-{month}"] - nev[i] for i, month in enumerate(MONTHS[:9]) if f"CAAM-ALLP-{month}" in facts
    }
    other = []
    for i in range(9):
        before = max((k for k in known if k <= i), default=min(known))
        after = min((k for k in known if k >= i), default=before)
        step = 0.0 if after == before else (i - before) / (after - before)
        other.append(known[before] + step * (known[after] - known[before]))
    return nev, other


def totals(place: str, facts: Mapping[str, float]) -> Totals:
    """The output of Henan or Zhengzhou by month."""
    if place == "henan":
        nev_h1, nev_q3 = facts["HEN-2024H1-NEV"], facts["ART-02"] - facts["HEN-2024H1-NEV"]
        all_h1, all_q3 = facts["HEN-2024H1-ALL"], facts["ART-13"] - facts["HEN-2024H1-ALL"]
    else:
        nev_h1, nev_q3 = facts["ZZ-2024H1-NEV"], facts["ZZ-2024Q3-NEV"] - facts["ZZ-2024H1-NEV"]
        all_h1, all_q3 = facts["ZZ-2024H1-ALL"], facts["ZZ-2024Q3-ALL"] - facts["ZZ-2024H1-ALL"]
    nev_weights, other_weights = national_weights(facts)
    nev = apportion(round(nev_h1), nev_weights[:6]) + apportion(round(nev_q3), nev_weights[6:])
    other = apportion(round(all_h1 - nev_h1), other_weights[:6]) + apportion(round(all_q3 - nev_q3), other_weights[6:])
    nev += [round(nev_q3 / sum(nev_weights[6:]) * index) for index in outlook_index(facts)]
    other += apportion(round(all_q3 - nev_q3), [1.0, 1.0, 1.0])
    return Totals(dict(zip(MONTHS, nev, strict=True)), dict(zip(MONTHS, other, strict=True)))


def outlook_index(facts: Mapping[str, float]) -> list[float]:
    """The nation's NEVs in October, and what November and December would be if they moved as in 2023."""
    october = facts["CAAM-NEVP-2024-10"]
    return [october * facts[f"CAAM-NEVP-2023-{month}"] / facts["CAAM-NEVP-2023-10"] for month in (10, 11, 12)]


def build_schedule() -> Schedule:
    """Vehicles by line, item and month."""
    facts = fact_values()
    henan, city = totals("henan", facts), totals("zhengzhou", facts)
    plan: Schedule = {}
    first_nine = sum(city.other[m] for m in MONTHS[:9])
    saic_other = 1 - sum(ZHENGZHOU_SHARES[OTHER].values())
    pace = 1_000_000 / SECOND_MILLION_MONTHS * 9
    saic_nev = (pace - saic_other * first_nine) / sum(city.nev[m] for m in MONTHS[:9])
    for month in MONTHS:
        _zhengzhou(plan, month, city, saic_nev)
        _outside(plan, month, henan.nev[month] - city.nev[month], henan.other[month] - city.other[month])
    return {key: units for key, units in plan.items() if units}


def _zhengzhou(plan: Schedule, month: str, city: Totals, saic_nev: float) -> None:
    shares = ZHENGZHOU_SHARES[NEV]
    items = [*shares, "saic", "byd"]
    weights = [*shares.values(), saic_nev, 1 - saic_nev - sum(shares.values())]
    nev = dict(zip(items, apportion(city.nev[month], weights), strict=True))
    others = ZHENGZHOU_SHARES[OTHER]
    items = [*others, "saic"]
    other = dict(zip(items, apportion(city.other[month], [*others.values(), 1 - sum(others.values())]), strict=True))
    bev = round(nev["byd"] * BYD_BEV_SHARE)
    for item, units in (("byd-bev", bev), ("byd-phev", nev["byd"] - bev)):
        plan["byd-1", item, month] = units - units // 2
        plan["byd-2", item, month] = units // 2
    first = round(other["saic"] * SAIC_FIRST_LINE_SHARE)
    plan["saic-1", "saic-ice", month] = first
    plan["saic-2", "saic-ice", month] = other["saic"] - first
    plan["saic-2", "saic-bev-zz" if month >= PACK_PLANT_OPENS else "saic-bev", month] = nev["saic"]
    for item in shares:
        plan[f"{item.split('-')[0]}-1", item, month] = nev[item]
    for item in others:
        plan[f"{item.split('-')[0]}-1", item, month] = other[item]


def _outside(plan: Schedule, month: str, nev: int, other: int) -> None:
    plan["chery-1", "chery-phev", month] = round(nev * CHERY_SHARE)
    plan["chery-1", "chery-ice", month] = round(other * CHERY_SHARE)
    plan["other-1", "other-bev", month] = nev - round(nev * CHERY_SHARE)
    plan["other-1", "other-ice", month] = other - round(other * CHERY_SHARE)


def schedule_rows(plan: Schedule) -> list[dict[str, object]]:
    """The rows of the table `schedule`, with the facts that each rests on."""
    rows: list[dict[str, object]] = []
    for (line, item, month), units in sorted(plan.items()):
        kind = OTHER if item.endswith(("-ice", "-ice-bus", "-pickup", "-suv")) else NEV
        outside = line in ("chery-1", "other-1")
        facts = [*CONTROL_FACTS["zhengzhou"][kind]]
        if outside:
            facts += CONTROL_FACTS["henan"][kind]
        if line.startswith(("saic", "byd")) and kind == NEV:
            facts.append("SAIC-2M-MONTHS")
        rows.append(
            {
                "line": line,
                "item": item,
                "month": month,
                "quantity": units,
                "confidence": "derived" if month <= "2024-09" else "estimate",
                "source": "Published cumulatives spread by rules 1, 2 and 4 of docs/henan.md"
                if month <= "2024-09"
                else "Outlook by rules 3 and 4 of docs/henan.md",
                "derived_from": _ancestors(facts, kind, month),
            }
        )
    return rows


def _ancestors(facts: list[str], kind: str, month: str) -> list[str]:
    """The control totals that hold for the month, and the nation's months used to spread them."""
    half = ("HEN-2024H1-NEV", "HEN-2024H1-ALL", "ZZ-2024H1-NEV", "ZZ-2024H1-ALL")
    kept = [fact for fact in facts if month > "2024-06" or fact in half or fact.startswith("SAIC")]
    if kind == NEV and month <= "2024-10":
        kept.append(f"CAAM-NEVP-{month}")
    elif kind == NEV:
        kept += ["CAAM-NEVP-2024-10", f"CAAM-NEVP-2023-{month[-2:]}", "CAAM-NEVP-2023-10"]
    return kept
