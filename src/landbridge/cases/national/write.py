"""Put the tables together and write them as a case folder."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl

from landbridge.cases.national import chain, corridors
from landbridge.cases.national.size import Size

_SETTINGS = """\
title_en = "A synthetic national vehicle industry"
title_zh = "虚构的全国汽车产业"
start = 2024-01-01
end = 2024-12-31
warm_up_d = 30
seed = {seed}
currency = "CNY"
as_of = 2024-12-31
home = "nation"

[defaults]
confidence = "synthetic"
source = "Seeded generator of the national case"
"""

_CALENDARS: chain.Rows = [
    {"calendar": "two-shifts", "weekdays": "Mon-Sat", "starts": "06:00", "ends": "22:00", "holidays": "CN"},
    {"calendar": "two-shifts", "weekdays": "Mon-Fri", "starts": "22:00", "ends": "02:00", "holidays": "CN"},
    {"calendar": "always", "weekdays": "Mon-Sun", "starts": "00:00", "ends": "24:00", "holidays": None},
]


def make_tables(size: Size, seed: int) -> dict[str, pl.DataFrame]:
    """All tables of the case, by name; the same size and seed give the same tables."""
    chance = random.Random(seed)
    lanes, stocks = chain.make_supply(size, chance)
    rows: dict[str, chain.Rows] = {
        "places": chain.make_places(),
        "sites": chain.make_sites(size, chance) + corridors.make_stations(size),
        "items": chain.make_items(size),
        "bills": chain.make_bills(size),
        "lines": chain.make_lines(size),
        "schedule": corridors.make_schedule(size),
        "replenishment": stocks,
        "lanes": lanes + corridors.make_lanes(size),
        "timetables": corridors.make_timetables(size),
        "terminals": corridors.make_terminals(size),
        "routes": corridors.make_routes(size),
        "demand": corridors.make_demand(size),
        "flows": corridors.make_flows(size),
        "calendars": _CALENDARS,
        "disruptions": corridors.make_disruptions(size, chance),
    }
    return {name: pl.DataFrame(table, infer_schema_length=None) for name, table in rows.items()}


def write_national(folder: Path, size: Size, seed: int = 1) -> None:
    """Write the case's tables and case.toml into an existing folder."""
    for name, frame in make_tables(size, seed).items():
        frame.write_csv(folder / f"{name}.csv")
    (folder / "case.toml").write_text(_SETTINGS.format(seed=seed), encoding="utf-8")
