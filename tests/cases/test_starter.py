"""The starter case: another industry and region, small, and right from the first run."""

from __future__ import annotations

import polars as pl
import pytest

from landbridge.cases import find_case
from landbridge.documents import Measures
from landbridge.measurement.measure import measure
from landbridge.network.compile import compile_network
from landbridge.network.rules import check
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case


@pytest.fixture(scope="module")
def measures() -> Measures:
    network = compile_network(read_case(find_case("starter")))
    plan = given(network)
    return measure(network, plan, simulate(network, plan, int(network.settings["seed"])))


def test_nothing_is_found_wrong() -> None:
    assert list(check(read_case(find_case("starter")))) == []


def test_every_row_is_labelled_synthetic_by_the_defaults() -> None:
    for name, frame in read_case(find_case("starter")).tables.items():
        if "confidence" in frame.columns and len(frame):
            assert frame["confidence"].unique().to_list() == ["synthetic"], name


def test_the_motor_makers_repair_stops_the_line(measures: Measures) -> None:
    stops = measures["stops"]
    assert stops["supplier"].unique().to_list() == ["motor-maker"]
    assert stops["month"].unique().to_list() == ["2025-02"]


def test_bikes_reach_both_markets(measures: Measures) -> None:
    delivered = dict(measures["service"].group_by("market").agg(pl.col("delivered").sum()).iter_rows())
    assert delivered["market-bengaluru"] > 2500
    assert delivered["market-nairobi"] > 1000


def test_the_quarter_is_predicted_from_january(measures: Measures) -> None:
    standing = dict(measures["published"].select("fact", "standing").iter_rows())
    assert standing["BIKES-2025M1"] == "calibrated"
    assert standing["BIKES-2025Q1"] == "predicted"
