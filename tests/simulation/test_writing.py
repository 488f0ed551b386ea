"""What the record keeps (docs/simulation.md, B1 to B8)."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import polars as pl
import pytest

from landbridge.documents import Network, Plan, Record
from landbridge.documents.document import declared
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case
from tests.oracle.sketch import h, sketch

MS_NS = 1_000_000


@pytest.fixture(scope="module")
def network() -> Network:
    with resources.as_file(resources.files("landbridge.cases") / "starter") as folder:
        return compile_network(read_case(Path(folder)))


@pytest.fixture(scope="module")
def record(network: Network) -> Record:
    return simulate(network, given(network), 3)


def branching() -> tuple[Network, Plan]:
    """Cars finish at -90 and -40 and leave together, are in the port at -30; one is there, one travels 100 more."""
    return sketch(
        [200],
        warm_up=100,
        lines=[{"line": "L", "site": "P", "throughput_h": h(10)}],
        takts=[{"line": "L", "takt_ns": 10 * MS_NS}],
        schedule=[{"line": "L", "item": "car", "period": "warm-up", "quantity": 2}],
        lanes=[
            {"lane": "out", "origin": "P", "destination": "port", "transit_h": h(10), "load_units": 2},
            {"lane": "sea", "origin": "port", "destination": "far", "transit_h": h(100)},
        ],
        routes=[
            {"route": "near", "position": 1, "lane": "out"},
            {"route": "far", "position": 1, "lane": "out"},
            {"route": "far", "position": 2, "lane": "sea"},
        ],
        demand=[
            {"market": "near", "item": "car", "number": 0, "demanded_ms": -100, "quantity": 1},
            {"market": "far", "item": "car", "number": 0, "demanded_ms": -99, "quantity": 1},
        ],
        flows=[{"line": "L", "item": "car", "market": m, "route": m, "weight": 500_000} for m in ("far", "near")],
    )


def test_a_movement_counts_vehicles_that_the_record_left_out() -> None:
    # B2, B4, B5: the car that stayed was delivered before the start; the other's movements are numbered from 0
    record = simulate(*branching(), 1)
    assert record["vehicles"].select("vehicle", "unit", "market", "delivered_ms").rows() == [(0, 1, "far", 70)]
    assert record["movements"].select("movement", "lane", "number", "units").rows() == [
        (0, "out", 0, 2),
        (1, "sea", 0, 1),
    ]
    assert record["steps"].rows() == [(0, 1, 0), (0, 2, 1)]


def test_a_movement_that_nobody_in_the_record_made_is_left_out() -> None:
    network, plan = branching()
    tables = dict(network.tables)
    tables["lanes"] = tables["lanes"].with_columns(transit_h=pl.lit(h(10)))
    record = simulate(Network.of(tables, network.settings), plan, 1)
    assert [record[table].height for table in ("vehicles", "movements", "steps")] == [0, 0, 0]
    assert record["balances"].select("time_ms", "state", "units").rows()[0] == (0, "delivered", 1)


def test_an_empty_network_has_an_empty_record() -> None:
    record = simulate(*sketch([100], warm_up=10), 1)
    assert {table: record[table].height for table in declared("record")} == dict.fromkeys(declared("record"), 0)


def test_names_of_more_sites_than_a_byte_can_number() -> None:
    markets = [f"m{i:03}" for i in range(300)]
    network, plan = sketch(
        [10_000],
        lines=[{"line": "L", "site": "P"}],
        takts=[{"line": "L", "takt_ns": MS_NS}],
        schedule=[{"line": "L", "item": "car", "period": "2024-01", "quantity": 300}],
        lanes=[{"lane": f"to-{m}", "origin": "P", "destination": m} for m in markets],
        routes=[{"route": m, "position": 1, "lane": f"to-{m}"} for m in markets],
        demand=[
            {"market": m, "item": "car", "number": 0, "demanded_ms": i, "quantity": 1} for i, m in enumerate(markets)
        ],
        flows=[{"line": "L", "item": "car", "market": m, "route": m, "weight": 3333} for m in markets],
    )
    record = simulate(network, plan, 1)
    # the oldest demand is served first
    assert record["vehicles"]["market"].to_list() == markets
    assert record["vehicles"]["route"].to_list() == markets
    assert record["movements"]["lane"].to_list() == [f"to-{m}" for m in markets]


def test_times_lie_in_the_horizon_or_are_empty(network: Network, record: Record) -> None:
    # B1
    begin, end = -network.settings["warm_up_ms"], network.settings["end_ms"]
    for table in declared("record"):
        for column in [name for name in record[table].columns if name.endswith("_ms")]:
            last = end if table == "balances" else end - 1
            assert record[table][column].is_between(begin, last).all(), (table, column)


def test_nothing_is_kept_that_was_over_before_the_start(record: Record) -> None:
    # B2, B6, B7, B8
    assert (record["vehicles"]["delivered_ms"].drop_nulls() >= 0).all()
    assert (record["lots"]["arrived_ms"].drop_nulls() >= 0).all()
    assert (record["stops"]["ended_ms"].drop_nulls() > 0).all()
    assert (record["departures"]["departs_ms"] >= 0).all()
    assert (record["demands"]["demanded_ms"] >= 0).all()
    # and of what began in the warm-up, something is
    for table, column in (("vehicles", "started_ms"), ("movements", "began_ms"), ("lots", "ordered_ms")):
        assert record[table][column].min() < 0, table


def test_tables_stand_in_their_order(record: Record) -> None:
    text = pl.selectors.by_dtype(pl.Enum).cast(pl.String)
    for table, keys in (
        ("vehicles", ["line", "unit"]),
        ("steps", ["vehicle", "position"]),
        ("movements", ["movement"]),
        ("departures", ["service", "number"]),
        ("lots", ["site", "item", "line", "number"]),
        ("stops", ["line", "began_ms", "unit"]),
        ("demands", ["market", "item", "number"]),
        ("balances", ["time_ms", "state", "item", "site", "lane", "terminal", "line"]),
    ):
        frame = record[table].with_columns(text)
        assert frame.height > 0, table
        assert frame.equals(frame.sort(keys, nulls_last=False, maintain_order=True)), table
        assert frame.select(keys).is_unique().all(), table


def test_steps_and_movements_name_each_other(network: Network, record: Record) -> None:
    # B4, B5: every movement is some vehicle's step, and holds no fewer vehicles than the record shows in it
    steps, movements, vehicles = record["steps"], record["movements"], record["vehicles"]
    assert movements["movement"].to_list() == list(range(movements.height))
    assert vehicles["vehicle"].to_list() == list(range(vehicles.height))
    shown = steps.group_by("movement").len().sort("movement")
    assert shown["movement"].to_list() == movements["movement"].to_list()
    assert (shown["len"] <= movements["units"]).all()
    # a vehicle's steps follow its route, each beginning no earlier than the one before it ended
    text = pl.selectors.by_dtype(pl.Enum).cast(pl.String)
    walked = (
        steps.join(vehicles.with_columns(text).select("vehicle", "route", "delivered_ms"), on="vehicle")
        .join(movements.with_columns(text), on="movement")
        .sort("vehicle", "position")
    )
    right = walked.join(network["routes"], on=["route", "position"], suffix="_due")
    assert right.height == walked.height
    assert right.filter(pl.col("lane").ne_missing(pl.col("lane_due"))).height == 0
    assert right.filter(pl.col("terminal").ne_missing(pl.col("terminal_due"))).height == 0
    before = pl.col("ended_ms").shift(1).over("vehicle")
    assert walked.filter(pl.col("began_ms") < before).height == 0
    assert walked.filter(pl.col("position") != pl.int_range(1, pl.len() + 1).over("vehicle")).height == 0
    last = walked.group_by("vehicle").last().drop_nulls("delivered_ms")
    assert last.height > 0
    assert last.filter(pl.col("delivered_ms") != pl.col("ended_ms")).height == 0


def test_departures_agree_with_their_movements(record: Record) -> None:
    # B6
    text = pl.selectors.by_dtype(pl.Enum).cast(pl.String)
    ran = record["departures"].with_columns(text).drop_nulls("movement")
    joined = ran.join(record["movements"].with_columns(text), on="movement", suffix="_moved")
    assert joined.height == ran.height > 0
    assert joined.filter(
        (pl.col("departs_ms") != pl.col("began_ms"))
        | (pl.col("loaded_units") != pl.col("units"))
        | (pl.col("service") != pl.col("service_moved"))
    ).is_empty()
    assert (
        record["departures"]
        .filter((pl.col("loaded_units") > pl.col("capacity_units")) | (pl.col("loaded_units") > pl.col("queued_units")))
        .is_empty()
    )


def test_demand_is_filled_by_the_vehicles_assigned_to_it(record: Record) -> None:
    # B8, less the vehicles that were delivered in the warm-up
    text = pl.selectors.by_dtype(pl.Enum).cast(pl.String)
    demands = record["demands"].with_columns(text)
    assigned = (
        record["vehicles"]
        .with_columns(text)
        .filter(pl.col("demanded_ms") >= 0)
        .group_by("market", "item", "demanded_ms")
        .len()
    )
    joined = demands.join(assigned, on=["market", "item", "demanded_ms"], how="left")
    assert joined.filter(pl.col("filled_units") != pl.col("len").fill_null(0)).is_empty()
    assert demands.filter(pl.col("filled_units") + pl.col("lost_units") > pl.col("quantity")).is_empty()


def test_the_record_names_its_seed_and_is_the_same_again(network: Network, record: Record) -> None:
    again = simulate(network, given(network), 3)
    assert record.settings["seed"] == 3
    assert all(again[table].equals(record[table]) for table in declared("record"))
    other = simulate(network, given(network), 4)
    assert not other["vehicles"].equals(record["vehicles"])


def test_progress_ends_at_one(network: Network) -> None:
    seen: list[float] = []
    simulate(network, given(network), 3, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert seen[0] > 0
