from __future__ import annotations

from landbridge.network.compile import compile_network
from landbridge.network.lanes import compile_waypoints
from tests.network.cases import MakeCase

DAY = 86_400_000
LANES = "lane,origin,destination,mode,transit_h\nb,x,y,rail,24\na,y,x,road,2"


def test_lanes_know_whether_services_run_on_them(make_case: MakeCase) -> None:
    timetables = "service,lane,weekdays,departs,capacity_units\ntrain,b,Mon,08:00,50"
    lanes = compile_network(make_case(lanes=LANES, timetables=timetables))["lanes"]
    assert lanes.select("lane", "scheduled", "load_units", "transit_distribution", "rate_map").rows() == [
        ("a", False, 1, "constant", None),
        ("b", True, 1, "constant", None),
    ]


def test_without_timetables_no_lane_is_scheduled(make_case: MakeCase) -> None:
    assert compile_network(make_case(lanes=LANES))["lanes"]["scheduled"].to_list() == [False, False]


def test_a_closure_makes_a_map(make_case: MakeCase) -> None:
    disruptions = "disruption,target_kind,target,starts,ends\nflood,lane,b,2024-01-02 00:00,2024-01-03 00:00"
    network = compile_network(
        make_case(lanes=LANES, sites="site,place\nx,zhengzhou\ny,zhengzhou", disruptions=disruptions)
    )
    assert network["lanes"]["rate_map"].to_list() == [None, "lane|b"]
    assert network["rates"].rows() == [("lane|b", 0, 1000), ("lane|b", DAY, 0), ("lane|b", 2 * DAY, 1000)]


def test_waypoints_in_order(make_case: MakeCase) -> None:
    case = make_case(waypoints="lane,position,latitude,longitude\nb,2,1,2\na,9,3,4\nb,1,5,6")
    assert compile_waypoints(case).select("lane", "position").rows() == [("a", 9), ("b", 1), ("b", 2)]


def test_how_long_a_load_waits_and_what_it_mixes(make_case: MakeCase) -> None:
    lanes = "lane,origin,destination,load_units,load_wait_h,mixed\na,zz,hh,8,1.5,no\nb,zz,hh,8,,"
    network = compile_network(make_case(sites="site,place\nzz,zhengzhou\nhh,hamburg", lanes=lanes))
    assert network["lanes"].select("lane", "load_wait_ms", "mixed").rows() == [
        ("a", 5_400_000, False),
        ("b", None, True),
    ]
