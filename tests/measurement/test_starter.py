"""The measures of a whole run: the starter case, from its tables on."""

from __future__ import annotations

import polars as pl
import pytest

from landbridge.cases import find_case
from landbridge.documents import Measures, Network, Plan, Record
from landbridge.measurement.measure import measure
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case

Run = tuple[Network, Plan, Record, Measures]


@pytest.fixture(scope="module")
def run() -> Run:
    network = compile_network(read_case(find_case("starter")))
    plan = given(network)
    record = simulate(network, plan, 7)
    return network, plan, record, measure(network, plan, record)


def _total(run: Run, state: str, time: str) -> int:
    network, _, record, _ = run
    ends = {"opening": 0, "end": network.settings["end_ms"]}
    vehicles = network["items"].filter(pl.col("segment") == "vehicle")["item"]
    at = record["balances"].filter(pl.col("time_ms") == ends[time], pl.col("state").cast(pl.String) == state)
    return int(at.filter(pl.col("item").cast(pl.String).is_in(vehicles.implode()))["units"].sum())


def test_production_is_what_the_balances_say_was_made(run: Run) -> None:
    *_, record, measures = run
    made = _total(run, "made", "end") - _total(run, "made", "opening")
    assert measures["production"]["units"].sum() == made
    finished = record["vehicles"].filter(pl.col("finished_ms") >= 0)
    assert len(finished) == made


def test_opening_stock_and_production_are_delivered_or_still_there(run: Run) -> None:
    *_, measures = run
    vehicles = measures["production"]["item"].unique()
    stocks = measures["stocks"].filter(pl.col("item").is_in(vehicles.implode()), pl.col("state") != "in_process")
    opening = stocks.filter(pl.col("month") == "opening")["units"].sum()
    closing = stocks.filter(pl.col("month") == "2025-03")["units"].sum()
    delivered = _total(run, "delivered", "end") - _total(run, "delivered", "opening")
    assert opening + measures["production"]["units"].sum() == closing + delivered


def test_exports_are_what_the_ships_over_the_border_carried(run: Run) -> None:
    *_, measures = run
    ships = (
        measures["trains"].filter(pl.col("lane") == "chennai-to-mombasa").group_by("month").agg(pl.col("units").sum())
    )
    exports = measures["exports"].group_by("month").agg(pl.col("units").sum())
    assert exports.sort("month").equals(ships.sort("month"))


def test_service_agrees_with_the_vehicles(run: Run) -> None:
    *_, record, measures = run
    own = record["vehicles"].filter(pl.col("demanded_ms") >= 0)
    assert measures["service"]["assigned"].sum() == len(own.drop_nulls("assigned_ms"))
    assert measures["service"]["delivered"].sum() == len(own.drop_nulls("delivered_ms"))


def test_lead_times_count_every_delivery(run: Run) -> None:
    *_, record, measures = run
    whole = measures["lead_times"].filter(pl.col("kind") == "whole")
    assert whole["vehicles"].sum() == len(record["vehicles"].filter(pl.col("delivered_ms") >= 0))
    assert measures["lead_times"].filter(pl.col("p10_d") > pl.col("p90_d")).is_empty()


def test_the_published_figures_of_the_territory_are_compared(run: Run) -> None:
    *_, measures = run
    compared = measures["published"].rows_by_key("fact", named=True, unique=True)
    assert set(compared) == {"BIKES-2025Q1", "BIKES-2025M1", "BIKES-EXPORT-2025Q1", "SEA-TRANSIT"}
    output = measures["output"].filter(pl.col("place") == "tamil-nadu", pl.col("powertrain") == "bev").sort("month")
    assert compared["BIKES-2025M1"]["model"] == output["units"][0]
    assert compared["BIKES-2025Q1"]["model"] == output["cumulative_units"][-1]
    assert compared["BIKES-EXPORT-2025Q1"]["model"] == measures["exports"]["units"].sum()
    assert measures["headline"]["place"][0] == "tamil-nadu"


def test_the_same_record_gives_the_same_measures(run: Run) -> None:
    network, plan, record, measures = run
    again = measure(network, plan, record)
    assert all(again[table].equals(measures[table]) for table in measures.tables)
