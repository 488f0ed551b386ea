"""The networks that the engine is measured on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import landbridge.cases
from landbridge.documents.document import Network, Plan
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.tables.case import read_case
from tests.oracle.sketch import Row, h, sketch

PLANTS = 3
SUPPLIERS = 20
_MINUTE = 60_000
_DAY = 1440 * _MINUTE
_DAYS = 28
_UNITS_PER_DAY = 480
_ITEMS = ("sedan", "suv")


def shipped(case: str) -> tuple[Network, Plan]:
    """A case that comes with the product."""
    network = compile_network(read_case(Path(landbridge.cases.__path__[0]) / case))
    return network, given(network)


def plants_and_suppliers() -> tuple[Network, Plan]:
    """Three plants and twenty makers that serve them all, trains to a border that works office hours, four weeks.

    Makers and plants work two shifts; transits are lognormal; a fifth of the makers make of a material in turn.
    """
    plants, suppliers = [f"plant-{p}" for p in range(PLANTS)], [f"maker-{s:02d}" for s in range(SUPPLIERS)]
    takt_ns = 16 * 60 * _MINUTE // _UNITS_PER_DAY * 1_000_000
    lines: list[Row] = [
        {
            "line": plant,
            "site": plant,
            "throughput_distribution": "exponential",
            "throughput_h": 18,
            "rate_map": "two-shifts",
            "calendar_map": "two-shifts",
        }
        for plant in plants
    ]
    lines += [{"line": maker, "site": maker, "mode": "order", "rate_map": "two-shifts"} for maker in suppliers]
    takts = [{"line": plant, "takt_ns": takt_ns} for plant in plants]
    # a maker has a quarter more capacity than its three customers ask for
    takts += [{"line": maker, "takt_ns": takt_ns * 4 // 5 // PLANTS // 2} for maker in suppliers]
    return sketch(
        [_DAYS * _DAY],
        lines=lines,
        takts=takts,
        rates=_hours("two-shifts", 6, 22) + _hours("office", 8, 18),
        sites=[{"site": plant, "yard_units": 3000} for plant in plants],
        schedule=[
            {"line": plant, "item": item, "period": "2024-01", "quantity": _UNITS_PER_DAY * _DAYS // 2}
            for plant in plants
            for item in _ITEMS
        ],
        bills=[
            *({"item": item, "input": f"part-{s:02d}", "quantity": 2} for item in _ITEMS for s in range(SUPPLIERS)),
            *({"item": f"part-{s:02d}", "input": "steel", "quantity": 500} for s in range(0, SUPPLIERS, 5)),
        ],
        stocks=_stocks(plants, suppliers),
        **_ways_out(plants),
        lanes=_lanes(plants, suppliers),
    )


def _hours(name: str, opens: int, closes: int) -> list[Row]:
    return [
        {"rate_map": name, "t_ms": day * _DAY + hour * 60 * _MINUTE, "permille": rate}
        for day in range(_DAYS)
        for hour, rate in ((0, 0), (opens, 1000), (closes, 0))
    ]


def _stocks(plants: list[str], suppliers: list[str]) -> list[Row]:
    parts: list[Row] = [
        {
            "site": plant,
            "item": f"part-{s:02d}",
            "line": plant,
            "lane": f"{maker}-{plant}",
            "supplier": maker,
            "maker_line": maker,
            "reorder_point": 2 * _UNITS_PER_DAY,
            "order_quantity": 120 + 20 * (s % 5),
            "initial": 3 * _UNITS_PER_DAY,
        }
        for plant in plants
        for s, maker in enumerate(suppliers)
    ]
    return parts + [
        {
            "site": maker,
            "item": "steel",
            "line": maker,
            "lane": f"mill-{maker}",
            "supplier": "mill",
            "policy": "order_up_to",
            "reorder_point": 1_500_000,
            "order_up_to": 3_000_000,
            "initial": 3_000_000,
        }
        for maker in suppliers[::5]
    ]


def _lanes(plants: list[str], suppliers: list[str]) -> list[Row]:
    road: Row = {"transit_distribution": "lognormal", "transit_h": 5, "transit_p90_h": 9}
    lanes = [
        {**road, "lane": f"{maker}-{plant}", "origin": maker, "destination": plant}
        for maker in suppliers
        for plant in plants
    ]
    lanes += [{**road, "lane": f"mill-{maker}", "origin": "mill", "destination": maker} for maker in suppliers[::5]]
    lanes += [{**road, "lane": f"{p}-port", "origin": p, "destination": "port", "load_units": 8} for p in plants]
    rail = {**road, "transit_h": 90, "transit_p90_h": 120}
    return [
        *lanes,
        {**rail, "lane": "rail", "origin": "port", "destination": "border", "scheduled": True},
        {**rail, "lane": "beyond", "origin": "border", "destination": "market", "load_units": 50},
    ]


def _ways_out(plants: list[str]) -> dict[str, Any]:
    loading: Row = {"terminal": "loading", "site": "port", "handles": "load", "load_units": 8, "servers": 6}
    customs: Row = {"terminal": "customs", "site": "border", "handles": "departure", "servers": 2, "rate_map": "office"}
    train: Row = {"service": "train", "cut_off_ms": 60 * _MINUTE, "capacity_units": 150}
    steps: list[Row] = [{"terminal": "loading"}, {"lane": "rail"}, {"terminal": "customs"}, {"lane": "beyond"}]
    wanted = PLANTS * _UNITS_PER_DAY // 2
    return {
        "terminals": [
            {**loading, "time_h": h(20 * _MINUTE)},
            {**customs, "time_distribution": "exponential", "time_h": 1},
        ],
        "services": [{"service": "train", "lane": "rail"}],
        "departures": [{**train, "number": i, "departs_ms": i * 120 * _MINUTE} for i in range(_DAYS * 12)],
        "routes": [
            {"route": plant, "position": position + 1, **step}
            for plant in plants
            for position, step in enumerate([{"lane": f"{plant}-port"}, *steps])
        ],
        "flows": [
            {"line": plant, "item": item, "market": "market", "route": plant} for plant in plants for item in _ITEMS
        ],
        "demand": [
            {"market": "market", "item": item, "number": day, "demanded_ms": day * _DAY, "quantity": wanted}
            for item in _ITEMS
            for day in range(_DAYS)
        ],
    }


NETWORKS: Mapping[str, Callable[[], tuple[Network, Plan]]] = MappingProxyType(
    {
        "starter": lambda: shipped("starter"),
        f"{PLANTS} plants x {SUPPLIERS} suppliers": plants_and_suppliers,
        "henan": lambda: shipped("henan"),
    }
)
