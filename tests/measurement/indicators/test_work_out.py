from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.measurement.arithmetic import Figure, contribution, growth, pull, share
from landbridge.measurement.indicators import declared_indicators
from landbridge.measurement.indicators.declared import declared_marks
from landbridge.measurement.indicators.work_out import Request, indicators, workable
from tests.measurement.hand_made import fact
from tests.measurement.indicators.sketch import built, cell, sketch, work_out

TWO_YEARS = {"first": date(2023, 1, 1), "last": date(2024, 12, 31)}
COUNTS = [
    *built("k-line", "i-car", m2024_01=10, m2024_02=20, m2024_03=30),
    *built("n-line", "i-car", m2024_03=15),
    *built("z-line", "e-car", m2024_01=40, m2024_03=5),
    *built("z-line", "h-car", m2024_02=60),
]


def test_month_and_running_total_and_daily_mean() -> None:
    cube = sketch(COUNTS)
    monthly = work_out(cube, "output")
    assert [cell(monthly, f"2024-0{m}") for m in (1, 2, 3, 4)] == [(50, None), (80, None), (50, None), (0, None)]
    running = work_out(cube, "output", cumulative=True)
    assert [cell(running, p)[0] for p in ("2024-01", "2024-01/2024-02", "2024")] == [50, 130, 180]
    assert work_out(cube, "output_cumulative")["value"].to_list() == running["value"].to_list()
    # by calendar days, and 2024 is a leap year
    assert cell(work_out(cube, "output_daily"), "2024-02") == (80 / 29, None)
    assert cell(work_out(cube, "output_daily", combined=True), "2024-01/2024-02") == (130 / 60, None)


@pytest.mark.parametrize("name", ["capacity_use", "output_share", "output_pull", "output_contribution"])
def test_periods_stand_in_their_order(name: str) -> None:
    cube = sketch(COUNTS, **TWO_YEARS)
    for _ in range(5):
        found = work_out(cube, name, "city", "maker")
        assert found.height > 24
        cells = list(found.select("city", "maker", "period").iter_rows())
        assert cells == sorted(cells)


def test_the_last_dimension_divides_what_those_before_it_name() -> None:
    cube = sketch(COUNTS)
    assert cell(work_out(cube, "output_share", "city", "powertrain"), "2024-01", "zheng", "bev") == (100, None)
    assert cell(work_out(cube, "output_share", "powertrain", "city"), "2024-01", "all", "zheng") == (80, None)
    assert cell(work_out(cube, "output_share", "powertrain"), "2024-02", "nev") == (75, None)


def test_the_share_of_nothing_is_marked() -> None:
    assert cell(work_out(sketch(COUNTS), "output_share", "city"), "2024-04", "kai") == (None, "whole_zero")


def test_ranks_share_a_place_and_the_unnamed_have_none() -> None:
    counts = [*built("k-line", "i-car", m2024_01=5), *built("z-line", "e-car", m2024_01=5)]
    counts += built("n-line", "i-car", m2024_01=9)
    found = work_out(sketch(counts), "output_rank", "maker").filter(pl.col("period") == "2024-01")
    assert dict(found.select("maker", "value").rows()) == {"Alpha": 1, "Beta": 1}
    by_powertrain = work_out(sketch(COUNTS), "output_rank", "powertrain").filter(pl.col("period") == "2024-02")
    assert dict(by_powertrain.select("powertrain", "value").rows()) == {"phev": 1, "ice": 2, "bev": 3}


def test_concentration_counts_what_has_no_maker_in_the_whole_only() -> None:
    cube = sketch(COUNTS)
    # January: Alpha 40 of 50, Beta 10; March: Beta 30, Alpha 5, nobody 15 of 50
    assert cell(work_out(cube, "makers_hhi"), "2024-01") == (pytest.approx(80**2 + 20**2), None)
    assert cell(work_out(cube, "makers_hhi"), "2024-03") == (pytest.approx(60**2 + 10**2), "maker_unnamed")
    assert cell(work_out(cube, "makers_top3"), "2024-03") == (pytest.approx(70), "maker_unnamed")
    assert cell(work_out(cube, "makers_top3", "city"), "2024-03", "kai") == (
        pytest.approx(100 * 30 / 45),
        "maker_unnamed",
    )


