"""Every duration is the draw of its own stream that belongs to its own number (docs/simulation.md R2)."""

from __future__ import annotations

import numpy as np

from landbridge.simulation.draws import EXPONENTIAL, draw, stream
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch

SEED = 3


def _drawn(mean_ms: int, number: int, *of: str) -> int:
    law = EXPONENTIAL, float(mean_ms), 0.0
    return int(draw(*law, np.uint64(SEED), np.uint64(stream(*of)), number))


def _exponential(prefix: str, mean_ms: int) -> Row:
    return {f"{prefix}_distribution": "exponential", f"{prefix}_h": h(mean_ms)}


@each_engine
def test_lines_lanes_terminals_and_lots_draw_by_their_numbers(engine: Engine) -> None:
    # L reworks all it builds; each takes an x, which maker Z makes in 1 ms and its throughput
    network, plan = sketch(
        [300, 5000],
        lines=[
            {
                "line": "L",
                "site": "P",
                "rework_share": 1.0,
                **_exponential("throughput", 50),
                **_exponential("rework", 40),
            },
            {"line": "Z", "site": "S", "mode": "order", **_exponential("throughput", 30)},
        ],
        takts=[{"line": "L", "takt_ns": 10_000_000}, {"line": "Z", "takt_ns": 1_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 6}],
        bills=[{"item": "a", "input": "x", "quantity": 1}],
        stocks=[
            {
                **{"site": "P", "item": "x", "line": "L", "supplier": "S", "maker_line": "Z", "lane": "in"},
                **{"initial": 9, "policy": "base_stock", "order_up_to": 9},
            }
        ],
        lanes=[
            {"lane": "in", "origin": "S", "destination": "P", **_exponential("transit", 20)},
            {"lane": "out", "origin": "P", "destination": "Q", **_exponential("transit", 60)},
        ],
        terminals=[{"terminal": "T", "site": "Q", "servers": 9, **_exponential("time", 70)}],
        routes=[{"route": "r", "position": 1, "lane": "out"}, {"route": "r", "position": 2, "terminal": "T"}],
        demand=[{"market": "M", "item": "a", "number": 0, "demanded_ms": 0, "quantity": 6}],
        flows=[{"line": "L", "item": "a", "market": "M", "route": "r"}],
    )
    record = engine(network, plan, SEED)
    built = [finished - started for started, finished in rows(record, "vehicles", "started_ms", "finished_ms")]
    assert built == [_drawn(50, n, "line", "L", "throughput") + _drawn(40, n, "line", "L", "rework") for n in range(6)]
    stock = "P|x|L"
    made = [shipped - begun - 1 for begun, shipped in rows(record, "lots", "begun_ms", "shipped_ms")]
    assert made == [_drawn(30, n, "stock", stock, "throughput") for n in range(6)]
    hauled = [arrived - shipped for shipped, arrived in rows(record, "lots", "shipped_ms", "arrived_ms")]
    assert hauled == [_drawn(20, n, "stock", stock, "transit") for n in range(6)]
    moved = rows(record, "movements", "lane", "number", "began_ms", "ended_ms")
    assert len(moved) == 12
    for lane, number, began, ended in moved:
        of = (60, number, "lane", "out", "transit") if lane else (70, number, "terminal", "T", "time")
        assert ended - began == _drawn(*of)


@each_engine
def test_services_draw_transits_and_returns_by_the_numbers_of_their_departures(engine: Engine) -> None:
    # one wagon for one vehicle: departures 1, 3 and 5 leave a millisecond before it is back, 2, 4 and 6 with it
    departs, arrives = [100], []
    for number in (0, 2, 4):
        arrives.append(departs[-1] + _drawn(30, number, "service", "s", "transit"))
        back = arrives[-1] + _drawn(40, number, "service", "s", "return")
        departs += [back - 1, back]
    network, plan = sketch(
        [40, 5000],
        lines=[{"line": "L", "site": "P"}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 4}],
        lanes=[{"lane": "out", "origin": "P", "destination": "M", "scheduled": True, **_exponential("transit", 30)}],
        services=[{"service": "s", "lane": "out", "fleet": "f"}],
        fleets=[{"fleet": "f", "wagons": 1, **_exponential("return", 40)}],
        departures=[{"service": "s", "number": i, "departs_ms": t} for i, t in enumerate(departs)],
        routes=[{"route": "r", "position": 1, "lane": "out"}],
        demand=[{"market": "M", "item": "a", "number": 0, "demanded_ms": 0, "quantity": 4}],
        flows=[{"line": "L", "item": "a", "market": "M", "route": "r"}],
    )
    record = engine(network, plan, SEED)
    assert rows(record, "departures", "departs_ms", "loaded_units") == [(t, (i + 1) % 2) for i, t in enumerate(departs)]
    assert [t for (t,) in rows(record, "vehicles", "delivered_ms")][:3] == arrives
