from __future__ import annotations

from datetime import date
from typing import Any

from landbridge.measurement.headline import declared_figures
from landbridge.measurement.measure import measure
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, FEBRUARY, HOUR, Rows, built, fact

JANUARY = {"period_end": date(2024, 1, 31)}
ABROAD = {"assigned_ms": 0, "market": "hamburg", "route": "abroad", "demanded_ms": 0, "delivered_ms": 15 * DAY}
VEHICLES: Rows = [
    *built("k-line", "i-car", HOUR, FEBRUARY),
    {**built("z-line", "e-car", 0)[0], **ABROAD},
    *built("z-line", "e-car", FEBRUARY, FEBRUARY),
]
JOURNEY = [(0, DAY), (DAY, 6 * DAY), (6 * DAY, 7 * DAY), (7 * DAY, 15 * DAY)]
BUILDS: Rows = [
    {"line": "z-line", "item": "e-car", "period": "warm-up", "start_ms": -10 * DAY, "end_ms": 0, "quantity": 99},
    {"line": "z-line", "item": "e-car", "period": "2024-01", "start_ms": 0, "end_ms": FEBRUARY, "quantity": 3},
    {"line": "k-line", "item": "i-car", "period": "2024-01", "start_ms": 0, "end_ms": FEBRUARY, "quantity": 2},
    {"line": "k-line", "item": "seat", "period": "2024-01", "start_ms": 0, "end_ms": FEBRUARY, "quantity": 50},
]


def _lines(facts: Rows = (), vehicles: Rows = VEHICLES, **record: Any) -> list[dict[str, Any]]:
    ancestry = [{"table": "schedule", "line": "z-line", "confidence": "derived", "derived_from": ["NEV"]}]
    demand = [{"market": "hamburg", "item": "e-car", "number": 0, "demanded_ms": 0, "unit_value_cny": 200.0}]
    network = hand_made.network(facts=facts, ancestry=ancestry, demand=demand)
    measures = measure(network, hand_made.plan(BUILDS), hand_made.record(vehicles, **record))
    return measures["headline"].rows(named=True)


def test_the_headline_of_a_case_without_facts() -> None:
    departure = {"service": "cn-train", "departs_ms": DAY, "capacity_units": 9, "queued_units": 1, "loaded_units": 1}
    stop = {"line": "z-line", "unit": 1, "began_ms": 8 * HOUR, "ended_ms": 10 * HOUR, "cause": "yard"}
    lines = _lines(journeys={2: JOURNEY}, departures=[departure, {**departure, "service": "eu-train"}], stops=[stop])
    assert [(line["figure"], line["place"], line["value"]) for line in lines] == [
        ("output_all", "yu", 5),
        ("output_nev", "yu", 3),
        ("output_share_nev", "yu", 60),
        ("export_units_all", "yu", 1),
        ("export_value_all", "yu", 200),
        ("export_value_nev", "yu", 200),
        ("export_value_bev", "yu", 200),
        ("lead_time_rail", "plant-z → hamburg", 15),
        ("trains_run", "yu", 1),
        ("stop_hours", "yu", 2),
        ("plan_built", "yu", 100),
    ]
    assert {line["period"] for line in lines} == {"2024-01/2024-03"}
    assert {line["published"] for line in lines} == {None}
    assert (lines[7]["place_en"], lines[7]["place_zh"]) == ("Plant-Z → Hamburg", "plant-z → 汉堡")


def test_published_counterparts_follow_the_horizons_figure() -> None:
    timed = {"unit": "days", "place": None, "basis": None, "origin": "land-port", "destination": "hamburg"}
    facts = [
        fact("NEV", "output", 3, **JANUARY),
        fact("BUREAU", "output", 4, basis="statistics bureau", period_end=date(2024, 2, 29)),
        fact("WRONG", "output", 9, quality="wrong_as_printed", period_end=date(2024, 2, 29)),
        fact("ALL", "output", 5, powertrain="all"),
        fact("CITY", "output", 2, place="zheng"),
        fact("TRANSIT", "transit_time", None, low=12, high=13, **timed),
    ]
    lines = _lines(facts, journeys={2: JOURNEY})
    shown = [(line["figure"], line["place"], line["period"], line["value"], line["fact"]) for line in lines]
    assert shown[:5] == [
        ("output_all", "yu", "2024-01/2024-03", 5, "ALL"),
        ("output_nev", "yu", "2024-01/2024-03", 3, None),
        ("output_nev", "yu", "2024-01", 1, "NEV"),
        ("output_share_nev", "yu", "2024-01/2024-03", 60, None),
        ("output_nev", "zheng", "2024-01/2024-03", 3, "CITY"),
    ]
    by_fact = {line["fact"]: line for line in lines}
    assert (by_fact["NEV"]["comparable"], by_fact["NEV"]["standing"]) == ("yes", "calibrated")
    transit = by_fact["TRANSIT"]
    assert (transit["figure"], transit["value"]) == ("transit_time_rail", 14)
    assert (transit["published"], transit["published_high"]) == (12, 13)


def test_a_case_in_which_nothing_happened_has_a_headline() -> None:
    assert [line["figure"] for line in _lines(vehicles=[])] == ["trains_run", "stop_hours", "plan_built"]


def test_every_figure_is_named_in_both_languages_and_has_a_unit() -> None:
    for figure in declared_figures().values():
        assert figure["name_en"]
        assert figure["name_zh"]
        assert figure["unit"]