def test_capacity_use_is_that_of_lines_and_their_places() -> None:
    capacity = [{"month": "2024-01", "line": line, "capacity_units": 100.0} for line in ("k-line", "z-line")]
    cube = sketch(COUNTS, capacity=capacity)
    assert cell(work_out(cube, "capacity_use"), "2024-01") == (25, None)
    assert cell(work_out(cube, "capacity_use", "city"), "2024-01", "zheng") == (40, None)
    assert cell(work_out(cube, "capacity_use"), "2024-02") == (None, "no_capacity")
    assert work_out(cube, "capacity_use", "powertrain")["mark"].unique().to_list() == ["not_divisible"]


def test_output_value_holds_every_segment_and_says_how_far_the_trillion_is() -> None:
    seats = [{"month": "2024-01", "event": "made", "line": "seat-line", "item": "seat", "units": 3}]
    items = [
        {"item": "e-car", "segment": "vehicle", "powertrain": "bev", "value_cny": 2.0e9},
        {"item": "seat", "segment": "component", "value_cny": 5.0e9},
    ]
    cube = sketch([*built("z-line", "e-car", m2024_01=40, m2024_03=5), *seats], items=items)
    assert cell(work_out(cube, "output_value"), "2024-01") == (95e9, None)
    assert cell(work_out(cube, "output_value_share", "segment"), "2024-01", "component") == (
        pytest.approx(1500 / 95),
        None,
    )
    assert cell(work_out(cube, "output_value", "powertrain"), "2024-01", "nev") == (80e9, None)
    assert cell(work_out(cube, "trillion_percent"), "2024") == (pytest.approx(10.5), None)
    assert cell(work_out(cube, "trillion_gap"), "2024") == (895e9, None)


def test_an_item_without_value_makes_no_silent_sum() -> None:
    items = [{"item": "e-car", "segment": "vehicle", "value_cny": 2.0}, {"item": "h-car", "segment": "vehicle"}]
    cube = sketch([*built("z-line", "e-car", m2024_01=1), *built("z-line", "h-car", m2024_02=1)], items=items)
    found = work_out(cube, "output_value", cumulative=True)
    assert [cell(found, p) for p in ("2024-01", "2024-01/2024-02")] == [(2, None), (None, "value_unknown")]
    assert cell(work_out(cube, "trillion_percent"), "2024") == (None, "value_unknown")


def test_exports_by_commodity_destination_and_mode() -> None:
    items = [{"item": "e-car", "segment": "vehicle", "hs_code": "870380", "mass_kg": 1500.0}]
    row = {"month": "2024-02", "event": "exported", "line": "z-line", "item": "e-car", "market": "hamburg"}
    cube = sketch([{**row, "route": "abroad", "units": 4, "value_cny": 800.0}], items=items)
    by = ("hs_code", "destination", "mode")
    names = ("870380", "eu", "rail")
    assert cell(work_out(cube, "export_units", *by), "2024-02", *names) == (4, None)
    assert cell(work_out(cube, "export_weight", *by), "2024-02", *names) == (6000, None)
    assert cell(work_out(cube, "export_unit_value", *by), "2024-02", *names) == (200, None)
    assert cell(work_out(cube, "export_value_per_kg", *by), "2024-02", *names) == (pytest.approx(800 / 6000), None)
    assert cell(work_out(cube, "export_unit_value", *by), "2024-01", *names) == (None, "whole_zero")
    unknown = sketch([{**row, "route": "abroad", "units": 4}], items=[{"item": "e-car", "segment": "vehicle"}])
    for name in ("export_weight", "export_value", "export_unit_value", "export_value_per_kg"):
        assert cell(work_out(unknown, name), "2024-02") == (None, "value_unknown"), name


