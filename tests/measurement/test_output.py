from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landbridge.documents import Measures, Network
from landbridge.measurement.measure import measure
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, END, FEBRUARY, HOUR, MARCH, built, day_ms, fact

# z-line builds 3 e-cars (one in the warm-up) and 1 h-car; k-line 2 i-cars (one is still being built at the end).
VEHICLES = [
    *built("k-line", "i-car", FEBRUARY, None),
    *built("z-line", "e-car", -1, 0, MARCH - 1),
    *built("z-line", "h-car", MARCH),
]


def _measures(network: Network | None = None, vehicles: Any = VEHICLES) -> Measures:
    return measure(network or hand_made.network(), hand_made.plan(), hand_made.record(vehicles))


def _cells(frame: pl.DataFrame, place: str, powertrain: str, column: str) -> list[Any]:
    chosen = frame.filter(pl.col("place") == place, pl.col("powertrain") == powertrain)
    return chosen.sort("month")[column].to_list()


def test_vehicles_count_where_and_when_they_came_off_the_line() -> None:
    production = _measures()["production"]
    columns = ["month", "line", "maker", "city", "item", "units", "value_cny"]
    assert production.select(columns).rows() == [
        ("2024-01", "z-line", "Alpha", "zheng", "e-car", 1, 100.0),
        ("2024-02", "k-line", "Beta", "kai", "i-car", 1, 50.0),
        ("2024-02", "z-line", "Alpha", "zheng", "e-car", 1, 100.0),
        ("2024-03", "z-line", "Alpha", "zheng", "h-car", 1, 90.0),
    ]


def test_output_by_month_cumulative_and_share() -> None:
    output = _measures()["output"]
    assert _cells(output, "yu", "all", "units") == [1, 2, 1]
    assert _cells(output, "yu", "nev", "units") == [1, 1, 1]
    assert _cells(output, "yu", "nev", "cumulative_units") == [1, 2, 3]
    assert _cells(output, "yu", "nev", "share_percent") == [100, 50, 100]
    assert _cells(output, "yu", "nev", "cumulative_share_percent") == pytest.approx([100, 200 / 3, 75])
    assert _cells(output, "kai", "ice", "cumulative_units") == [0, 1, 1]
    assert _cells(output, "kai", "ice", "share_percent") == [None, 100, None]
    assert _cells(output, "Alpha", "phev", "units") == [0, 0, 1]
    assert _cells(output, "plant-k", "nev", "units") == []
    assert set(output.filter(pl.col("place") == "cn")["level"]) == {"country"}


def test_what_is_no_vehicle_is_not_output() -> None:
    output = _measures(vehicles=[*VEHICLES, *built("z-line", "seat", 0)])["output"]
    assert _cells(output, "yu", "all", "units") == [1, 2, 1]


def test_a_scrapped_vehicle_is_no_output_and_a_reworked_one_is() -> None:
    kinds = [{**built("z-line", "e-car", 0)[0], "quality": quality} for quality in ("scrapped", "reworked", None)]
    assert _cells(_measures(vehicles=kinds)["output"], "yu", "all", "units") == [2, 0, 0]


vehicles = st.lists(
    st.tuples(
        st.sampled_from(["k-line", "z-line"]),
        st.sampled_from(["e-car", "h-car", "i-car"]),
        st.one_of(st.none(), st.integers(-10 * DAY, END + DAY)),
    ),
    max_size=40,
)


@given(vehicles)
def test_parts_sum_to_wholes(rows: list[tuple[str, str, int | None]]) -> None:
    made = _measures(vehicles=[one for line, item, t in rows for one in built(line, item, t)])
    production, output = made["production"], made["output"]
    assert production["units"].sum() == sum(t is not None and 0 <= t < END for _, _, t in rows)
    every = output.filter(pl.col("powertrain") == "all").group_by("level").agg(pl.col("units").sum())
    assert set(every["units"]) <= {production["units"].sum()}
    parts = (
        output.filter(pl.col("powertrain").is_in(["nev", "ice"]))
        .group_by("place", "level", "month")
        .agg(pl.col("units").sum())
    )
    whole = output.filter(pl.col("powertrain") == "all").join(parts, on=["place", "level", "month"])
    assert (whole["units"] == whole["units_right"]).all()
    last = output.filter(pl.col("month") == "2024-03")
    sums = output.group_by("place", "level", "powertrain").agg(pl.col("units").sum())
    joined = last.join(sums, on=["place", "level", "powertrain"])
    assert (joined["cumulative_units"] == joined["units_right"]).all()


