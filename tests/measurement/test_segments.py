from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from landbridge.documents import Measures
from landbridge.measurement.measure import measure
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, built

# A car worth 1,000 takes 2 seats of 100 and a pack of 400; a seat takes 3 hides of 20; hides, and half the packs, come
# from abroad. What the plants add: car 400, seat 40, pack 400 (nothing goes into it), in the region or not.
ITEMS: hand_made.Rows = [
    {"item": "e-car", "segment": "vehicle", "powertrain": "bev", "value_cny": 1000.0},
    {"item": "seat", "segment": "component", "value_cny": 100.0},
    {"item": "pack", "segment": "battery", "value_cny": 400.0},
    {"item": "hide", "segment": "raw_material", "value_cny": 20.0},
    {"item": "t-box", "segment": "iot", "value_cny": 5.0},
]
BILLS: hand_made.Rows = [
    {"item": "e-car", "input": "seat", "quantity": 2},
    {"item": "e-car", "input": "pack", "quantity": 1},
    {"item": "seat", "input": "hide", "quantity": 3},
]
SITES: hand_made.Rows = [
    *hand_made.SITES,
    {"site": "packs", "kind": "battery_plant", "maker": "Volt", "place": "kai", "country": "cn"},
    {"site": "far-packs", "kind": "battery_plant", "maker": "Elsewhere", "place": "cn", "country": "cn"},
    {"site": "pampas", "kind": "source", "place": "eu", "country": "eu"},
]
LINES: hand_made.Rows = [
    {"line": "z-line", "site": "plant-z", "mode": "pace", "items": ["e-car"]},
    {"line": "seat-line", "site": "seats", "mode": "order", "items": ["seat"]},
    {"line": "pack-line", "site": "packs", "mode": "order", "items": ["pack"]},
    {"line": "far-line", "site": "far-packs", "mode": "order", "items": ["pack"]},
]
STOCKS: hand_made.Rows = [
    {"stock": "seat@z", "site": "plant-z", "item": "seat", "line": "z-line"},
    {"stock": "pack@z", "site": "plant-z", "item": "pack", "line": "z-line"},
    {"stock": "hide@s", "site": "seats", "item": "hide", "line": "seat-line"},
]


def _source(stock: str, supplier: str, maker_line: str | None, weight: int = 1_000_000, priority: int = 1) -> Any:
    way = {"stock": stock, "source": 0, "supplier": supplier, "maker_line": maker_line}
    return {**way, "weight": weight, "priority": priority}


SOURCES = [
    _source("seat@z", "seats", "seat-line"),
    _source("pack@z", "packs", "pack-line", 500_000),
    _source("pack@z", "far-packs", "far-line", 500_000),
    _source("hide@s", "pampas", None),
]


def _lot(supplier: str, maker_line: str | None, quantity: int, **stock: str) -> dict[str, Any]:
    given = {"number": 0, "supplier": supplier, "maker_line": maker_line, "quantity": quantity}
    return {**given, **stock, "arrived_ms": DAY}


PACK = {"site": "plant-z", "item": "pack", "line": "z-line"}


def _measures(lots: hand_made.Rows = (), **tables: hand_made.Rows) -> Measures:
    given = {"items": ITEMS, "bills": BILLS, "sites": SITES, "lines": LINES, "stocks": STOCKS, "sources": SOURCES}
    record = hand_made.record(built("z-line", "e-car", 0, DAY), lots=lots)
    return measure(hand_made.network(**{**given, **tables}), hand_made.plan(), record)


def _content(made: Measures) -> dict[str, tuple[float, float, float]]:
    columns = ("segment", "local_cny", "outside_cny", "unknown_cny")
    return {row[0]: row[1:] for row in made["local_content"].select(columns).iter_rows()}


def test_a_value_is_followed_through_every_tier() -> None:
    content = _content(_measures())
    assert content["vehicle"] == (400, 0, 0)
    assert content["component"] == (80, 0, 0)
    assert content["raw_material"] == (0, 120, 0)
    # nothing arrived: the case's own shares
    assert content["battery"] == (200, 200, 0)
    assert content["all"] == (680, 320, 0)


def test_what_arrived_weighs_more_than_what_the_case_asks() -> None:
    made = _measures([_lot("packs", "pack-line", 1, **PACK), _lot("far-packs", "far-line", 3, **PACK)])
    assert _content(made)["battery"] == (100, 300, 0)
    percent = made["local_content"].filter(pl.col("segment") == "all")["local_percent"].item()
    assert percent == pytest.approx(58)


@pytest.mark.parametrize(
    ("changed", "unknown"),
    [
        pytest.param({"item": "hide", "value_cny": None}, {"component": 200}, id="a value is not stated"),
        pytest.param(
            {"item": "hide", "value_cny": 50.0}, {"component": 200}, id="inputs are worth more than the product"
        ),
        pytest.param({"item": "seat", "value_cny": None}, {"vehicle": 1000}, id="an input of the vehicle"),
    ],
)
def test_what_cannot_be_followed_is_said_to_be_unknown(changed: dict[str, Any], unknown: dict[str, float]) -> None:
    items = [{**item, **changed} if item["item"] == changed["item"] else item for item in ITEMS]
    content = _content(_measures(items=items))
    total = content.pop("all")
    assert {segment: nobody for segment, (_, _, nobody) in content.items() if nobody} == unknown
    assert sum(total) == pytest.approx(1000)
    assert total == pytest.approx([sum(part) for part in zip(*content.values(), strict=True)])


def test_where_every_item_comes_from_and_on_whom_it_hangs() -> None:
    chain = _measures([_lot("packs", "pack-line", 1, **PACK), _lot("far-packs", "far-line", 3, **PACK)])["chain"]
    columns = ("item", "origin", "suppliers", "region_suppliers", "sole_supplier", "users", "units", "local_percent")
    assert chain.select(columns).rows() == [
        ("hide", "outside", 1, 0, None, 1, 0, None),
        ("seat", "region", 1, 1, "seats", 1, 0, None),
        ("pack", "both", 2, 1, None, 1, 4, 25),
        ("e-car", "region", 1, 1, "plant-z", 1, 2, 100),
        ("t-box", "none", 0, 0, None, 0, 0, None),
    ]


def test_every_segment_is_told_present_or_not() -> None:
    lots = [
        _lot("packs", "pack-line", 1, **PACK),
        _lot("seats", "seat-line", 4, site="plant-z", item="seat", line="z-line"),
    ]
    segments = _measures(lots)["segments"]
    columns = ("segment", "presence", "plants", "makers", "sole_items", "value_cny", "local_percent", "sole_percent")
    assert segments.select(columns).rows() == [
        ("raw_material", "outside", 0, 0, 0, 0, None, None),
        ("component", "region", 1, 1, 1, 400, 100, 100),
        ("battery", "region", 1, 1, 0, 400, 100, 0),
        ("vehicle", "region", 1, 1, 1, 2000, 100, 100),
        ("equipment", "absent", 0, 0, 0, None, None, None),
        ("iot", "absent", 0, 0, 0, 0, None, None),
    ]
    assert segments["content_share_percent"].sum() == pytest.approx(100)
    assert dict(segments.select("segment", "local_content_percent").drop_nulls().rows()) == {
        "raw_material": 0, "component": 100, "battery": 100, "vehicle": 100
    }  # fmt: skip