def test_commodities_pull_the_growth_of_exports() -> None:
    items = [{"item": i, "segment": "vehicle", "hs_code": c} for i, c in (("e-car", "870380"), ("h-car", "870360"))]
    row = {"event": "exported", "line": "z-line", "market": "hamburg", "route": "abroad"}
    levels = {("2023-05", "e-car"): 40, ("2024-05", "e-car"): 60, ("2023-05", "h-car"): 10, ("2024-05", "h-car"): 5}
    counts = [{**row, "month": m, "item": i, "units": u, "value_cny": 2.0 * u} for (m, i), u in levels.items()]
    cube = sketch(counts, items=items, **TWO_YEARS)
    for quantity in ("export_units", "export_value"):
        assert cell(work_out(cube, f"{quantity}_yoy"), "2024-05") == (pytest.approx(30), None)
        pulls = work_out(cube, f"{quantity}_pull", "hs_code")
        assert cell(pulls, "2024-05", "870380") == (pytest.approx(40), None)
        assert cell(pulls, "2024-05", "870360") == (pytest.approx(-10), None)
        found = work_out(cube, f"{quantity}_contribution", "hs_code")
        assert cell(found, "2024-05", "870380") == (pytest.approx(400 / 3), None)
        assert cell(found, "2024-05", "870360") == (None, "opposite_signs")
        assert cell(work_out(cube, f"{quantity}_rank", "hs_code"), "2024-05", "870360") == (2, None)


def test_a_place_narrows_what_is_counted() -> None:
    assert cell(work_out(sketch(COUNTS), "output", place="kai"), "2024-03") == (45, None)


def test_a_run_of_two_years_is_its_own_base() -> None:
    counts = [*built("k-line", "i-car", m2023_01=10, m2024_01=15), *built("z-line", "e-car", m2023_01=40, m2024_01=50)]
    cube = sketch(counts, **TWO_YEARS)
    assert cell(work_out(cube, "output_yoy"), "2024-01") == (pytest.approx(30), None)
    assert cell(work_out(cube, "output_yoy"), "2023-01") == (None, "no_base")
    assert cell(work_out(cube, "output_pull", "maker"), "2024-01", "Alpha") == (pytest.approx(20), None)
    assert cell(work_out(cube, "output_contribution", "maker"), "2024-01", "Alpha") == (pytest.approx(200 / 3), None)


def test_growth_from_nothing_and_contribution_to_nothing_are_refused() -> None:
    counts = [
        *built("k-line", "i-car", m2023_01=10, m2023_02=10, m2024_01=12, m2024_02=20),
        *built("z-line", "e-car", m2023_01=10, m2024_01=8),
    ]
    cube = sketch(counts, **TWO_YEARS)
    assert cell(work_out(cube, "output_yoy", "maker"), "2024-02", "Alpha") == (None, "base_zero")
    # a newcomer pulls the growth all the same
    assert cell(work_out(cube, "output_pull", "maker"), "2024-02", "Beta") == (pytest.approx(100), None)
    assert cell(work_out(cube, "output_contribution", "maker"), "2024-01", "Beta") == (None, "no_change")
    down = [*built("k-line", "i-car", m2023_01=10, m2024_01=15), *built("z-line", "e-car", m2023_01=40, m2024_01=20)]
    found = work_out(sketch(down, **TWO_YEARS), "output_contribution", "maker")
    assert cell(found, "2024-01", "Beta") == (None, "opposite_signs")
    assert cell(found, "2024-01", "Alpha") == (pytest.approx(400 / 3), None)


