"""Random and following disruptions against records computed by hand (docs/simulation.md X1-X6)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from landbridge.documents.document import Network, Plan
from landbridge.simulation.draws import EXPONENTIAL, draw, stream
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch


def _network(
    quantity: int, disruptions: list[Row], warm_up: int = 0, end: int = 400, month: int | None = None, **more: Any
) -> tuple[Network, Plan]:
    """Line L starts a unit at 0, 10, ..; it takes one x and 5 ms, a lane of 20 ms, terminal T of 6 ms, then is at M."""
    tables: dict[str, Any] = {
        "lines": [{"line": "L", "site": "P", "throughput_h": h(5)}],
        "takts": [{"line": "L", "takt_ns": 10_000_000}],
        "schedule": [{"line": "L", "item": "a", "period": "2024-01", "quantity": quantity}],
        "bills": [{"item": "a", "input": "x", "quantity": 1}],
        "stocks": [
            {
                **{"site": "P", "item": "x", "line": "L", "supplier": "S", "lane": "in", "initial": 9},
                **{"policy": "base_stock", "order_up_to": 9},
            }
        ],
        "demand": [{"market": "M", "item": "a", "number": 0, "demanded_ms": 0, "quantity": quantity}],
        "lanes": [
            {"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4)},
            {"lane": "out", "origin": "P", "destination": "Q", "transit_h": h(20)},
        ],
        "terminals": [{"terminal": "T", "site": "Q", "time_h": h(6)}],
        "routes": [{"route": "r", "position": 1, "lane": "out"}, {"route": "r", "position": 2, "terminal": "T"}],
        "flows": [{"line": "L", "item": "a", "market": "M", "route": "r"}],
    }
    return sketch([month or quantity * 10, end], warm_up=warm_up, disruptions=disruptions, **{**tables, **more})


def _following(kind: str, target: str, begins: int, lasts: int, **columns: Any) -> list[Row]:
    """A dated disruption of something else at 2, and one that follows it."""
    return [
        {"disruption": "d", "target_kind": "site", "target": "S", "factor": 1000, "starts_ms": 2, "ends_ms": 3},
        {
            **{"disruption": "c", "target_kind": kind, "target": target, "after": "d"},
            **{"delay_ms": begins - 2, "lasts_ms": lasts, **columns},
        },
    ]


def _times(record: Any) -> list[tuple[Any, ...]]:
    return rows(record, "vehicles", "started_ms", "finished_ms", "delivered_ms")


@each_engine
def test_one_that_hits_a_line_stops_its_work_and_not_its_releases(engine: Engine) -> None:
    # closed from 12 to 30: the unit of 10 has 3 ms left; the next, released at 20, starts at 30 + the 8 of takt left
    record = engine(*_network(3, _following("line", "L", 12, 18)), 1)
    assert _times(record) == [(0, 5, 31), (10, 33, 59), (38, 43, 69)]
    assert rows(record, "disruptions", "disruption", "number", "began_ms", "ended_ms") == [
        ("c", 0, 12, 30),
        ("d", 0, 2, 3),
    ]
    # released at 0, 20 and 40 of the 60 ms that the plan knows of, which is slower than takt
    record = engine(*_network(3, _following("line", "L", 12, 18), month=60), 1)
    assert _times(record) == [(0, 5, 31), (30, 35, 61), (40, 45, 71)]


@each_engine
def test_a_slowdown_multiplies_the_rate(engine: Engine) -> None:
    # half speed from 12 to 30: 3 ms take 6; the takt's 8 ms left take 16
    record = engine(*_network(3, _following("line", "L", 12, 18, factor=500)), 1)
    assert _times(record) == [(0, 5, 31), (10, 18, 44), (28, 34, 60)]


@each_engine
def test_one_that_hits_a_lane_holds_what_is_under_way(engine: Engine) -> None:
    # the unit of 5 has 10 of its 20 ms left at 15
    record = engine(*_network(2, _following("lane", "out", 15, 100)), 1)
    assert _times(record) == [(0, 5, 131), (10, 15, 141)]


@each_engine
def test_one_that_hits_a_terminal_hits_all_its_servers(engine: Engine) -> None:
    # jobs arrive at 25 and 35; server 2 has a map of its own; both rest from 20 to 50
    record = engine(
        *_network(
            2,
            _following("terminal", "T", 20, 30),
            terminals=[{"terminal": "T", "site": "Q", "time_h": h(6), "servers": 2}],
            servers=[{"terminal": "T", "server": 2, "rate_map": "m"}],
            rates=[{"rate_map": "m", "t_ms": 0, "permille": 500}],
        ),
        1,
    )
    assert _times(record) == [(0, 5, 56), (10, 15, 62)]


@each_engine
def test_one_that_hits_a_site_hits_its_lines_its_terminals_and_what_it_sends(engine: Engine) -> None:
    # everything stands at one site, closed from 12 to 30, but for the source
    record = engine(
        *_network(2, _following("site", "P", 12, 18), terminals=[{"terminal": "T", "site": "P", "time_h": h(6)}]),
        1,
    )
    # the lane is open: there at 25, handled from 30; the second unit finishes at 33
    assert _times(record) == [(0, 5, 36), (10, 33, 59)]
    record = engine(*_network(2, _following("site", "S", 8, 18)), 1)
    assert rows(record, "lots", "ordered_ms", "shipped_ms", "arrived_ms") == [(0, 0, 4), (10, 26, 30)]


@each_engine
def test_one_that_closes_a_service_cancels_its_departures(engine: Engine) -> None:
    # from 30 up to, not including, 50; a slowdown cancels nothing
    departures = [{"service": "s", "number": i, "departs_ms": t} for i, t in enumerate((29, 30, 49, 50))]
    scheduled: Row = {"lane": "out", "origin": "P", "destination": "Q", "transit_h": h(20), "scheduled": True}
    more: dict[str, Any] = {
        "lanes": [{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4)}, scheduled],
        "services": [{"service": "s", "lane": "out"}],
        "departures": departures,
    }
    record = engine(*_network(3, _following("service", "s", 30, 20), **more), 1)
    assert rows(record, "departures", "number", "departs_ms", "loaded_units") == [(0, 29, 3), (3, 50, 0)]
    record = engine(*_network(3, _following("service", "s", 30, 20, factor=500), **more), 1)
    assert rows(record, "departures", "number") == [(0,), (1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("e", "c", "finished"),
    [
        # (begins, lasts, factor): who begins first, e: 500 x 1.25 = 625, and x 0.333 = 208; 1 by 2, 6 more by 12,
        # and 46 take ceil(46 000 / 208) = 222
        ((2, 900, 1250), (12, 800, 333), 234),
        # who ends first, e: 625, 208; 52 take 250
        ((2, 800, 1250), (2, 900, 333), 252),
        # the smaller factor, e: 500 x 0.333 = 166, and x 1.25 = 207; 52 take 252
        ((2, 900, 333), (2, 900, 1250), 254),
    ],
)
@each_engine
def test_where_several_hit_the_rates_are_multiplied_in_order(
    engine: Engine, e: tuple[int, int, int], c: tuple[int, int, int], finished: int
) -> None:
    hits = [
        {**_following("line", "L", t, lasts, factor=f)[1], "disruption": n}
        for n, (t, lasts, f) in zip("ec", (e, c), strict=True)
    ]
    record = engine(
        *_network(
            1,
            [_following("line", "L", 2, 1)[0], *hits],
            end=1000,
            lines=[{"line": "L", "site": "P", "throughput_h": h(53), "rate_map": "half"}],
            rates=[{"rate_map": "half", "t_ms": 0, "permille": 500}],
        ),
        1,
    )
    assert rows(record, "vehicles", "started_ms", "finished_ms") == [(0, finished)]


@each_engine
def test_a_chain_follows_every_occurrence_and_keeps_its_number(engine: Engine) -> None:
    seed = 3
    random: Row = {"disruption": "m", "target_kind": "line", "target": "L", "between_ms": 60.0, "repair_ms": 20.0}
    then: Row = {"disruption": "b", "target_kind": "lane", "target": "out", "after": "m", "delay_ms": 7, "lasts_ms": 11}
    last: Row = {"disruption": "a", "target_kind": "lane", "target": "in", "after": "b", "delay_ms": 50, "lasts_ms": 90}
    network, plan = _network(3, [random, then, last], warm_up=100)
    expected: list[tuple[str, int, int, int]] = []
    time = -100
    for k in range(50):
        up, down = (
            int(draw(EXPONENTIAL, mean, 0.0, np.uint64(seed), np.uint64(stream("disruption", "m", purpose)), k))
            for purpose, mean in (("between", 60.0), ("repair", 20.0))
        )
        begins, time = time + up, time + up + down
        spans = {"m": (begins, time), "b": (begins + 7, begins + 18), "a": (begins + 57, begins + 147)}
        expected += [(name, k, *spans[name]) for name in ("a", "b", "m")]
    kept = [
        (name, k, begins, ends if ends < 400 else None)
        for name, k, begins, ends in sorted(expected)
        if ends > 0 and begins < 400
    ]
    assert {name for name, *_ in kept} == {"a", "b", "m"}
    assert rows(engine(network, plan, seed), "disruptions", "disruption", "number", "began_ms", "ended_ms") == kept


@pytest.mark.parametrize("target", [("line", "L"), ("lane", "out"), ("terminal", "T"), ("site", "P")])
@each_engine
def test_what_always_rests_never_works(engine: Engine, target: tuple[str, str]) -> None:
    network, plan = _network(2, _following(*target, 2, 10**6))
    record = engine(network, plan, 1)
    assert all(delivered is None for *_, delivered in _times(record))


@each_engine
def test_a_following_one_hits_what_holds_before_a_maps_first_entry(engine: Engine) -> None:
    # the line's map begins at 100 only; what it says holds before too
    lines: list[Row] = [{"line": "L", "site": "P", "throughput_h": h(5), "rate_map": "m"}]
    rates: list[Row] = [{"rate_map": "m", "t_ms": 100, "permille": 1000}, {"rate_map": "m", "t_ms": 200, "permille": 0}]
    record = engine(*_network(3, _following("line", "L", 12, 18), lines=lines, rates=rates), 1)
    assert _times(record) == [(0, 5, 31), (10, 33, 59), (38, 43, 69)]


@each_engine
def test_a_disruption_changes_no_draw(engine: Engine) -> None:
    # the source is closed again and again: what it sends leaves later, and takes as long as it would have
    drawn = {"transit_distribution": "exponential", "transit_h": h(9)}
    closed: Row = {"disruption": "m", "target_kind": "site", "target": "S", "between_ms": 20.0, "repair_ms": 20.0}
    hit, spared = (
        engine(
            *_network(
                9,
                disruptions,
                lines=[{"line": "L", "site": "P", "throughput_distribution": "exponential", "throughput_h": h(5)}],
                lanes=[
                    {"lane": "in", "origin": "S", "destination": "P", **drawn},
                    {"lane": "out", "origin": "P", "destination": "Q", **drawn},
                ],
                terminals=[{"terminal": "T", "site": "Q", "time_distribution": "exponential", "time_h": h(6)}],
            ),
            1,
        )
        for disruptions in ([closed], [])
    )
    assert hit["vehicles"].equals(spared["vehicles"])
    assert hit["movements"].equals(spared["movements"])
    shipped, spared_shipped = (record["lots"]["shipped_ms"].to_list() for record in (hit, spared))
    assert shipped != spared_shipped
    transits, spared_transits = ((r["lots"]["arrived_ms"] - r["lots"]["shipped_ms"]).to_list() for r in (hit, spared))
    assert transits == spared_transits
