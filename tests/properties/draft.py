"""A case being drawn up: rows by table, and the random choices that all of it shares."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from tests.properties.options import Options

MONTHS = ("2024-03", "2024-04")
TURN = date(2024, 4, 1)
_PLACES = {
    "china": ("", "country", "CN", "Asia/Shanghai"),
    "luoyang": ("china", "city", "", ""),
    "kazakhstan": ("", "country", "KZ", "Asia/Almaty"),
    "germany": ("", "country", "DE", "Europe/Berlin"),
}
_SHIFTS = {
    "always": [("Mon-Sun", "00:00", "24:00", "")],
    "two-shift": [("Mon-Sat", "07:00", "15:00", ""), ("Mon-Sat", "15:30", "23:00", "")],
    "office": [("Mon-Fri", "08:00", "17:00", "CN")],
    "night": [("Mon-Sun", "22:00", "06:00", "")],
}
HOURS = {"always": 24.0, "two-shift": 15.5, "office": 9.0, "night": 8.0}


class Draft:
    """Rows by table; the clocks in Germany change within the horizon, and a Chinese holiday may lie in it."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.random = Random(options.seed)
        self.start = date(2024, 3, self.random.randint(28, 30))
        self.end = date(2024, 4, self.random.randint(2, 5))
        self.tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for place, (parent, kind, country, zone) in _PLACES.items():
            self.add(
                "places",
                place=place,
                parent=parent,
                kind=kind,
                country=country,
                time_zone=zone,
                name_en=place,
                name_zh=place,
            )
        for calendar, shifts in _SHIFTS.items():
            for weekdays, starts, ends, holidays in shifts:
                self.add("calendars", calendar=calendar, weekdays=weekdays, starts=starts, ends=ends, holidays=holidays)

    def add(self, table: str, **row: Any) -> None:
        """A row."""
        self.tables[table].append(row)

    def has(self, table: str, **key: Any) -> bool:
        """Whether there is such a row."""
        return any(all(row.get(k) == v for k, v in key.items()) for row in self.tables[table])

    def add_site(self, site: str, kind: str, place: str = "luoyang", **columns: Any) -> None:
        """A site, unless it is there."""
        if not self.has("sites", site=site):
            where = {"latitude": 30 + len(self.tables["sites"]) / 10, "longitude": 100.5}
            self.add("sites", site=site, place=place, kind=kind, name_en=site, name_zh=site, **where, **columns)

    def add_item(self, item: str, segment: str) -> None:
        """An item, unless it is there."""
        if self.has("items", item=item):
            return
        vehicle = {"powertrain": "bev", "body": "car", "hs_code": "870380"} if segment == "vehicle" else {}
        self.add("items", item=item, segment=segment, mass_kg=10, value_cny=100, name_en=item, name_zh=item, **vehicle)

    def duration(self, prefix: str, about_h: float) -> Mapping[str, Any]:
        """The columns of a duration of about so many hours."""
        if self.options.round_times:
            return {f"{prefix}_distribution": "constant", f"{prefix}_h": max(1, round(about_h))}
        kind = self.random.choice(["constant", "exponential", "lognormal", "gamma"])
        columns: dict[str, Any] = {
            f"{prefix}_distribution": kind,
            f"{prefix}_h": round(about_h * self.random.uniform(0.5, 1.5), 3) + 0.001,
        }
        if kind == "lognormal":
            columns[f"{prefix}_p90_h"] = round(columns[f"{prefix}_h"] * self.random.uniform(1.1, 3), 3) + 0.001
        if kind == "gamma":
            columns[f"{prefix}_cv"] = round(self.random.uniform(0.2, 1.5), 2)
        return columns

    def write(self, folder: Path) -> None:
        """The case's folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in self.tables.items():
            if not rows:
                continue
            columns = list(dict.fromkeys(column for row in rows for column in row))
            with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns)
                writer.writeheader()
                writer.writerows(rows)
        (folder / "case.toml").write_text(
            f'title_en = "random case {self.options.seed}"\ntitle_zh = "随机案例 {self.options.seed}"\n'
            f"start = {self.start}\nend = {self.end}\nwarm_up_d = {self.options.warm_up_d}\n"
            f'as_of = {self.end}\nhome = "luoyang"\n\n[defaults]\nconfidence = "synthetic"\nsource = "random"\n',
            encoding="utf-8",
        )
