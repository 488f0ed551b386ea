"""A kept and resumed simulation gives the record of the one that ran through; a branch changes what lies ahead."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from landbridge.documents import Network, Plan
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.simulation.simulation import Simulation
from landbridge.simulation.state import keep, resume
from tests.oracle.engines import assert_same
from tests.oracle.sketch import h, sketch
from tests.properties.enrich import enrich
from tests.properties.networks import random_network
from tests.properties.options import options_of

HOUR = 3_600_000


def _rich(seed: int) -> tuple[Network, Plan]:
    network = enrich(random_network(options_of(seed))[0], seed)
    return network, given(network)


def _changed(network: Network, **tables: pl.DataFrame) -> tuple[Network, Plan]:
    other = Network.of({**network.tables, **tables}, network.settings)
    return other, given(other)


@pytest.mark.parametrize("seed", range(12))
def test_a_resumed_run_has_the_record_of_the_one_that_ran_through(seed: int, tmp_path: Path) -> None:
    network, plan = _rich(seed)
    begins, end = -network.settings["warm_up_ms"], network.settings["end_ms"]
    simulation = Simulation(network, plan, seed)
    for part in (3, 7, 10):
        simulation.run_to(begins + (end - begins) * part // 11 + 1)
        folder = tmp_path / str(part)
        folder.mkdir()
        keep(simulation, folder)
        simulation = resume(network, plan, folder)
    simulation.run_to(end)
    assert_same(simulation.record(), simulate(network, plan, seed))


def test_a_run_can_be_kept_before_its_first_and_after_its_last_event(tmp_path: Path) -> None:
    network, plan = _rich(3)
    for name, until in (("first", -network.settings["warm_up_ms"]), ("last", network.settings["end_ms"])):
        (tmp_path / name).mkdir()
        simulation = Simulation(network, plan, 3)
        simulation.run_to(until)
        keep(simulation, tmp_path / name)
        resumed = resume(network, plan, tmp_path / name)
        resumed.run_to(network.settings["end_ms"])
        assert_same(resumed.record(), simulate(network, plan, 3))


@pytest.mark.parametrize("seed", range(8))
def test_a_branch_with_another_plan_ahead_is_the_run_with_that_plan(seed: int, tmp_path: Path) -> None:
    # the second month's schedule and demand change; the branch begins in the first
    network, plan = _rich(seed)
    second = network["periods"]["start_ms"].max()
    simulation = Simulation(network, plan, seed)
    simulation.run_to(second - 2 * HOUR)
    keep(simulation, tmp_path)
    more = pl.when(pl.col("start_ms") == second).then(pl.col("quantity") * 3 // 2 + 1).otherwise("quantity")
    ahead = pl.when((pl.col("demanded_ms") >= second) & pl.col("mean").is_null())
    other, other_plan = _changed(
        network,
        schedule=network["schedule"].with_columns(quantity=more),
        demand=network["demand"].with_columns(quantity=ahead.then(pl.col("quantity") + 2).otherwise("quantity")),
    )
    branch = resume(other, other_plan, tmp_path)
    branch.run_to(network.settings["end_ms"])
    assert_same(branch.record(), simulate(other, other_plan, seed))


def _hand_made(**stock: int) -> tuple[Network, Plan]:
    """Line L builds a unit of one x every 10 ms from 0 on; x comes over `in` in 4 ms."""
    rule = {"reorder_point": 5, "order_quantity": 3} | stock
    return sketch(
        [100],
        lines=[{"line": "L", "site": "P", "throughput_h": h(1)}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 10}],
        bills=[{"item": "a", "input": "x", "quantity": 1}],
        lanes=[{"lane": "in", "origin": "S", "destination": "P", "transit_h": h(4)}],
        stocks=[{"site": "P", "item": "x", "line": "L", "supplier": "S", "lane": "in", "initial": 8, **rule}],
    )


def test_what_has_no_date_changes_at_the_branch(tmp_path: Path) -> None:
    # positions 7, 6, 5 at 0, 10, 20: an order at 20, then 7, 6, 5; from 35 on the reorder point is 7, looked at at 40,
    # where 6 becomes 9, then 8, 7 at 60 becomes 10, 9, 8, 7 at 90
    network, plan = _hand_made()
    simulation = Simulation(network, plan, 1)
    simulation.run_to(35)
    keep(simulation, tmp_path)
    assert simulate(network, plan, 1)["lots"]["ordered_ms"].to_list() == [20, 50, 80]
    branch = resume(*_hand_made(reorder_point=7), tmp_path)
    branch.run_to(100)
    assert branch.record()["lots"]["ordered_ms"].to_list() == [20, 40, 60, 90]
