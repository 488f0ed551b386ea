"""Put the tables together and write them as a case folder."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl

from landbridge.cases.national import chain, corridors, orders, supply, trouble
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


def make_tables(size: Size, seed: int) -> dict[str, pl.DataFrame]:
    """All tables of the case, by name; the same size and seed give the same tables."""
    chance = random.Random(seed)
    lanes, stocks = supply.make_supply(size, chance)
    rows: dict[str, chain.Rows] = {
        "places": chain.make_places(),
        "sites": chain.make_sites(size, chance) + corridors.make_stations(size),
        "items": chain.make_items(size),
        "bills": chain.make_bills(size),
        "lines": chain.make_lines(size),
        "schedule": orders.make_schedule(size),
        "replenishment": stocks,
        "lanes": lanes + corridors.make_lanes(size),
        "timetables": corridors.make_timetables(size),
        "departures": corridors.make_departures(),
        "fleets": corridors.make_fleets(size),
        "terminals": corridors.make_terminals(size),
        "routes": corridors.make_routes(size),
        "demand": orders.make_demand(size),
        "flows": orders.make_flows(size),
        "calendars": make_calendars(),
        "disruptions": trouble.make_disruptions(size, chance),
    }
    return {name: _frame(table) for name, table in rows.items()}


def make_calendars() -> chain.Rows:
    """Two shifts and their overtime at the plants, without at the makers; hubs and customs with few at night."""
    shifts: list[tuple[str, str, str, str, str | None, str | None, int | None]] = [
        ("plants", "Mon-Sat", "06:00", "22:00", "CN", None, None),
        ("plants", "Mon-Fri", "22:00", "02:00", "CN", None, None),
        ("plants", "Sun", "07:00", "19:00", "CN", "yes", None),
        ("two-shifts", "Mon-Sat", "06:00", "22:00", "CN", None, None),
        ("two-shifts", "Mon-Fri", "22:00", "02:00", "CN", None, None),
        ("hubs", "Mon-Sun", "06:00", "22:00", None, None, None),
        ("hubs", "Mon-Sun", "22:00", "06:00", None, None, 2),
        ("customs", "Mon-Sun", "07:00", "21:00", None, None, None),
        ("customs", "Mon-Sun", "21:00", "01:00", None, None, 1),
        ("always", "Mon-Sun", "00:00", "24:00", None, None, None),
    ]
    columns = ("calendar", "weekdays", "starts", "ends", "holidays", "overtime", "staff")
    return [dict(zip(columns, shift, strict=True)) for shift in shifts]


def _frame(rows: chain.Rows) -> pl.DataFrame:
    """The rows with every column that one of them has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    whole = [{column: row.get(column) for column in columns} for row in rows]
    return pl.DataFrame(whole, infer_schema_length=None)


def write_national(folder: Path, size: Size, seed: int = 1) -> None:
    """Write the case's tables and case.toml into an existing folder."""
    for name, frame in make_tables(size, seed).items():
        frame.write_csv(folder / f"{name}.csv")
    (folder / "case.toml").write_text(_SETTINGS.format(seed=seed), encoding="utf-8")