def _resting(facts: list[dict[str, Any]], on: list[str]) -> dict[str, Any]:
    row = {"table": "schedule", "line": "z-line", "month": "2024-01", "confidence": "derived", "derived_from": on}
    return {"facts": facts, "ancestry": [row]}


JANUARY = fact("NOW", "output", 40, period_start=date(2024, 1, 1), period_end=date(2024, 1, 31))
BASE = {**JANUARY, "fact": "BASE", "value": 25.0, "period_start": date(2023, 1, 1), "period_end": date(2023, 1, 31)}


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        pytest.param([JANUARY, BASE], ["NOW"], (pytest.approx(60), None), id="on one basis"),
        pytest.param([JANUARY, {**BASE, "basis": "nbs"}], ["NOW"], (None, "bases_crossed"), id="across bases"),
        pytest.param([JANUARY], ["NOW"], (None, "no_base"), id="no base"),
        pytest.param([BASE], [], (None, "bases_crossed"), id="the model speaks on no basis"),
        pytest.param(
            [JANUARY, {**JANUARY, "fact": "NBS", "basis": "nbs"}, BASE],
            ["NOW", "NBS"],
            (None, "several_bases"),
            id="two",
        ),
        pytest.param(
            [JANUARY, BASE, {**BASE, "fact": "TWICE", "value": 26.0}], ["NOW"], (None, "duplicates_differ"), id="twice"
        ),
        pytest.param([JANUARY, {**BASE, "value": 0.0}], ["NOW"], (None, "base_zero"), id="zero"),
        pytest.param([JANUARY, {**BASE, "value": -1.0}], ["NOW"], (None, "base_negative"), id="below zero"),
        pytest.param(
            [JANUARY, BASE, {**BASE, "fact": "YEAR", "value": 9.0, "period_end": date(2023, 12, 31)}],
            ["NOW"],
            (None, "base_contradicted"),
            id="the year's base is below the month's",
        ),
    ],
)
def test_growth_on_a_published_base(facts: list[dict[str, Any]], on: list[str], expected: tuple[Any, Any]) -> None:
    cube = sketch(COUNTS, **_resting(facts, on))
    assert cell(work_out(cube, "output_yoy", "powertrain"), "2024-01", "nev") == expected


def test_a_place_of_which_the_run_holds_a_part_grows_on_no_published_base() -> None:
    nation = {"place": "cn", "powertrain": "all"}
    facts = [JANUARY, {**JANUARY, **nation, "fact": "CN"}, {**BASE, **nation, "fact": "CN_BASE", "value": 10.0}]
    cube = sketch(COUNTS, **_resting(facts, ["NOW", "CN"]))
    assert cell(work_out(cube, "output_yoy", "country"), "2024-01", "cn") == (None, "not_covered")
    assert cell(work_out(cube, "output_yoy", place="cn"), "2024-01") == (None, "not_covered")


def test_a_part_on_another_basis_than_its_whole_pulls_nothing() -> None:
    of_city = {"place": "zheng", "basis": "actual_offline", "powertrain": "all"}
    facts = [{**one, "powertrain": "all"} for one in (JANUARY, BASE)]
    facts += [{**JANUARY, **of_city, "fact": "CITY"}, {**BASE, **of_city, "fact": "CITY_BASE", "value": 20.0}]
    cube = sketch(COUNTS, **_resting(facts, ["NOW", "CITY"]))
    assert cell(work_out(cube, "output_yoy", "city"), "2024-01", "zheng") == (pytest.approx(100), None)
    assert cell(work_out(cube, "output_pull", "city"), "2024-01", "zheng") == (None, "bases_crossed")
    assert cell(work_out(cube, "output_contribution", "city"), "2024-01", "zheng") == (None, "bases_crossed")


months = st.sampled_from([f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)])
cars = st.sampled_from([("k-line", "i-car"), ("n-line", "i-car"), ("z-line", "e-car"), ("z-line", "h-car")])
counted = st.dictionaries(st.tuples(months, cars), st.integers(1, 1000), min_size=1, max_size=40)


