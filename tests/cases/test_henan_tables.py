"""The Henan case: its tables agree with what was published, and say how well every row is known."""

from __future__ import annotations

import csv
import filecmp
import functools
from pathlib import Path

import polars as pl
import pytest

from landbridge.cases import find_case
from landbridge.cases.henan.generator.firms import COUNT
from landbridge.cases.henan.generator.generate import generate
from landbridge.cases.henan.generator.months import MONTHS, apportion, working_days
from landbridge.cases.henan.generator.output import fact_values, outlook_index
from landbridge.network.rules import check
from landbridge.tables.case import Case, read_case
from landbridge.tables.declaration import declared_tables

FOLDER = find_case("henan")
NINE = MONTHS[:9]


@functools.cache
def _case() -> Case:
    return read_case(FOLDER)


def _built(places: set[str], months: tuple[str, ...], powertrains: set[str] | None = None) -> int:
    tables = _case().tables
    sites = tables["sites"].filter(pl.col("place").is_in(sorted(places))).select("site")
    lines = tables["lines"].join(sites, on="site", how="semi")
    chosen = tables["schedule"].join(lines, on="line", how="semi").join(tables["items"], on="item")
    chosen = chosen.filter(pl.col("month").dt.strftime("%Y-%m").is_in(months))
    if powertrains:
        chosen = chosen.filter(pl.col("powertrain").is_in(sorted(powertrains)))
    return int(chosen["quantity"].sum())


def _places_of(place: str) -> set[str]:
    inside = {place}
    for row in _case().tables["places"].iter_rows(named=True):
        if row["parent"] in inside:
            inside.add(row["place"])
    return inside


def test_nothing_is_found_wrong() -> None:
    assert list(check(_case())) == []


@pytest.mark.parametrize(
    ("fact", "place", "months", "powertrains"),
    [
        ("HEN-2024H1-NEV", "henan", MONTHS[:6], {"bev", "phev"}),
        ("HEN-2024H1-ALL", "henan", MONTHS[:6], None),
        ("ART-02", "henan", NINE, {"bev", "phev"}),
        ("ART-13", "henan", NINE, None),
        ("ZZ-2024H1-NEV", "zhengzhou", MONTHS[:6], {"bev", "phev"}),
        ("ZZ-2024H1-ALL", "zhengzhou", MONTHS[:6], None),
        ("ZZ-2024Q3-NEV", "zhengzhou", NINE, {"bev", "phev"}),
        ("ZZ-2024Q3-ALL", "zhengzhou", NINE, None),
    ],
)
def test_the_schedule_adds_up_to_the_published_cumulative(
    fact: str, place: str, months: tuple[str, ...], powertrains: set[str] | None
) -> None:
    assert _built(_places_of(place), months, powertrains) == fact_values()[fact]


def test_the_year_is_about_one_and_a_fifth_million_vehicles() -> None:
    assert 1_150_000 < _built(_places_of("henan"), MONTHS) < 1_250_000


def test_every_row_taken_from_the_world_says_how_well_it_is_known_and_whence() -> None:
    for name, frame in _case().tables.items():
        if "confidence" in frame.columns:
            assert frame["confidence"].null_count() == 0, name
            assert frame["source"].null_count() == 0, name


def test_the_chain_has_more_than_six_hundred_component_firms_and_all_are_in_use() -> None:
    tables = _case().tables
    firms = tables["sites"].filter(pl.col("kind") == "component_plant", pl.col("confidence") == "synthetic")
    assert len(firms) == COUNT >= 600
    assert set(firms["site"]) <= set(tables["lines"].filter(pl.col("mode") == "order")["site"])
    bought_from = tables["replenishment"].join(tables["lanes"], on="lane")["origin"]
    assert set(firms["site"]) <= set(bought_from)
    assert firms["name_en"].str.contains("(synthetic)", literal=True).all()
    assert firms["name_zh"].str.contains("（虚构）", literal=True).all()


def test_components_are_densest_along_the_zhengzhou_kaifeng_belt() -> None:
    firms = _case().tables["sites"].filter(pl.col("kind") == "component_plant")
    belt = firms.filter(pl.col("place").is_in(["kaifeng", "zhongmu", "zhengzhou", "zhengzhou-airport-zone"]))
    assert len(belt) > len(firms) / 2


def test_seventeen_makers_and_those_without_a_name_have_no_line() -> None:
    tables = _case().tables
    plants = tables["sites"].filter(pl.col("kind") == "vehicle_plant", pl.col("confidence") != "derived")
    assert plants["maker"].n_unique() == 17
    unnamed = plants.filter(pl.col("site").str.starts_with("unnamed-"))
    assert len(unnamed) == 10
    assert tables["lines"].join(unnamed, on="site", how="semi").is_empty()


