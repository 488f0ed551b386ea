"""What each section of the page is given."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest

from landbridge.documents import Measures
from landbridge.reporting.payload import gather
from landbridge.reporting.sections.trade import trade
from tests.reporting.documents import MONTHS, NASTY, measures, network


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    return gather(network(), measures(), "en", {"seed": 42, "inputs": "abc"})


def test_flow_of_a_lane_is_what_all_routes_completed_on_it(payload: dict[str, Any]) -> None:
    flows = {lane["lane"]: lane["vehicles"] for lane in payload["corridor"]["lanes"]}
    assert flows == {"haul": 1840, "china-leg": 640, "broad-leg": 640, "last-leg": 640, "sea-leg": 1200}


def test_lanes_off_the_map_or_off_the_routes_are_not_drawn(payload: dict[str, Any]) -> None:
    drawn = {lane["lane"] for lane in payload["corridor"]["lanes"]}
    assert not drawn & {"hidden", "parts-haul"}
    assert "nowhere" not in {site["site"] for site in payload["corridor"]["sites"]}


def test_a_lane_runs_by_its_waypoints_in_their_order(payload: dict[str, Any]) -> None:
    line = next(lane["line"] for lane in payload["corridor"]["lanes"] if lane["lane"] == "china-leg")
    assert line == [[113.7, 34.7], [103.83, 36.06], [87.6, 43.8], [82.6, 45.2]]


def test_home_is_the_home_place_and_all_in_it(payload: dict[str, Any]) -> None:
    assert {site["site"] for site in payload["corridor"]["sites"] if site["home"]} == {
        "plant",
        "works",
        "parts",
        "port",
    }


def test_a_site_counts_the_vehicles_that_came_or_left(payload: dict[str, Any]) -> None:
    counted = {site["site"]: site["vehicles"] for site in payload["corridor"]["sites"]}
    assert (counted["plant"], counted["hamburg"], counted["parts"]) == (1840, 1840, 0)


def test_output_keeps_months_in_order_and_drops_what_was_never_made(payload: dict[str, Any]) -> None:
    assert payload["output"]["months"] == list(MONTHS)
    powertrains = {one["powertrain"] for one in payload["output"]["series"]}
    assert powertrains == {"all", "nev", "bev", "ice"}
    nev = next(one for one in payload["output"]["series"] if one["powertrain"] == "nev" and one["level"] == "province")
    assert nev["cumulative"] == [330, 660, 990]
    assert nev["share"] == [47.1429] * 3


def test_milestones_that_were_not_passed_are_left_out(payload: dict[str, Any]) -> None:
    assert [row["threshold"] for row in payload["output"]["milestones"]] == [1000]


def test_routes_tell_their_legs_in_order(payload: dict[str, Any]) -> None:
    rail = next(route for route in payload["routes"] if route["route"] == "by-rail")
    assert [leg["leg"] for leg in rail["legs"]] == ["haul", "china-leg", "gauge", "broad-leg", "last-leg"]
    assert (rail["origin"], rail["destination"], rail["modes"]) == ("plant", "hamburg", ["road", "rail"])
    assert rail["whole"]["p50"] == 19.5
    assert rail["legs"][2]["step"] == "gauge_change"
    assert payload["routes"][0]["route"] == "by-sea"


def test_services_by_month(payload: dict[str, Any]) -> None:
    express = next(one for one in payload["services"]["services"] if one["service"] == "express")
    assert (express["run"], express["origin"], express["fill"]) == ([8, 7, 6], "port", [80, 79, 78])


def test_only_vehicles_are_on_the_way(payload: dict[str, Any]) -> None:
    states = {one["state"]: one["units"] for one in payload["pipeline"]["states"]}
    assert payload["pipeline"]["moments"] == ["opening", *MONTHS]
    assert states == {
        "in_process": [0, 3, 0, 0],
        "waiting": [0, 5, 0, 0],
        "queued": [0, 0, 2, 0],
        "moving": [30, 40, 0, 50],
        "handling": [0, 0, 0, 1],
    }


def test_markets_are_summed(payload: dict[str, Any]) -> None:
    assert [row["market"] for row in payload["markets"]] == ["hamburg", "nowhere"]
    assert payload["markets"][1]["due"] is None


@pytest.mark.parametrize(("way", "key"), [("destination", "germany"), ("hs_code", "870380"), ("maker", "acme")])
def test_exports_are_counted_every_way(payload: dict[str, Any], way: str, key: str) -> None:
    whole = {"key": key, "units": 1800, "weight": 3060000, "value": 270000000, "modes": {"rail": 900, "sea": 900}}
    assert payload["trade"]["exports"][way] == [whole]
    assert [row["units"] for row in payload["trade"]["exports"]["month"]] == [600, 600, 600]


def test_a_sum_of_which_a_part_is_not_known_is_not_known() -> None:
    exports = measures()["exports"]
    first = pl.int_range(pl.len()) == 0
    some = exports.with_columns(value_cny=pl.when(first).then(None).otherwise(pl.col("value_cny")))
    counted = trade(Measures.of({"exports": some}))["exports"]
    assert [row["value"] for row in counted["month"]] == [None, 90000000, 90000000]
    assert counted["destination"][0]["value"] is None
    assert counted["destination"][0]["units"] == 1800


def test_duties_are_summed_over_the_months_of_a_rate(payload: dict[str, Any]) -> None:
    about = {"destination": "germany", "maker": "acme", "code": "870380"}
    assert payload["trade"]["duties"] == [
        {**about, "kind": "customs", "rate": 10, "first": "2024-01", "last": "2024-03"}
        | {"units": 200, "value": 30000000, "duty": 3000000},
        {**about, "kind": "provisional", "rate": 20, "first": "2024-03", "last": "2024-03"}
        | {"units": 100, "value": 15000000, "duty": 3000000},
    ]


def test_segments_say_where_the_value_of_all_vehicles_arose(payload: dict[str, Any]) -> None:
    # 300 cars of 100 and 100 vans of 100: 40,000 in all
    sides = {
        row["segment"]: [row[side] for side in ("region", "outside", "unknown")] for row in payload["chain"]["segments"]
    }
    assert sides == {"raw_material": [0, 30, 0], "battery": [45, 0, 25]}
    assert payload["chain"]["segments"][1]["soleItems"] == 1


def test_the_chain_says_how_many_of_its_sites_are_invented(payload: dict[str, Any]) -> None:
    assert (payload["chain"]["plants"], payload["chain"]["synthetic"]) == (3, 1)


def test_published_figures_come_with_what_was_said_and_where(payload: dict[str, Any]) -> None:
    first = payload["published"][0]
    assert first["source"] == f"Gazette, https://example.org/{first['fact']}"
    assert [row["standing"] for row in payload["published"]] == ["calibrated", "conditional", "predicted", "predicted"]


def test_the_foot_counts_rows_by_how_well_they_are_known(payload: dict[str, Any]) -> None:
    assert payload["about"]["confidence"] == [
        {"table": "lanes", "counts": {"estimate": 1}},
        {"table": "sites", "counts": {"published": 1, "synthetic": 2}},
    ]
    assert (payload["about"]["seed"], payload["about"]["inputs"]) == (42, "abc")


def test_the_seed_is_the_case_s_own_where_the_run_does_not_say() -> None:
    assert gather(network(), measures(), "en", {})["about"]["seed"] == 7


def test_names_are_passed_on_as_they_are(payload: dict[str, Any]) -> None:
    assert payload["names"]["sites"]["works"] == [NASTY, NASTY]


def test_it_is_json(payload: dict[str, Any]) -> None:
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload
