from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest

from landbridge.documents import Measures
from landbridge.measurement.counterparts import READINGS
from landbridge.measurement.indicators import declared_indicators
from landbridge.measurement.measure import measure
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, FEBRUARY, HOUR, MARCH, Rows, built, fact

VEHICLES = [
    *built("k-line", "i-car", HOUR, FEBRUARY),
    *built("z-line", "e-car", -1, 0, 14 * DAY - 1, 14 * DAY, FEBRUARY, MARCH, MARCH),
]
ABROAD = {"assigned_ms": 0, "market": "hamburg", "route": "abroad", "demanded_ms": 0}


def _ancestor(*facts: str, confidence: str = "derived", **about: str) -> dict[str, Any]:
    about = about or {"table": "schedule", "line": "z-line", "item": "e-car", "month": "2024-01"}
    return {"confidence": confidence, "derived_from": list(facts), **about}


def _measures(facts: Rows, ancestry: Rows = (), vehicles: Rows = VEHICLES, **record: Any) -> Measures:
    network = hand_made.network(
        facts=facts,
        ancestry=ancestry,
        demand=[{"market": "hamburg", "item": "e-car", "number": 0, "demanded_ms": 0, "unit_value_cny": 200.0}],
    )
    return measure(network, hand_made.plan(), hand_made.record(vehicles, **record))


def _rows(facts: Rows, ancestry: Rows = (), **given: Any) -> dict[str, dict[str, Any]]:
    return {row["fact"]: row for row in _measures(facts, ancestry, **given)["published"].rows(named=True)}


def test_every_declared_indicator_is_read() -> None:
    assert set(READINGS) <= set(declared_indicators())
    assert all(name in READINGS or declared.operation for name, declared in declared_indicators().items())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(fact("F", "output", 5), 6, id="quarter"),
        pytest.param(fact("F", "output", 5, period_end=date(2024, 1, 14)), 2, id="to the middle of a month"),
        pytest.param(fact("F", "output_cumulative", 5, powertrain="all"), 8, id="all vehicles"),
        pytest.param(fact("F", "output", 5, powertrain=None), 8, id="no powertrain: all vehicles"),
        pytest.param(fact("F", "output", 5, powertrain="ice", place="kai"), 2, id="city"),
        pytest.param(fact("F", "output", 5, place="zheng", powertrain="ice"), 0, id="none built"),
        pytest.param(fact("F", "output", 5, place=None, origin="plant-z"), 6, id="site"),
        pytest.param(fact("F", "output_share", 80, unit="percent"), 75, id="share"),
        pytest.param(fact("F", "vehicle_makers", 17, unit="firms"), 2, id="makers"),
        pytest.param(
            fact("F", "component_firms", None, low=600, unit="firms"), 1, id="a site without maker is no firm"
        ),
        pytest.param(fact("F", "output", 5, place="cn"), None, id="the model does not hold the nation"),
        pytest.param(fact("F", "output", 5, period_end=date(2024, 4, 1)), None, id="beyond the horizon"),
        pytest.param(fact("F", "output", 5, unit="CNY"), None, id="another unit"),
        pytest.param(fact("F", "sales", 5), None, id="not an indicator of the model"),
        pytest.param(fact("F", "output", None), None, id="no figure"),
    ],
)
def test_the_model_counts_what_the_fact_counts(given: dict[str, Any], expected: float | None) -> None:
    row = _rows([given]).get("F")
    assert (row and row["model"]) == expected


def test_a_site_row_that_is_a_remainder_is_no_firm() -> None:
    given = fact("F", "vehicle_makers", 17, unit="firms")
    remainder = _ancestor(table="sites", site="plant-k")
    assert _rows([given], [remainder])["F"]["model"] == 1


def test_the_difference_is_to_the_nearer_published_end() -> None:
    facts = [
        fact("BELOW", "output", None, low=8, high=9),
        fact("WITHIN", "output", None, low=5, high=9),
        fact("ABOVE", "output", None, high=4),
        fact("POINT", "output", 6),
    ]
    rows = _rows(facts)
    assert {name: row["difference"] for name, row in rows.items()} == {"BELOW": -2, "WITHIN": 0, "ABOVE": 2, "POINT": 0}
    assert rows["BELOW"]["difference_percent"] == -25
    assert (rows["ABOVE"]["published_low"], rows["ABOVE"]["published_high"]) == (None, 4)


STANDINGS: Sequence[Any] = [
    pytest.param([_ancestor("Q1")], "calibrated", id="the fact itself is an ancestor"),
    pytest.param([_ancestor("HALF")], "calibrated", id="computed from the fact"),
    pytest.param([_ancestor("ROOT")], "calibrated", id="the fact was computed from an ancestor"),
    pytest.param([_ancestor("OTHER")], "predicted", id="rests on another fact"),
    pytest.param([_ancestor("OTHER"), _ancestor(confidence="estimate")], "conditional", id="estimated knowing it"),
    pytest.param([_ancestor(confidence="synthetic")], "conditional", id="invented knowing it"),
    pytest.param(
        [_ancestor("Q1", table="schedule", line="k-line", month="2024-01")], "predicted", id="other city's line"
    ),
    pytest.param([_ancestor("Q1", table="schedule", line="z-line", item="i-car")], "predicted", id="other powertrain"),
    pytest.param([_ancestor("Q1", table="schedule", line="z-line", month="2024-04")], "predicted", id="other month"),
    pytest.param([_ancestor("Q1", table="lanes", lane="to-port")], "predicted", id="a table that does not contribute"),
    pytest.param([_ancestor("Q1", table="lines", line="z-line")], "calibrated", id="the line's own row"),
]


@pytest.mark.parametrize(("ancestry", "standing"), STANDINGS)
def test_standing_follows_from_the_ancestry(ancestry: list[dict[str, Any]], standing: str) -> None:
    facts = [
        fact("ROOT", "output_share", 75, unit="percent", place="zheng"),
        fact("Q1", "output", 6, place="zheng", derived_from=["ROOT"]),
        fact("HALF", "output", 12, derived_from=["Q1"], place="zheng", period_end=date(2024, 6, 30)),
        fact("OTHER", "output", 3, place="kai"),
    ]
    assert _rows(facts, ancestry)["Q1"]["standing"] == standing


@pytest.mark.parametrize(
    ("published_on", "standing"),
    [(date(2024, 6, 30), "conditional"), (date(2024, 7, 1), "predicted"), (None, "conditional")],
)
def test_an_estimate_cannot_know_what_was_published_after_it(published_on: date | None, standing: str) -> None:
    facts = [fact("Q1", "output", 6, published_on=published_on)]
    assert _rows(facts, [_ancestor(confidence="estimate")])["Q1"]["standing"] == standing


def test_a_figure_of_another_basis_is_indicative_and_flaws_are_shown() -> None:
    facts = [
        fact("Q1", "output", 6),
        fact("BUREAU", "output", 7, basis="statistics bureau"),
        fact("CITY", "output", 6, place="zheng"),
        fact("WRONG", "output", 700, quality="wrong_as_printed"),
    ]
    rows = _rows(facts, [_ancestor("Q1")])
    assert {name: row["comparable"] for name, row in rows.items()} == {
        "Q1": "yes",
        "BUREAU": "indicative",
        "CITY": "indicative",
        "WRONG": "yes",
    }
    assert rows["WRONG"]["quality"] == "wrong_as_printed"
    assert rows["Q1"]["period"] == "2024-01/2024-03"


BEFORE = {"period_start": date(2023, 1, 1), "period_end": date(2023, 3, 31)}
GROWTH = fact("GROWTH", "output_yoy", 50, unit="percent")
BASE = fact("BASE", "output", 4, **BEFORE)


def test_growth_is_compared_on_the_models_basis_and_rests_on_its_base() -> None:
    row = _rows([fact("Q1", "output", 6), GROWTH, {**BASE, "derived_from": ["GROWTH"]}], [_ancestor("Q1")])["GROWTH"]
    assert (row["model"], row["comparable"], row["standing"]) == (50, "yes", "calibrated")


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param([{**GROWTH, "basis": "bureau"}, BASE], id="the growth is of another basis"),
        pytest.param(
            [{**GROWTH, "basis": "bureau"}, {**BASE, "basis": "bureau"}], id="growth and base are of another basis"
        ),
        pytest.param(
            [GROWTH, BASE, fact("YEAR", "output", 3, period_start=date(2023, 1, 1), period_end=date(2023, 12, 31))],
            id="the base contradicts the year's",
        ),
    ],
)
def test_growth_across_bases_is_only_indicative(facts: list[dict[str, Any]]) -> None:
    row = _rows([fact("Q1", "output", 6), *facts], [_ancestor("Q1")])["GROWTH"]
    assert (row["model"], row["comparable"]) == (50, "indicative")


def test_growth_without_a_base_is_not_given() -> None:
    assert "GROWTH" not in _rows([fact("Q1", "output", 6), GROWTH], [_ancestor("Q1")])


def _abroad(count: int) -> tuple[list[dict[str, Any]], dict[int, list[tuple[int, int | None]]]]:
    """Vehicles by train: i days in the yard, then 1 to the port, 5 + i to the border, 1 at customs, 8 to Hamburg."""
    vehicles = [{**built("z-line", "e-car", 0)[0], **ABROAD, "delivered_ms": (15 + 2 * i) * DAY} for i in range(count)]
    journeys = {}
    for i in range(count):
        ends = [i + 1, 2 * i + 6, 2 * i + 7, 2 * i + 15]
        journeys[i] = [(begin * DAY, end * DAY) for begin, end in zip([i, *ends], ends, strict=False)]
    return vehicles, journeys


