"""Branches by hand: before the instant one is its parent, after it every change acts (docs/simulation.md, S2 to S5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from landbridge.documents import Network, Plan, Record
from landbridge.planning.given import given
from landbridge.simulation.before import OtherNetwork
from landbridge.simulation.simulate import simulate
from landbridge.simulation.simulation import Simulation
from landbridge.simulation.state import keep, resume
from tests.oracle.engines import assert_same, rows
from tests.oracle.oracle import run
from tests.oracle.sketch import Row, h, sketch
from tests.properties.enrich import enrich
from tests.properties.networks import random_network
from tests.properties.options import options_of

Case = tuple[Network, Plan]
NOW = 52
# when a row of each table begins, and its times that may be of later
_TIMES: Mapping[str, tuple[str, Sequence[str]]] = {
    "vehicles": ("started_ms", ["finished_ms", "demanded_ms", "assigned_ms", "delivered_ms"]),
    "movements": ("began_ms", ["ended_ms"]),
    "departures": ("departs_ms", []),
    "lots": ("ordered_ms", ["begun_ms", "shipped_ms", "arrived_ms", "stored_ms"]),
    "stops": ("began_ms", ["ended_ms"]),
    "demands": ("demanded_ms", []),
    "disruptions": ("began_ms", ["ended_ms"]),
    "balances": ("time_ms", []),
}
_LATER = {
    "vehicles": {"finished_ms": ["quality"], "assigned_ms": ["market", "route", "demanded_ms"]},
    "stops": {"ended_ms": ["supplier"]},
}


def _case(**changes: Any) -> Case:
    """Line L starts a unit of one x at 0, 10, .., 90; it finishes 4 later, leaves for M over `out`, and is there in 12.

    Each x is ordered at S, three when five are left, and comes over `in` in 4 ms.
    """
    line = {"line": "L", "site": "P", "throughput_h": h(4)} | changes.pop("line", {})
    out = {"lane": "out", "origin": "P", "destination": "M", "transit_h": h(12)} | changes.pop("out", {})
    rule = {"reorder_point": 5, "order_quantity": 3} | changes.pop("rule", {})
    tables: dict[str, Any] = {
        "lines": [line],
        "takts": [{"line": "L", "takt_ns": 10_000_000}],
        "schedule": [{"line": "L", "item": "a", "period": "2024-01", "quantity": 10}],
        "bills": [{"item": "a", "input": "x", "quantity": 1}],
        "lanes": [{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4)}, out],
        "stocks": [{"site": "P", "item": "x", "line": "L", "supplier": "S", "lane": "in", "initial": 8, **rule}],
        "demand": [{"market": "M", "item": "a", "number": 0, "demanded_ms": 0, "quantity": 10}],
        "routes": [{"route": "r", "position": 1, "lane": "out"}],
        "flows": [{"line": "L", "item": "a", "market": "M", "route": "r"}],
    }
    return sketch([50, 100], **{**tables, **changes})


def _kept(case: Case, folder: Path, now: int = NOW) -> Record:
    """The record of the case, kept on the way."""
    simulation = Simulation(*case, 1)
    simulation.run_to(now)
    folder.mkdir(exist_ok=True)
    keep(simulation, folder)
    simulation.run_to(case[0].settings["end_ms"])
    return simulation.record()


def _ended(case: Case, folder: Path) -> Record:
    branch = resume(*case, folder)
    branch.run_to(case[0].settings["end_ms"])
    return branch.record()


def _until(record: Record, table: str, now: int) -> pl.DataFrame:
    """What of a table had happened before an instant."""
    begins, times = _TIMES[table]
    texts = record[table].with_columns(pl.selectors.by_dtype(pl.Enum).cast(pl.String))
    frame = texts.filter(pl.col(begins) < now)
    for time in times:
        for column in [*_LATER.get(table, {}).get(time, ()), time]:
            frame = frame.with_columns(pl.when(pl.col(time) < now).then(column).alias(column))
    # what of a demand was filled, and where a vehicle and a movement stand in the whole, is known at the end only
    return frame.drop("filled_units", "lost_units", "vehicle", "movement", strict=False)


def _assert_same_past(branch: Record, parent: Record, now: int = NOW) -> None:
    for table in _TIMES:
        assert_frame_equal(_until(branch, table, now), _until(parent, table, now), check_exact=True)


def _rates(**maps: Sequence[tuple[int, int]]) -> list[Row]:
    return [{"rate_map": name, "t_ms": t, "permille": rate} for name, steps in maps.items() for t, rate in steps]


def _disruption(target: str, **when: Any) -> list[Row]:
    kind = "lane" if target in ("in", "out") else "line"
    return [{"disruption": "D", "target_kind": kind, "target": target, **when}]


_SHUT = {"rates": _rates(shut=[(0, 1000), (64, 0), (80, 1000)])}
_HALF = {"rates": _rates(half=[(0, 1000), (70, 500)])}
_TAKT: Row = {"line": "L", "takt_ns": 10_000_000}
_SERVED: Row = {"services": [{"service": "s", "lane": "out"}], "out": {"scheduled": True}}
_FLEET: Row = {**_SERVED, "services": [{"service": "s", "lane": "out", "fleet": "f"}]}


def _departing(times: Sequence[int], **columns: Any) -> list[Row]:
    return [{"service": "s", "number": i, "departs_ms": t, **columns} for i, t in enumerate(times)]


def _wagons(number: int) -> list[Row]:
    return [{"fleet": "f", "wagons": number, "return_h": h(5)}]


def _two_ways(*weights: int) -> Row:
    flows = [
        {"line": "L", "item": "a", "market": "M", "route": route, "weight": weight}
        for route, weight in zip(("q", "r"), weights, strict=True)
    ]
    return {"routes": [{"route": route, "position": 1, "lane": "out"} for route in ("q", "r")], "flows": flows}


def _two_sources(*weights: int) -> Row:
    """The x come from S over `in` or from T over `via`."""
    lanes = [("in", "S", "P", 4), ("out", "P", "M", 12), ("via", "T", "P", 4)]
    sources = [("S", "in"), ("T", "via")]
    return {
        "lanes": [{"lane": lane, "origin": a, "destination": b, "transit_h": h(t)} for lane, a, b, t in lanes],
        "stocks": [
            {"site": "P", "item": "x", "line": "L", "initial": 8, "reorder_point": 7, "order_quantity": 1},
        ],
        "sources": [
            {"stock": "P|x|L", "source": i, "supplier": supplier, "lane": lane, "weight": weight}
            for i, ((supplier, lane), weight) in enumerate(zip(sources, weights, strict=True))
        ],
    }


_THROUGH: Row = {
    "routes": [{"route": "r", "position": 1, "lane": "out"}, {"route": "r", "position": 2, "terminal": "T"}]
}


def _terminal(**columns: Any) -> Row:
    return {**_THROUGH, "terminals": [{"terminal": "T", "site": "M", "time_h": h(3), **columns}]}


# parent, branch, (table, column) and what the branch has there
_BRANCHES: Mapping[str, tuple[Row, Row, tuple[str, str], list[Any]]] = {
    # 60 starts with the takt of 60: 15
    "a takt from 60": (
        {},
        {"takts": [_TAKT, {"line": "L", "from_ms": 60, "takt_ns": 15_000_000}]},
        ("vehicles", "started_ms"),
        [0, 10, 20, 30, 40, 50, 60, 75, 90],
    ),
    # of the takt of 60, 4 are done at 64 and 6 from 80 on
    "a calendar from 64": (
        {},
        {"line": {"rate_map": "shut"}, **_SHUT},
        ("vehicles", "started_ms"),
        [0, 10, 20, 30, 40, 50, 60, 86, 96],
    ),
    "a closure at once": (
        {},
        {"line": {"rate_map": "shut"}, "rates": _rates(shut=[(0, 1000), (55, 0), (75, 1000)])},
        ("vehicles", "started_ms"),
        [0, 10, 20, 30, 40, 50, 75, 85, 95],
    ),
    # the vehicle of 60 has left at 64 and is there after 6 + 12 for its last 6
    "a slow lane from 70": (
        {},
        {"out": {"rate_map": "half"}, **_HALF},
        ("vehicles", "delivered_ms"),
        [16, 26, 36, 46, 56, 66, 82, 98, None, None],
    ),
    "a dated disruption": (
        {},
        {"line": {"rate_map": "shut"}, **_SHUT, "disruptions": _disruption("L", starts_ms=64, ends_ms=80)},
        ("disruptions", "began_ms"),
        [64],
    ),
    "one under way that lasts longer": (
        {
            "rates": _rates(m=[(0, 1000), (51, 0), (60, 1000)]),
            "line": {"rate_map": "m"},
            "disruptions": _disruption("L", starts_ms=51, ends_ms=60),
        },
        {
            "rates": _rates(m=[(0, 1000), (51, 0), (80, 1000)]),
            "line": {"rate_map": "m"},
            "disruptions": _disruption("L", starts_ms=51, ends_ms=80),
        },
        # the next try, worked out to be at 69, is when the line is open again
        ("vehicles", "started_ms"),
        [0, 10, 20, 30, 40, 50, 80, 90],
    ),
    "more to build from 50": (
        {},
        {
            "schedule": [
                {"line": "L", "item": "a", "period": "2024-01", "quantity": 6},
                {"line": "L", "item": "a", "period": "2024-02", "quantity": 2},
            ]
        },
        ("vehicles", "started_ms"),
        [0, 10, 20, 30, 40, 50, 60, 75],
    ),
    "a departure more at 60": (
        {**_SERVED, "departures": _departing([50, 90])},
        {**_SERVED, "departures": _departing([50, 60, 90])},
        ("vehicles", "delivered_ms"),
        [62, 62, 62, 62, 62, 72, None, None, None, None],
    ),
    "a random one that cancels departures": (
        {**_SERVED, "departures": _departing([50, 60, 90])},
        {
            **_SERVED,
            "departures": _departing([50, 60, 90]),
            "disruptions": [
                {"disruption": "D", "target_kind": "service", "target": "s", "between_ms": 1e-9, "repair_ms": 1e9}
            ],
        },
        ("departures", "departs_ms"),
        [50],
    ),
    "scrap": ({}, {"line": {"scrap_share": 1.0}}, ("vehicles", "quality"), [None] * 6 + ["scrapped"] * 4),
    "no scrap": ({"line": {"scrap_share": 1.0}}, {}, ("vehicles", "quality"), ["scrapped"] * 6 + [None] * 4),
    "rework": (
        {},
        {"line": {"rework_share": 1.0, "rework_h": h(3)}},
        ("vehicles", "finished_ms"),
        [4, 14, 24, 34, 44, 54, 67, 77, 87, 97],
    ),
    "a throughput": (
        {},
        {"line": {"throughput_h": h(6)}},
        ("vehicles", "finished_ms"),
        [4, 14, 24, 34, 44, 54, 66, 76, 86, 96],
    ),
    # five have gone q r q r q; with 1 : 3 the largest w (n + 1) - 4 n_r is r's five times
    "shares of routes": (
        _two_ways(1, 1),
        _two_ways(1, 3),
        ("vehicles", "route"),
        ["q", "r", "q", "r", "q", "r", "r", "r", "r", "r"],
    ),
    # orders at 0, 10, ..: six have gone S T S T S T; then w (N + 1) - n, with 1/4 and 3/4, is T's four times but once
    "shares of sources": (
        _two_sources(500_000, 500_000),
        _two_sources(0, 1_000_000),
        ("lots", "supplier"),
        ["S", "T", "S", "T", "S", "T", "T", "T", "T", "T"],
    ),
    "smaller loads": (
        {"out": {"load_units": 8}},
        # the five of 4 to 44 are more than a load: they leave at once
        {"out": {"load_units": 3}},
        ("vehicles", "delivered_ms"),
        [64, 64, 64, 64, 64, 86, 86, 86, None, None],
    ),
    "larger loads": (
        {},
        {"out": {"load_units": 2}},
        ("vehicles", "delivered_ms"),
        [16, 26, 36, 46, 56, 76, 76, 96, 96, None],
    ),
    # that of 44 has gathered since 44 and keeps having no wait; with those of 54 and 64 it is a load
    "a wait of loads": (
        {"out": {"load_units": 4}},
        {"out": {"load_units": 4, "load_wait_ms": 3}},
        ("vehicles", "delivered_ms"),
        [46, 46, 46, 46, 86, 86, 86, 86, 99, None],
    ),
    "more wagons": (
        {**_FLEET, "fleets": _wagons(1), "departures": _departing([30, 50, 70])},
        # one is at hand at 50 - 3 + 12 + 5 anyway; three take those of 14, 24 and 34
        {**_FLEET, "fleets": _wagons(3), "departures": _departing([30, 50, 70])},
        ("departures", "loaded_units"),
        [1, 1, 3],
    ),
    "fewer wagons": (
        {**_FLEET, "fleets": _wagons(3), "departures": _departing([30, 60, 70, 90])},
        # the three of 30 are back at 47; then one is there, away from 60 to 77
        {**_FLEET, "fleets": _wagons(1), "departures": _departing([30, 60, 70, 90])},
        ("departures", "loaded_units"),
        [3, 1, 0, 1],
    ),
    "a terminal's time": (
        _terminal(),
        _terminal(time_h=h(7)),
        ("vehicles", "delivered_ms"),
        [19, 29, 39, 49, 63, 73, 83, 93, None, None],
    ),
    # nobody wants a vehicle, so the yard is full at 20, and has room for two more from 52 on
    "a larger yard": (
        {"sites": [{"site": "P", "yard_units": 2}], "demand": []},
        {"sites": [{"site": "P", "yard_units": 4}], "demand": []},
        ("vehicles", "started_ms"),
        [0, 10, 52, 62],
    ),
    # three are ordered at 20 and at 50, and come at 24 and 54; five are ordered at 80: 8 + 3 + 3 + 5 - 10
    "an order's size": ({}, {"rule": {"order_quantity": 5}}, ("balances", "on_hand"), [8 + 3 - 5, 9]),
    # 5 at 80 become 9: four
    "another rule": (
        {},
        {"rule": {"policy": "order_up_to", "order_up_to": 9}},
        ("lots", "quantity"),
        [3, 3, 4],
    ),
}


# what is under way at the instant is over when these begin, so that the branch is the run with them from the beginning
_AHEAD = (
    "a takt from 60",
    "a calendar from 64",
    "a slow lane from 70",
    "a dated disruption",
    "more to build from 50",
    "a departure more at 60",
)


@pytest.mark.parametrize("name", _AHEAD)
def test_a_change_ahead_gives_the_oracles_record(name: str, tmp_path: Path) -> None:
    before, after, _, _ = _BRANCHES[name]
    _kept(_case(**before), tmp_path)
    assert_same(_ended(_case(**after), tmp_path), run(*_case(**after), 1))


@pytest.mark.parametrize("name", _BRANCHES)
def test_a_change_acts_from_the_instant_and_not_before(name: str, tmp_path: Path) -> None:
    before, after, (table, column), expected = _BRANCHES[name]
    parent = _kept(_case(**before), tmp_path)
    assert_same(parent, run(*_case(**before), 1))
    branch = _ended(_case(**after), tmp_path)
    _assert_same_past(branch, parent)
    found = branch[table]
    if table == "balances":
        found = found.filter(pl.col("state").cast(pl.String) == column, pl.col("time_ms") > 0).rename({"units": column})
    assert found[column].to_list() == expected
    assert expected != parent[table].to_dict(as_series=False).get(column)


def test_what_is_under_way_keeps_its_times(tmp_path: Path) -> None:
    # at 42 the vehicle of 24 + 12 is there, that of 34 on the way until 46, and that of 40 in work until 44
    parent = _kept(_case(), tmp_path, 42)
    after = _case(out={"transit_h": h(30)}, line={"throughput_h": h(9)})
    branch = _ended(after, tmp_path)
    _assert_same_past(branch, parent, 42)
    vehicles = rows(branch, "vehicles", "finished_ms", "delivered_ms")
    assert vehicles[2:7] == [(24, 36), (34, 46), (44, 74), (59, 89), (69, 99)]


def test_an_order_that_is_shipped_keeps_its_time(tmp_path: Path) -> None:
    parent = _kept(_case(), tmp_path)
    lanes = [
        {"lane": "in", "origin": "S", "destination": "P", "transit_h": h(9)},
        {"lane": "out", "origin": "P", "destination": "M", "transit_h": h(12)},
    ]
    branch = _ended(_case(lanes=lanes), tmp_path)
    _assert_same_past(branch, parent)
    assert rows(branch, "lots", "ordered_ms", "arrived_ms") == [(20, 24), (50, 54), (80, 89)]


_OFTEN = {"between_ms": 9.0, "repair_ms": 4.0}


def test_a_random_disruption_that_a_branch_adds_begins_at_the_instant(tmp_path: Path) -> None:
    # its effect is that of dated ones at the same times, which the oracle knows
    parent = _kept(_case(), tmp_path)
    added = _case(disruptions=_disruption("in", **_OFTEN))
    assert simulate(*added, 1)["disruptions"]["began_ms"].min() < NOW
    branch = _ended(added, tmp_path)
    _assert_same_past(branch, parent)
    spans = rows(branch, "disruptions", "number", "began_ms", "ended_ms")
    assert [number for number, *_ in spans] == list(range(len(spans)))
    assert spans[0][1] >= NOW
    steps = [(0, 1000), *((t, rate) for _, a, b in spans for t, rate in ((a, 0), (b or 100, 1000)))]
    lanes = [
        {"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4), "rate_map": "shut"},
        {"lane": "out", "origin": "P", "destination": "M", "transit_h": h(12)},
    ]
    dated = run(*_case(lanes=lanes, rates=_rates(shut=steps)), 1)
    for table in ("vehicles", "lots", "stops", "balances"):
        assert branch[table].rows() == dated[table].rows()


def test_a_branch_of_a_branch_is_the_branch(tmp_path: Path) -> None:
    _kept(_case(line={"scrap_share": 0.5}), tmp_path / "a")
    changed = _case(line={"scrap_share": 0.2}, disruptions=_disruption("L", **_OFTEN))
    whole = _ended(changed, tmp_path / "a")
    branch = resume(*changed, tmp_path / "a")
    for now in (53, 66, 91):
        branch.run_to(now)
        folder = tmp_path / str(now)
        folder.mkdir()
        keep(branch, folder)
        branch = resume(*changed, folder)
    branch.run_to(100)
    assert_same(branch.record(), whole)


def test_what_is_left_of_an_up_time_changes_as_its_mean_does(tmp_path: Path) -> None:
    often = _case(disruptions=_disruption("L", **_OFTEN))
    parent = _kept(often, tmp_path)
    rarely = _case(disruptions=_disruption("L", between_ms=90.0, repair_ms=4.0))
    branch = _ended(rarely, tmp_path)
    _assert_same_past(branch, parent)
    was = rows(parent, "disruptions", "began_ms", "ended_ms")
    begun = sum(t < NOW for t, _ in was)
    free = max(NOW, was[begun - 1][1])
    found = branch["disruptions"]["began_ms"].to_list()
    after = free + 10 * (was[begun][0] - free)
    assert found[begun:] == [after][: after < 100]


def test_what_follows_is_after_the_instant_or_did_not_happen(tmp_path: Path) -> None:
    # D is at 30; what follows after 40 is at 70, what follows after 10 would have been at 40
    leader = _disruption("in", starts_ms=30, ends_ms=31)
    lanes = [
        {"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4), "rate_map": "m"},
        {"lane": "out", "origin": "P", "destination": "M", "transit_h": h(12)},
    ]
    shared: Row = {"lanes": lanes, "rates": _rates(m=[(0, 1000), (30, 0), (31, 1000)])}
    parent = _kept(_case(disruptions=leader, **shared), tmp_path)
    late, early = (
        {"disruption": name, "target_kind": "line", "target": "L", "after": "D", "delay_ms": delay, "lasts_ms": 20}
        for name, delay in (("late", 40), ("early", 10))
    )
    branch = _ended(_case(disruptions=[*leader, late, early], **shared), tmp_path)
    _assert_same_past(branch, parent)
    assert rows(branch, "disruptions", "disruption", "began_ms") == [("D", 30), ("late", 70)]


_PAST: Mapping[str, tuple[Row, Row]] = {
    "takts (L)": ({}, {"takts": [{"line": "L", "takt_ns": 9_000_000}]}),
    "calendars (line L)": ({}, {"line": {"rate_map": "m"}, "rates": _rates(m=[(0, 1000), (51, 0), (53, 1000)])}),
    "calendars (line L, planned)": (
        {},
        {"line": {"calendar_map": "m"}, "rates": _rates(m=[(0, 1000), (51, 0), (53, 1000)])},
    ),
    "calendars (lane out)": ({}, {"out": {"rate_map": "m"}, "rates": _rates(m=[(0, 0), (1, 1000)])}),
    "disruptions (D)": ({}, {"disruptions": _disruption("L", starts_ms=51, ends_ms=80)}),
    "departures": (
        {**_SERVED, "departures": _departing([50, 90])},
        {**_SERVED, "departures": _departing([40, 50, 90])},
    ),
}


@pytest.mark.parametrize("name", _PAST)
def test_another_past_is_refused_by_name(name: str, tmp_path: Path) -> None:
    before, after = _PAST[name]
    _kept(_case(**before), tmp_path)
    with pytest.raises(OtherNetwork) as refused:
        resume(*_case(**after), tmp_path)
    assert str(refused.value) == name


@pytest.mark.parametrize(
    "after",
    [
        pytest.param([], id="gone"),
        pytest.param(_disruption("in", **_OFTEN), id="elsewhere"),
        pytest.param(_disruption("L", **_OFTEN, factor=500), id="weaker"),
        pytest.param(_disruption("L", starts_ms=60, ends_ms=70), id="dated"),
    ],
)
def test_a_disruption_that_occurred_stays(after: list[Row], tmp_path: Path) -> None:
    parent = _kept(_case(disruptions=_disruption("L", **_OFTEN)), tmp_path)
    assert parent["disruptions"]["began_ms"].min() < NOW
    with pytest.raises(OtherNetwork, match=r"disruptions \(D\)"):
        resume(*_case(disruptions=after), tmp_path)


def test_a_closure_under_way_may_end_sooner_but_must_have_been(tmp_path: Path) -> None:
    shut = [(0, 1000), (51, 0), (70, 1000)]
    _kept(_case(line={"rate_map": "m"}, rates=_rates(m=shut)), tmp_path)
    resume(*_case(line={"rate_map": "m"}, rates=_rates(m=[*shut[:2], (54, 1000)])), tmp_path)
    with pytest.raises(OtherNetwork, match="line L"):
        resume(*_case(), tmp_path)


def _changed(network: Network) -> Case:
    """Everything that has no date is changed, and a random disruption added."""
    longer = {
        "lines": [pl.col("throughput_h") * 1.3, pl.col("rework_share") / 2],
        "lanes": [pl.col("transit_h") * 1.3, (pl.col("load_units") + 1) // 2],
        "terminals": [pl.col("time_h") * 0.7],
        "fleets": [pl.col("wagons") + 1],
        "flows": [pl.col("weight") // 2 + 1],
        "sources": [pl.col("weight") // 3 + 1],
        "stocks": [pl.col("order_quantity") + 1],
        "sites": [pl.col("yard_units") + 2],
    }
    tables = {name: network[name].with_columns(columns) for name, columns in longer.items()}
    lines = network["lines"]["line"].to_list()
    more = pl.DataFrame(
        [
            {"disruption": f"new-{line}", "target_kind": "line", "target": line, "factor": 0}
            | {"between_ms": 3e7, "repair_ms": 1e7}
            for line in lines
        ]
    )
    tables["disruptions"] = pl.concat([network["disruptions"], more], how="diagonal_relaxed").sort("disruption")
    other = Network.of({**network.tables, **tables}, network.settings)
    return other, given(other)


@pytest.mark.parametrize("seed", range(8))
def test_a_random_networks_past_is_its_parents_whatever_changes(seed: int, tmp_path: Path) -> None:
    network = enrich(random_network(options_of(seed))[0], seed)
    now = network.settings["end_ms"] * 2 // 5 + 1
    parent = _kept((network, given(network)), tmp_path, now)
    branch = _ended(_changed(network), tmp_path)
    _assert_same_past(branch, parent, now)
    assert not branch["vehicles"].equals(parent["vehicles"])
    own = branch["disruptions"].filter(pl.col("disruption").cast(pl.String).str.starts_with("new"))
    assert (own["began_ms"] >= now).all()


def _other(network: Network, table: str, **columns: Any) -> Network:
    return Network.of({**network.tables, table: network[table].with_columns(**columns)}, network.settings)


_PARTS = {
    "lines": ("lines", {"items": pl.col("items").list.head(0)}),
    "sites": ("lines", {"site": pl.col("site") + "'"}),
    "makers": ("lines", {"scrap_share": pl.col("scrap_share").fill_null(0) + 0.1}),
    "bills": ("bills", {"quantity": pl.col("quantity") + 1}),
    "stocks": ("stocks", {"capacity": pl.col("capacity") + 1}),
    "sources": ("sources", {"lane": pl.col("lane") + "'"}),
    "lanes": ("lanes", {"mixed": pl.lit(False)}),
    "terminals": ("terminals", {"servers": pl.col("servers") + 1}),
    "services": ("services", {"fleet": pl.lit(None, pl.String)}),
    "fleets": ("fleets", {"fleet": pl.col("fleet") + "'"}),
    "routes": ("routes", {"lane": pl.col("lane") + "'"}),
    "flows": ("flows", {"route": pl.col("route") + "'"}),
    "books": ("demand", {"market": pl.col("market") + "'"}),
    "schedule": ("schedule", {"quantity": pl.lit(1)}),
    "demand": ("demand", {"quantity": pl.col("quantity") + 1, "mean": pl.lit(None, pl.Float64)}),
    "departures": ("departures", {"capacity_units": pl.col("capacity_units") + 1}),
}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> tuple[Network, Path]:
    """A network that has every part, kept half way."""
    network = enrich(random_network(options_of(3))[0], 3)
    folder = tmp_path_factory.mktemp("rich")
    simulation = Simulation(network, given(network), 3)
    simulation.run_to(network.settings["end_ms"] // 2)
    keep(simulation, folder)
    return network, folder


@pytest.mark.parametrize("part", _PARTS)
def test_every_part_must_be_the_same(part: str, rich: tuple[Network, Path]) -> None:
    network, folder = rich
    table, columns = _PARTS[part]
    other = _other(network, table, **columns)
    with pytest.raises(OtherNetwork) as refused:
        resume(other, given(network) if part != "schedule" else given(other), folder)
    assert str(refused.value) == part


@pytest.mark.parametrize("setting", ["warm_up_ms", "end_ms"])
def test_the_horizon_must_be_the_same(setting: str, rich: tuple[Network, Path]) -> None:
    network, folder = rich
    other = Network.of(network.tables, {**network.settings, setting: network.settings[setting] + 1})
    with pytest.raises(OtherNetwork, match="horizon"):
        resume(other, given(network), folder)