def _based(facts: list[dict[str, Any]], resting_on: list[str]) -> Network:
    ancestry = [
        {
            "table": "schedule",
            "line": "z-line",
            "item": "e-car",
            "month": "2024-01",
            "confidence": "derived",
            "derived_from": resting_on,
        }
    ]
    return hand_made.network(facts=facts, ancestry=ancestry)


BASE = fact(
    "BASE", "output", 2, period_start=date(2023, 1, 1), period_end=date(2023, 3, 31), published_on=date(2023, 4, 20)
)


def test_growth_is_given_on_the_basis_that_the_schedule_rests_on() -> None:
    output = _measures(_based([fact("Q1", "output", 3), BASE], ["Q1"]))["output"]
    assert _cells(output, "yu", "nev", "yoy_percent") == [None, None, 50]
    assert set(_cells(output, "yu", "all", "basis")) == {"association"}
    assert set(_cells(output, "zheng", "nev", "basis")) == {None}


def test_a_nation_of_which_the_case_holds_a_province_has_no_growth() -> None:
    nation = {"place": "cn"}
    facts = [fact("Q1", "output", 3), BASE, fact("CN", "output", 900, **nation), {**BASE, **nation, "fact": "CN_BASE"}]
    output = _measures(_based(facts, ["Q1", "CN"]))["output"]
    assert _cells(output, "yu", "nev", "yoy_percent") == [None, None, 50]
    assert set(_cells(output, "cn", "nev", "yoy_percent")) == {None}
    assert set(_cells(output, "cn", "nev", "basis")) == {None}


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param([fact("Q1", "output", 3), {**BASE, "basis": "statistics bureau"}], id="base of another basis"),
        pytest.param(
            [fact("Q1", "output", 3), BASE, {**BASE, "fact": "TWICE", "value": 5.0}], id="two different bases"
        ),
        pytest.param(
            [fact("Q1", "output", 3), BASE, {**BASE, "fact": "YEAR", "value": 1.0, "period_end": date(2023, 12, 31)}],
            id="the year's base is below the quarter's",
        ),
        pytest.param([fact("Q1", "output", 3), {**BASE, "quality": "doubtful"}], id="doubtful base"),
        pytest.param(
            [fact("Q1", "output", 3), fact("NBS", "output", 3, basis="statistics bureau"), BASE], id="on two bases"
        ),
    ],
)
def test_growth_across_or_without_bases_is_refused(facts: list[dict[str, Any]]) -> None:
    resting_on = [f["fact"] for f in facts if f["period_start"].year == 2024]
    output = _measures(_based(facts, resting_on))["output"]
    assert set(_cells(output, "yu", "nev", "yoy_percent")) == {None}


def test_milestones_are_passed_on_the_local_day_that_reaches_them() -> None:
    third = [day_ms(date(2024, 1, 3), 23)] * 1 + [day_ms(date(2024, 1, 4))]
    made = [
        *built("z-line", "e-car", *[HOUR] * 999, *third),
        *built("k-line", "i-car", *[FEBRUARY + DAY] * 1000),
    ]
    facts = [fact("MARK", "output_cumulative", 1001), fact("FAR", "output_cumulative", 5000)]
    milestones = _measures(hand_made.network(facts=facts), made)["milestones"]
    rows = milestones.filter(pl.col("place") == "yu").drop("place").rows()
    assert rows == [
        ("all", 1000, "2024-01-03"),
        ("all", 2000, "2024-02-02"),
        ("bev", 1000, "2024-01-03"),
        ("ice", 1000, "2024-02-02"),
        ("nev", 1000, "2024-01-03"),
        ("nev", 1001, "2024-01-04"),
    ]