def test_exports_and_transit_times_are_compared() -> None:
    vehicles, journeys = _abroad(3)
    customs = {"basis": "customs", "powertrain": "bev"}
    facts = [
        fact("UNITS", "export_units", 3, **customs),
        fact("VALUE", "export_value", 500, unit="CNY", **customs),
        fact("UNIT-VALUE", "export_unit_value", 210, unit="CNY/vehicle", **customs),
        fact("VALUE-BEFORE", "export_value", 300, unit="CNY", **customs, **BEFORE),
        fact("VALUE-GROWTH", "export_value_yoy", 90, unit="percent", **customs),
        fact("KAI", "export_units", 3, place="kai", **customs),
        fact(
            "TO-HAMBURG",
            "transit_time",
            None,
            low=16,
            high=18,
            unit="days",
            place=None,
            basis=None,
            origin="land-port",
            destination="hamburg",
            period_start=None,
            period_end=None,
        ),
        fact(
            "TO-BORDER",
            "transit_time",
            6,
            unit="days",
            place=None,
            basis=None,
            origin="land-port",
            destination="border",
            period_end=date(2024, 1, 10),
        ),
        fact("BACK", "transit_time", 6, unit="days", place=None, basis=None, origin="hamburg", destination="land-port"),
    ]
    ancestry = [
        _ancestor("VALUE", table="demand", market="hamburg", item="e-car", month="2024-01"),
        _ancestor(table="lanes", lane="train-eu", confidence="estimate"),
    ]
    rows = _rows(facts, ancestry, vehicles=vehicles, journeys=journeys)
    assert {name: row["model"] for name, row in rows.items()} == {
        "UNITS": 3,
        "VALUE": 600,
        "UNIT-VALUE": 200,
        "VALUE-GROWTH": 100,
        "KAI": 0,
        "TO-HAMBURG": 15,  # 14, 15 and 16 days from the port
        "TO-BORDER": 5.5,  # arrived by 10 January: after 5 and 6 days
    }
    assert {name: row["standing"] for name, row in rows.items()} == {
        "UNITS": "conditional",
        "VALUE": "calibrated",
        "UNIT-VALUE": "conditional",
        "VALUE-GROWTH": "conditional",
        "KAI": "predicted",
        "TO-HAMBURG": "conditional",
        "TO-BORDER": "predicted",
    }
    assert {name for name, row in rows.items() if row["comparable"] == "indicative"} == {"KAI"}
    assert (rows["TO-HAMBURG"]["place"], rows["TO-HAMBURG"]["period"]) == ("land-port → hamburg", None)
    assert rows["TO-HAMBURG"]["difference"] == -1


def test_trains_are_those_that_left_the_site_or_the_places_sites() -> None:
    def train(service: str, t: int, loaded: int) -> dict[str, Any]:
        return {
            "service": service,
            "departs_ms": t,
            "capacity_units": 10,
            "queued_units": loaded,
            "loaded_units": loaded,
        }

    departures = [
        train("cn-train", 0, 10),
        train("cn-train", DAY, 5),
        train("cn-train", 2 * DAY, 0),
        train("eu-train", DAY, 15),
    ]
    facts = [
        fact("HOME", "trains", 2, unit="trains", basis="railway"),
        fact("BORDER", "trains", 2, unit="trains", basis="railway", place=None, origin="border"),
        fact(
            "NOWHERE", "trains", 2, unit="trains", basis="railway", place=None, origin="border", destination="land-port"
        ),
        fact(
            "LOAD",
            "vehicles_per_train",
            8,
            unit="cars/train",
            basis=None,
            place=None,
            origin="land-port",
            destination="border",
        ),
    ]
    rows = _rows(facts, [_ancestor("HOME", table="timetables", service="cn-train")], departures=departures)
    assert {name: row["model"] for name, row in rows.items()} == {"HOME": 2, "BORDER": 1, "LOAD": 7.5}
    assert {name: row["standing"] for name, row in rows.items()} == {
        "HOME": "calibrated",
        "BORDER": "predicted",
        "LOAD": "predicted",
    }
    assert rows["HOME"]["comparable"] == "yes"


def test_a_snapshot_of_a_day_beyond_the_horizon_is_not_compared_but_one_that_reaches_into_it_is() -> None:
    makers = fact("IN", "vehicle_makers", 2, unit="firms", period_end=date(2025, 1, 1))
    later = {**makers, "fact": "LATER", "period_start": date(2024, 4, 1)}
    assert set(_rows([makers, later])) == {"IN"}


def test_no_fact_is_shown_twice_and_none_is_invented() -> None:
    facts = [fact("Q1", "output", 6), fact("JAN", "output", 3, period_end=date(2024, 1, 31))]
    published = _measures(facts)["published"]
    assert published["fact"].to_list() == ["JAN", "Q1"]
    assert published.filter(pl.col("model").is_null()).is_empty()
