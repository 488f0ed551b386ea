"""Lines: takt of the vehicle lines from their busiest month, capacity of every maker from what it is asked for."""

from __future__ import annotations

import random

from landbridge.cases.henan.generator.chain import NAMED_MAKERS, Chain, Maker
from landbridge.cases.henan.generator.files import read_input
from landbridge.cases.henan.generator.firms import SEED, SYNTHETIC
from landbridge.cases.henan.generator.months import MONTHS, WARM_UP_D, days_of, working_days
from landbridge.cases.henan.generator.output import Schedule
from landbridge.cases.henan.generator.sizing import MARGIN, SHIFT_HOURS

# Working hours a day of the vehicle lines' calendars.
_HOURS = {"vehicle-shifts": 20, "vehicle-day": 12}
# Capacity over the busiest month's schedule.
PACE_MARGIN = 1.2
# Published capacities in 24 h of working time: 40 GWh over 365 days; 300,000 packs over 300 days of two shifts.
_PUBLISHED = {
    "findreams-zhengzhou": (
        40_000_000 / 365,
        "continuous",
        "http://theprogrammingfactory.com/article/3000159109",
        "FINDREAMS-CAP",
    ),
    "saic-zhengzhou-packs": (
        300_000 / 300 * 1.5,
        "maker-shifts",
        "http://evinchina.com/newsshow-3840.html",
        "SAIC-PACK-CAP",
    ),
}


def line_rows(chain: Chain, plan: Schedule) -> list[dict[str, object]]:
    """The rows of the table `lines`."""
    rows = [_pace(row, plan) for row in read_input("lines")]
    draws = random.Random(SEED + 1)
    for name in sorted(chain.makers):
        margin = MARGIN[0] + (MARGIN[1] - MARGIN[0]) * draws.random()
        rows.append(_order(chain.makers[name], margin))
    return rows


def _pace(row: dict[str, str], plan: Schedule) -> dict[str, object]:
    line, hours = row["line"], _HOURS[row["calendar"]]
    built = {m: sum(n for (name, _, when), n in plan.items() if name == line and when == m) for m in MONTHS}
    warm_up_days = WARM_UP_D * 6 / 7 - 2
    busiest = max(
        *(built[m] / working_days(m) for m in MONTHS), built[MONTHS[0]] / days_of(MONTHS[0]) * WARM_UP_D / warm_up_days
    )
    takt = hours * 3600 / busiest / PACE_MARGIN
    return {
        "line": line,
        "site": row["site"],
        "mode": "pace",
        "items": sorted({item for name, item, _ in plan if name == line}),
        "takt_s": float(f"{takt:.3g}"),
        "calendar": row["calendar"],
        "throughput_distribution": "lognormal",
        "throughput_h": row["throughput_h"],
        "throughput_p90_h": row["throughput_p90_h"],
        "confidence": "estimate",
        "source": "Takt from the busiest month of the schedule with a fifth in reserve; shifts and throughput assumed",
        "note": row["note"],
    }


def _order(maker: Maker, margin: float) -> dict[str, object]:
    published = _PUBLISHED.get(maker.site)
    named = maker.site in NAMED_MAKERS
    per_day = published[0] if published else sum(maker.products.values()) * margin * 24 / SHIFT_HOURS
    row: dict[str, object] = {
        "line": maker.line,
        "site": maker.site,
        "mode": "order",
        "items": sorted(maker.products),
        "units_per_day": float(f"{per_day:.4g}"),
        "calendar": published[1] if published else "maker-shifts",
        "throughput_distribution": "constant",
        "throughput_h": 6,
        "confidence": "estimate" if named else "synthetic",
        "source": f"Sized by rule 10 of docs/henan.md: {margin:.2f} times the busiest month",
    }
    if not named:
        row["source"] = f"{SYNTHETIC}; {margin:.2f} times the busiest month"
    if published:
        row |= {
            "source": published[2],
            "derived_from": published[3],
            "note": "published yearly capacity; days and shifts assumed",
        }
    return row