@settings(max_examples=25)
@given(counted, st.booleans(), st.booleans(), st.sampled_from(["maker", "city", "powertrain", "line", "item"]))
def test_parts_sum_to_wholes_and_pulls_to_growth(
    drawn: dict[Any, int], cumulative: bool, combined: bool, part: str
) -> None:
    rows = [
        {"month": month, "event": "built", "line": line, "item": item, "units": units}
        for (month, (line, item)), units in drawn.items()
    ]
    cube = sketch(rows, **TWO_YEARS)
    asked = {"cumulative": cumulative, "combined": combined}
    names = ["output", "output_yoy", "output_share", "output_pull", "output_contribution"]
    parts = indicators(cube, names, Request(by=(part,), **asked))
    if part == "powertrain":
        parts = parts.filter(pl.col("powertrain").is_in(["bev", "phev", "fcev", "ice"]))
    wholes = indicators(cube, ["output", "output_yoy"], Request(**asked))
    for period in wholes["period"].unique():
        total, rate = wholes.filter(pl.col("period") == period)["value"].to_list()
        at = {name: parts.filter(pl.col("period") == period, pl.col("indicator") == name) for name in names}
        assert at["output"]["value"].sum() == total
        if total:
            assert at["output_share"]["value"].sum() == pytest.approx(100)
        if rate is not None:
            assert at["output_pull"]["value"].sum() == pytest.approx(rate)
            assert at["output_pull"]["value"].null_count() == 0
        for row in at["output_contribution"].iter_rows(named=True):
            assert (row["value"] is None) == (row["mark"] is not None)


@settings(max_examples=25)
@given(counted)
def test_the_columns_say_what_the_arithmetic_of_single_figures_says(drawn: dict[Any, int]) -> None:
    rows = [
        {"month": month, "event": "built", "line": line, "item": item, "units": units}
        for (month, (line, item)), units in drawn.items()
    ]
    cube = sketch(rows, **TWO_YEARS)

    def level(month: str, line: str | None = None) -> Figure:
        chosen = (units for (at, (by, _)), units in drawn.items() if at == month and line in (None, by))
        return Figure(sum(chosen), "model")

    names = ["output_yoy", "output_share", "output_pull", "output_contribution"]
    found = indicators(cube, names, Request(by=("line",))).filter(pl.col("period").str.starts_with("2024"))
    for row in found.iter_rows(named=True):
        month, line = row["period"], row["line"]
        before = month.replace("2024", "2023")
        part, part_base, total, total_base = level(month, line), level(before, line), level(month), level(before)
        expected = {
            "output_yoy": growth(part, part_base),
            "output_share": share(part, total),
            "output_pull": pull(part, part_base, total_base),
            "output_contribution": contribution(part, part_base, total, total_base),
        }[row["indicator"]]
        assert row["value"] == (None if expected.value is None else pytest.approx(expected.value))
        assert (row["mark"] is None) == (expected.refusal is None), row


def test_every_declared_indicator_is_worked_out_and_every_mark_has_its_words() -> None:
    cube = sketch(COUNTS)
    for by in ((), ("maker",), ("city", "powertrain")):
        found = indicators(cube, workable(), Request(by=by))
        assert set(found["indicator"]) <= set(workable())
        assert by or set(found["indicator"]) == set(workable())
        assert set(found["mark"].drop_nulls()) <= set(declared_marks())
    for name in workable():
        declared = declared_indicators()[name]
        words = (declared.name_en, declared.name_zh, declared.formula, declared.rule_en, declared.rule_zh)
        assert all((*words, declared.unit, declared.basis_en, declared.basis_zh)), name
    with pytest.raises(KeyError, match="no_such"):
        indicators(cube, ["no_such"], Request())
    with pytest.raises(KeyError, match="colour"):
        indicators(cube, ["output"], Request(by=("colour",)))