def test_a_row_of_october_or_later_is_an_estimate_and_one_before_rests_on_published_totals() -> None:
    schedule = _case().tables["schedule"]
    late = pl.col("month") >= pl.date(2024, 10, 1)
    assert schedule.filter(late)["confidence"].unique().to_list() == ["estimate"]
    assert schedule.filter(~late)["confidence"].unique().to_list() == ["derived"]
    assert schedule["derived_from"].list.len().min() >= 2


def test_no_input_rests_on_a_figure_published_after_the_date_of_the_case_but_an_opening() -> None:
    case = _case()
    late = set(case.tables["facts"].filter(pl.col("published_on") > case.settings.as_of)["fact"])
    rests = {
        fact
        for name, frame in case.tables.items()
        if name != "facts" and "derived_from" in frame.columns
        for fact in frame["derived_from"].explode().drop_nulls()
    }
    assert rests & late == set()


def test_every_cell_of_a_kilowatt_hour_holds_the_published_chemistry() -> None:
    facts, bills = fact_values(), _case().tables["bills"]
    cells = dict(bills.filter(pl.col("item") == "cells-lfp").select("input", "quantity").iter_rows())
    assert cells["graphite"] == pytest.approx(facts["LFP-GRAPHITE"] * 1000, rel=0.001)
    assert cells["copper-foil"] == pytest.approx(facts["LFP-CU"] * 1000, rel=0.001)
    assert cells["aluminium-foil"] == pytest.approx(facts["LFP-AL"] * 1000, rel=0.001)
    iron_phosphate = facts["LFP-FE"] / 55.845 * 157.76
    assert cells["lfp-cathode"] == pytest.approx(iron_phosphate, rel=0.01)


def test_the_outlook_rule_on_the_first_half_misses_september_by_the_error_the_page_states() -> None:
    """Calibrated on January-June, with the nation known: what would it have said of January-September?"""
    facts = fact_values()
    nation = [facts[f"CAAM-NEVP-{month}"] for month in NINE]
    growth = 1 + sum(nation[6:]) / sum(nation[:6])
    assert facts["HEN-2024H1-NEV"] * growth / facts["ART-02"] - 1 == pytest.approx(0.039, abs=0.001)
    assert facts["ZZ-2024H1-NEV"] * growth / facts["ZZ-2024Q3-NEV"] - 1 == pytest.approx(0.021, abs=0.001)
    page = (Path(__file__).parents[2] / "docs" / "henan.md").read_text(encoding="utf-8")
    assert "+3.9 %" in page
    assert "+2.1 %" in page


def test_the_outlook_begins_with_the_nations_october() -> None:
    assert outlook_index(fact_values())[0] == fact_values()["CAAM-NEVP-2024-10"]


def test_the_generator_writes_the_same_bytes_again(tmp_path: Path) -> None:
    generate(tmp_path)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert len(written) == 10
    same, different, missing = filecmp.cmpfiles(FOLDER, tmp_path, written, shallow=False)
    assert (sorted(same), different, missing) == (written, [], [])


def test_parts_are_apportioned_by_largest_remainder_and_add_up() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(7, [0.5, 0.3, 0.2]) == [4, 2, 1]
    assert apportion(0, [1, 2]) == [0, 0]


def test_working_days_know_the_spring_festival() -> None:
    assert working_days("2024-02") == 18
    assert working_days("2024-10") == 21


@pytest.mark.parametrize("page", ["henan.md", "henan.zh.md"])
def test_the_page_counts_the_rows_by_how_well_they_are_known(page: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    levels = ("published", "derived", "estimate", "recalled", "synthetic")
    for name in ("bills", "demand", "facts", "lanes", "lines", "replenishment", "schedule", "sites", "tariffs"):
        frame = _case().tables[name]
        known = dict(frame.group_by("confidence").len().iter_rows())
        cells = [name, len(frame), *(known.get(level, 0) for level in levels)]
        assert f"| {' | '.join(map(str, cells))} |" in text


def test_the_folder_is_small_and_holds_only_declared_tables() -> None:
    tables = {path.stem for path in FOLDER.glob("*.csv")}
    assert tables <= set(declared_tables())
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.csv")) < 6_000_000


def test_every_waypoint_belongs_to_a_lane_and_no_name_is_used_twice() -> None:
    with (FOLDER / "lanes.csv").open(encoding="utf-8", newline="") as file:
        lanes = [row["lane"] for row in csv.DictReader(file)]
    assert len(lanes) == len(set(lanes))
    assert set(_case().tables["waypoints"]["lane"]) <= set(lanes)


def test_every_duty_is_the_published_rate_it_rests_on() -> None:
    rates = dict(_case().tables["facts"].select("fact", "value").iter_rows())
    tariffs = _case().tables["tariffs"]
    for row in tariffs.iter_rows(named=True):
        assert [rates[fact] for fact in row["derived_from"]] == [row["rate_percent"]]
    definitive = tariffs.filter(pl.col("kind") == "countervailing").select("maker", "rate_percent")
    assert dict(definitive.iter_rows()) == {"BYD": 17.0, "Geely": 18.8, "SAIC": 35.3, None: 35.3}
