"""A small network and its measures, written down by hand: what the page's tests look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.documents.document import declared

MONTHS = ("2024-01", "2024-02", "2024-03")
NASTY = 'Mäkelä </script><img src=x onerror="window.pwned=1"> & Söhne\u2028'
"""A name that a careless page would run as markup."""


def table(document: str, name: str, *rows: Sequence[Any]) -> pl.DataFrame:
    """A declared table from rows that give the first columns; the others are empty."""
    columns = [column["column"] for column in declared(document)[name]]
    filled = [[*row, *[None] * (len(columns) - len(row))] for row in rows]
    return pl.DataFrame(filled, schema=columns, orient="row", infer_schema_length=None)


def network(**settings: Any) -> Network:
    """Two plants, a rail corridor with a gauge change, a sea lane, a road lane at home."""
    tables = {
        "places": table(
            "network",
            "places",
            ["china", None, "country", "china", "CN", "Asia/Shanghai", "China", "中国"],
            ["henan", "china", "province", "china", "CN", "Asia/Shanghai", "Henan", "河南省"],
            ["zhengzhou", "henan", "city", "china", "CN", "Asia/Shanghai", "Zhengzhou", "郑州"],
            ["germany", None, "country", "germany", "DE", "Europe/Berlin", "Germany", "德国"],
        ),
        "sites": table(
            "network",
            "sites",
            *(
                [site, place, None, None, country, maker, kind, latitude, longitude, None, None, en, zh]
                for site, place, country, maker, kind, latitude, longitude, en, zh in (
                    ("plant", "zhengzhou", "china", "acme", "vehicle_plant", 34.5, 113.8, "Acme plant", "阿克米工厂"),
                    ("works", "henan", "china", "mk", "vehicle_plant", 34.8, 114.3, NASTY, NASTY),
                    ("parts", "henan", "china", "parts", "component_plant", 34.9, 114.5, "Parts", "零件厂"),
                    ("port", "zhengzhou", "china", None, "terminal", 34.7, 113.7, "Zhengzhou port", "郑州陆港"),
                    ("border", "china", "china", None, "border", 45.2, 82.6, "Alashankou", "阿拉山口"),
                    ("brest", "germany", "germany", None, "border", 52.1, 23.7, "Brest", "布列斯特"),
                    ("hamburg", "germany", "germany", None, "market", 53.5, 10.0, "Hamburg", "汉堡"),
                    ("lianyungang", "china", "china", None, "port", 34.7, 119.4, "Lianyungang", "连云港"),
                    ("nowhere", "china", "china", None, "market", None, None, "Nowhere", "无处"),
                )
            ),
        ),
        "items": table(
            "network",
            "items",
            ["car", "vehicle", "bev", "car", "piece", 1700.0, 150000.0, "870380", True, "Car", "轿车"],
            ["cell", "battery", None, None, "piece", 2.0, 300.0, None, False, "Cell", "电芯"],
        ),
        "lanes": table(
            "network",
            "lanes",
            *(
                [lane, origin, destination, mode, km, "constant", 10.0, None, None, 1, None, None, [], scheduled, None]
                for lane, origin, destination, mode, km, scheduled in (
                    ("haul", "plant", "port", "road", 20.0, False),
                    ("china-leg", "port", "border", "rail", 3300.0, True),
                    ("broad-leg", "border", "brest", "rail", 5200.0, True),
                    ("last-leg", "brest", "hamburg", "rail", 1100.0, True),
                    ("sea-leg", "lianyungang", "hamburg", "sea", 20000.0, True),
                    ("parts-haul", "parts", "plant", "road", 60.0, False),
                    ("hidden", "plant", "nowhere", "road", None, False),
                )
            ),
        ),
        "waypoints": table(
            "network",
            "waypoints",
            ["china-leg", 2, 43.8, 87.6],
            ["china-leg", 1, 36.06, 103.83],
            ["sea-leg", 1, 1.2, 104.0],
            ["sea-leg", 2, 12.5, 43.5],
            ["sea-leg", 3, 36.0, -5.5],
        ),
        "terminals": table(
            "network",
            "terminals",
            ["gauge", "border", "gauge_change", "load", 10, 2, "constant", 5.0, None, None, None],
        ),
        "routes": table(
            "network",
            "routes",
            ["by-rail", 1, "haul", None],
            ["by-rail", 2, "china-leg", None],
            ["by-rail", 3, None, "gauge"],
            ["by-rail", 4, "broad-leg", None],
            ["by-rail", 5, "last-leg", None],
            ["by-sea", 1, "haul", None],
            ["by-sea", 2, "sea-leg", None],
            ["unseen", 1, "hidden", None],
        ),
        "lines": table("network", "lines", ["line-1", "plant"], ["line-2", "works"], ["line-3", "parts"]),
        "periods": table(
            "network",
            "periods",
            ["warm-up", -1000, 0],
            *([month, 1000 * number, 1000 * number + 1000] for number, month in enumerate(MONTHS)),
        ),
        "facts": table(
            "network", "facts", [*fact("F1", 900.0)], [*fact("F2", 1000.0)], [*fact("F3", 40.0)], [*fact("F4", 7.0)]
        ),
        "ancestry": table(
            "network",
            "ancestry",
            *([name, None, None, None, site, None, None, None, None, how, []] for name, site, how in known()),
        ),
    }
    about = {"title_en": "Test & case", "title_zh": "测试案例", "start": "2024-01-01", "end": "2024-03-31"}
    return Network.of(tables, {**about, "as_of": "2024-02-15", "home": "henan", "seed": 7, **settings})


def fact(name: str, value: float) -> list[Any]:
    """A row of facts as far as its source."""
    told = ["published", None, f"What {name} says", f"Gazette, https://example.org/{name}"]
    row = [name, "output", "nev", "henan", None, None, None, None, "association", value, None, None, "vehicles", None]
    return [*row, *told]


def known() -> list[tuple[str, str | None, str]]:
    """Input rows as table, site and confidence."""
    return [
        ("sites", "plant", "published"),
        ("sites", "parts", "synthetic"),
        ("sites", "nowhere", "synthetic"),
        ("lanes", None, "estimate"),
    ]


def measures(stops: bool = True) -> Measures:
    """Figures of that network."""
    tables = {
        "headline": table(
            "measures",
            "headline",
            headline("output_nev", "NEVs built", "新能源汽车产量", 1010.0, "vehicles", 1000.0, "calibrated"),
            headline("export_value", "Export value", "出口额", 6.1e9, "CNY", 6.03e9, "predicted"),
            headline("output_share", "NEV share", "占比", 47.1, "percent", 47.7, "conditional"),
            headline("stop_hours", "Line stops", "停线", 12.5, "h", None, None),
        ),
        "published": table(
            "measures",
            "published",
            compared("F1", "yes", (900.0, 900.0), 910.0, 10.0, 1.1111111, "calibrated", None),
            compared("F2", "yes", (1000.0, 1100.0), 1010.0, 0.0, 0.0, "conditional", "doubtful"),
            compared("F3", "yes", (40.0, 40.0), 44.0, 4.0, 10.0, "predicted", None),
            compared("F4", "indicative", (None, 7.0), 6.0, 0.0, 0.0, "predicted", None),
        ),
        "output": table("measures", "output", *output()),
        "milestones": table(
            "measures", "milestones", ["henan", "nev", 1000, "2024-03-30"], ["henan", "all", 2000, None]
        ),
        "lead_times": table("measures", "lead_times", *lead_times()),
        "trains": table(
            "measures",
            "trains",
            *(
                ["express", "china-leg", "rail", month, 8, 8 - at, 700 - 100 * at, 80.0 - at]
                for at, month in enumerate(MONTHS)
            ),
            *(["vessel", "sea-leg", "sea", month, 4, 4, 400, 95.0] for month in MONTHS),
        ),
        "stops": table(
            "measures",
            "stops",
            *(
                [
                    ["2024-01", "line-1", "plant", "part", "cell", "parts", 3, 10.5],
                    ["2024-02", "line-2", "works", "yard", None, None, 1, 2.0],
                ]
                if stops
                else []
            ),
        ),
        "stocks": table(
            "measures",
            "stocks",
            ["opening", "moving", "car", "china-leg", 30],
            ["2024-01", "moving", "car", "china-leg", 40],
            ["2024-01", "waiting", "car", "line-1", 5],
            ["2024-01", "in_process", "car", "line-1", 3],
            ["2024-02", "queued", "car", "port", 2],
            ["2024-03", "handling", "car", "port", 1],
            ["2024-03", "moving", "car", "sea-leg", 50],
            ["2024-03", "on_hand", "cell", "plant", 9999],
        ),
        "service": table(
            "measures",
            "service",
            ["hamburg", "car", 1000, 950, 900, 700, 800, 87.5],
            ["nowhere", "car", 100, 100, 100, None, None, None],
        ),
        "segments": table(
            "measures",
            "segments",
            ["raw_material", "outside", 2, 0, 2, 0, 0, 0],
            ["battery", "region", 1, 1, 0, 1, 1, 1],
            ["iot", "absent", 0, 0, 0, 0, 0, 0],
        ),
        "local_content": table(
            "measures",
            "local_content",
            ["car", "bev", 300, "all", 100.0, 60.0, 40.0, 0.0, 60.0],
            ["car", "bev", 300, "battery", 60.0, 60.0, 0.0, 0.0, 100.0],
            ["car", "bev", 300, "raw_material", 40.0, 0.0, 40.0, 0.0, 0.0],
            ["van", "bev", 100, "battery", 100.0, 0.0, 0.0, 100.0, 0.0],
        ),
        "duties": table(
            "measures",
            "duties",
            *(
                [month, "germany", "hamburg", "acme", "870380", kind, rate, 100, 1.5e7, 1.5e5 * rate]
                for month, kind, rate in (
                    ("2024-01", "customs", 10.0),
                    ("2024-03", "customs", 10.0),
                    ("2024-03", "provisional", 20.0),
                )
            ),
        ),
        "exports": table(
            "measures",
            "exports",
            *(
                [
                    month,
                    "870380",
                    "bev",
                    "car",
                    "acme",
                    "henan",
                    "hamburg",
                    "germany",
                    mode,
                    300,
                    300 * 1700.0,
                    300 * 150000.0,
                    150000.0,
                    150000.0 / 1700.0,
                ]
                for month in MONTHS
                for mode in ("rail", "sea")
            ),
        ),
    }
    return Measures.of(tables)


def headline(
    figure: str, en: str, zh: str, value: float, unit: str, published: float | None, standing: str | None
) -> list[Any]:
    """A row of the headline, about Henan."""
    where = ["henan", "Henan", "河南省", "2024-01/2024-03"]
    compared = [published, None, "yes" if published else None, standing, None, "F1" if published else None]
    return [figure, en, zh, *where, value, unit, *compared]


def compared(
    name: str,
    comparable: str,
    published: tuple[float | None, float],
    model: float,
    difference: float,
    percent: float,
    standing: str,
    quality: str | None,
) -> list[Any]:
    """A row of published, about Henan's output of NEVs."""
    about = ["output", "nev", "henan", None, None, "2024-01/2024-03", "association", comparable, "vehicles"]
    return [name, *about, *published, model, difference, percent, standing, "published", quality]


