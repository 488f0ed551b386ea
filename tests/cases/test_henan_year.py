"""The Henan case, simulated for its year: what comes out beside what was published."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from landbridge.cases import find_case
from landbridge.documents import Measures
from landbridge.exchange.sdmx.dataflow import dataflows
from landbridge.exchange.sdmx.observations import keys, observations
from landbridge.measurement.measure import measure
from landbridge.measurement.months import Period
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case


@pytest.fixture(scope="module")
def measures() -> Measures:
    network = compile_network(read_case(find_case("henan")))
    plan = given(network)
    return measure(network, plan, simulate(network, plan, int(network.settings["seed"])))


def _figure(measures: Measures, figure: str) -> float:
    return float(measures["headline"].filter(pl.col("figure") == figure)["value"][0])


def test_the_lines_build_what_is_planned(measures: Measures) -> None:
    assert 99.5 < _figure(measures, "plan_built") <= 100


def test_a_late_haul_stops_a_line_now_and_then(measures: Measures) -> None:
    stops = measures["stops"]
    assert stops.filter(pl.col("cause") == "part")["hours"].sum() > 0
    # less than one per cent of ten lines working 20 hours on 300 days
    assert stops["hours"].sum() < 600
    assert stops.filter(pl.col("cause") == "yard").is_empty()


def test_vehicles_come_when_they_were_promised(measures: Measures) -> None:
    assert _figure(measures, "on_time") > 99


def test_every_vehicles_value_is_told_to_the_last_yuan(measures: Measures) -> None:
    worth = compile_network(read_case(find_case("henan")))["items"].select("item", worth="value_cny")
    content = measures["local_content"].join(worth, on="item")
    whole = content.filter(pl.col("segment") == "all")
    assert (whole["value_cny"] - whole["worth"]).abs().max() == pytest.approx(0, abs=1e-6)
    sides = content["local_cny"] + content["outside_cny"] + content["unknown_cny"] - content["value_cny"]
    assert sides.abs().max() == pytest.approx(0, abs=1e-6)


def test_the_region_has_every_segment_and_raw_material_comes_from_outside_too(measures: Measures) -> None:
    segments = measures["segments"]
    assert "absent" not in segments["presence"].to_list()
    assert segments.filter(pl.col("segment") == "raw_material")["outside_items"].item() > 0


def test_a_car_of_zhengzhou_owes_its_makers_duty_from_the_day_it_holds(measures: Measures) -> None:
    duties = measures["duties"].filter(pl.col("kind") == "countervailing")
    assert duties["month"].min() == "2024-10"
    assert dict(duties.select("maker", "rate_percent").unique().iter_rows()) == {"BYD": 17.0, "SAIC": 35.3}
    exported = measures["exports"].filter(pl.col("hs_code") == "870380")["value_cny"].sum()
    assert 0 < duties["value_cny"].sum() < exported


@pytest.mark.parametrize(
    ("fact", "tolerance_percent"),
    [
        ("HEN-2024H1-NEV", 0.5),
        ("ART-02", 0.5),
        ("ART-13", 0.5),
        ("ZZ-2024Q3-NEV", 0.5),
        ("ZZ-2024Q3-ALL", 0.5),
        ("ART-07", 0.0),
        ("ART-08", 0.0),
        ("HEN-2024H1-X", 1.0),
        ("YUTONG-X-2024H1", 2.0),
        ("X-HEN-2024M2", 1.0),
        ("X-HEN-2024M2-NEV", 2.0),
        ("X-HEN-2024Q3", 1.0),
        ("X-HEN-2024Q3-EV", 1.0),
        ("ART-09", 1.0),
        ("TT-01", 3.0),
        ("RL-JSQ4", 0.0),
    ],
)
def test_the_model_agrees_with_what_was_published(measures: Measures, fact: str, tolerance_percent: float) -> None:
    row = measures["published"].row(by_predicate=pl.col("fact") == fact, named=True)
    assert abs(row["difference_percent"]) <= tolerance_percent


def test_what_rests_on_a_figure_is_calibrated_and_the_claim_of_fifteen_days_is_not(measures: Measures) -> None:
    standing = dict(measures["published"].select("fact", "standing").iter_rows())
    assert {standing[fact] for fact in ("ART-02", "ART-13", "ZZ-2024Q3-NEV", "ART-09")} == {"calibrated"}
    assert standing["ART-12"] == "conditional"


def test_the_train_to_germany_takes_about_eighteen_days_not_fifteen(measures: Measures) -> None:
    row = measures["published"].row(by_predicate=pl.col("fact") == "TT-01", named=True)
    assert row["model"] == pytest.approx(18, abs=1)


def test_no_ship_or_train_is_always_full(measures: Measures) -> None:
    fill = measures["trains"].group_by("service").agg(pl.col("fill_percent").mean())
    assert fill.filter(pl.col("fill_percent") > 98).is_empty()


def test_no_two_observations_share_a_key_in_sdmx(measures: Measures) -> None:
    year = Period(date(2024, 1, 1), date(2024, 12, 31))
    for table, flow in dataflows().items():
        rows = observations(flow, measures[table], year)
        figures = len(flow.having("simulated", "published"))
        assert rows.select(keys(flow)).n_unique() == measures[table].height * figures, table