def output() -> list[list[Any]]:
    """Output of Henan and of a plant: battery cars and combustion cars."""
    found: list[list[Any]] = []
    for place, level in (("henan", "province"), ("plant", "site")):
        for powertrain, monthly in (("all", 700), ("nev", 330), ("bev", 330), ("ice", 370), ("fcev", 0)):
            share = None if powertrain == "all" else 100 * monthly / 700
            found += [
                [place, level, powertrain, month, monthly, monthly * (at + 1), share, share, 20.0, "association"]
                for at, month in enumerate(MONTHS)
            ]
    return found


def lead_times() -> list[list[Any]]:
    """Steps of both routes, and the whole of each; by rail 640 vehicles, by sea 1,200."""
    steps = (
        ("by-rail", 640, ("haul", "china-leg", "gauge", "broad-leg", "last-leg")),
        ("by-sea", 1200, ("haul", "sea-leg")),
    )
    found: list[list[Any]] = []
    for route, vehicles, legs in steps:
        found.append([route, 0, "whole", "whole", vehicles, 20.0, 16.0, 19.5, 26.0, 1.0])
        for at, leg in enumerate(legs, start=1):
            kind = "terminal" if leg == "gauge" else "lane"
            found.append([route, at, leg, kind, vehicles, 4.0 * at, 3.0 * at, 3.9 * at, 5.5 * at, 0.8])
    return found
