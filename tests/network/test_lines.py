from __future__ import annotations

import pytest

from landbridge.documents import Network
from landbridge.network.compile import compile_network
from tests.network.cases import MakeCase

H = 3_600_000
DAY = 24 * H
CALENDARS = "calendar,weekdays,starts,ends\nday,Mon-Sun,08:00,16:00\nalways,Mon-Sun,00:00,24:00"
HEADER = "line,site,mode,items,takt_s,units_per_day,calendar,valid_from,valid_to\n"


def network_of(make_case: MakeCase, rows: str, sites: str = "", disruptions: str = "") -> Network:
    return compile_network(
        make_case(
            lines=HEADER + rows,
            calendars=CALENDARS,
            sites="site,place,opens,closes\nplant,zhengzhou,,\nmill,hamburg,,\n" + sites,
            disruptions="disruption,target_kind,target,starts,ends,factor\n" + disruptions,
        )
    )


def steps(network: Network, column: str) -> list[tuple[float, int]]:
    """The steps of the only line's map, in hours."""
    name = network["lines"][column][0]
    rates = network["rates"].filter(network["rates"]["rate_map"] == name)
    return [(t / H, rate) for t, rate in rates.select("t_ms", "permille").iter_rows()]


@pytest.mark.parametrize(
    ("takt_s", "units_per_day", "takt_ns"),
    [
        ("60", "", 60_000_000_000),
        ("0.001", "", 1_000_000),
        ("0.0015004", "", 1_500_400),
        ("", "1440", 60_000_000_000),
        ("", "7", 12_342_857_142_857),
        ("", "1000000000000", 86),
    ],
)
def test_takt(make_case: MakeCase, takt_s: str, units_per_day: str, takt_ns: int) -> None:
    network = network_of(make_case, f"a,plant,pace,suv,{takt_s},{units_per_day},always,,")
    assert network["takts"].rows() == [("a", 0, takt_ns)]


def test_takts_change_from_row_to_row(make_case: MakeCase) -> None:
    rows = "a,mill,pace,suv,50,,always,2024-01-11,\na,mill,pace,suv,60,,always,2023-06-01,2024-01-11"
    network = network_of(make_case, rows)
    # local midnight in Hamburg is seven hours after that in Zhengzhou; 1 June 2023 is 214 days before, in summer time
    begins = -214 * DAY + 6 * H
    assert network["takts"].rows() == [("a", begins, 60 * 10**9), ("a", 10 * DAY + 7 * H, 50 * 10**9)]
    assert network["lines"].select("line", "items").rows() == [("a", ["suv"])]


def test_a_row_without_first_day_holds_from_the_warm_ups_beginning(make_case: MakeCase) -> None:
    case = make_case(
        {"warm_up_d": 4},
        lines=HEADER + "a,plant,pace,suv,50,,always,,",
        sites="site,place\nplant,zhengzhou",
        calendars=CALENDARS,
    )
    assert compile_network(case)["takts"]["from_ms"].to_list() == [-4 * DAY]


def test_items_are_sorted(make_case: MakeCase) -> None:
    assert network_of(make_case, "a,plant,pace,suv;bus,50,,day,,")["lines"]["items"].to_list() == [["bus", "suv"]]


def test_a_line_that_always_works_has_no_map(make_case: MakeCase) -> None:
    network = network_of(make_case, "a,plant,pace,suv,50,,always,,")
    assert network["lines"].select("calendar_map", "rate_map").rows() == [(None, None)]


def test_lines_with_one_calendar_in_one_zone_share_their_map(make_case: MakeCase) -> None:
    rows = "b,plant,pace,suv,50,,day,,\na,plant,pace,suv,50,,day,,\nc,mill,pace,suv,50,,day,,"
    lines = network_of(make_case, rows)["lines"]
    assert lines.select("line", "calendar_map", "rate_map").rows() == [
        ("a", "line|a|planned", "line|a|planned"),
        ("b", "line|a|planned", "line|a|planned"),
        ("c", "line|c|planned", "line|c|planned"),
    ]


def test_the_planned_map_does_not_know_disruptions(make_case: MakeCase) -> None:
    disruptions = "s,site,plant,2024-01-01 10:00,2024-01-01 12:00,0.5\nl,line,a,2024-01-01 11:00,2024-01-01 13:00,0.5"
    network = network_of(make_case, "a,plant,pace,suv,50,,day,,", disruptions=disruptions)
    assert steps(network, "calendar_map")[:4] == [(0, 0), (8, 1000), (16, 0), (32, 1000)]
    actual = [(0, 0), (8, 1000), (10, 500), (11, 250), (12, 500), (13, 1000), (16, 0)]
    assert steps(network, "rate_map")[:7] == actual


def test_a_line_works_while_it_and_its_site_are_open(make_case: MakeCase) -> None:
    rows = "a,new,pace,suv,50,,always,2024-01-05,2024-01-10\na,new,pace,suv,40,,always,2024-01-10,"
    network = network_of(make_case, rows, sites="new,zhengzhou,2024-01-03,2024-01-21")
    expected = [(0, 0), (4 * 24, 1000), (20 * 24, 0)]
    assert steps(network, "calendar_map") == steps(network, "rate_map") == expected


OVERTIME = "calendar,weekdays,starts,ends,overtime\nday,Mon-Sun,08:00,16:00,\nday,Mon-Sun,16:00,18:00,yes"


def test_overtime_is_not_planned_by_a_line_at_pace(make_case: MakeCase) -> None:
    tables = {"sites": "site,place,opens\nplant,zhengzhou,2024-01-01", "calendars": OVERTIME}
    paced = compile_network(make_case(lines=HEADER + "a,plant,pace,suv,50,,day,,", **tables))
    assert steps(paced, "calendar_map")[:3] == [(0, 0), (8, 1000), (16, 0)]
    assert steps(paced, "rate_map")[:3] == [(0, 0), (8, 1000), (18, 0)]
    ordered = compile_network(make_case(lines=HEADER + "a,plant,order,suv,50,,day,,", **tables))
    assert steps(ordered, "calendar_map") == steps(ordered, "rate_map") == steps(paced, "rate_map")


def ramped(make_case: MakeCase, rows: str) -> list[tuple[float, float]]:
    """The only line's takts: from which day, in seconds."""
    header = "line,site,mode,items,takt_s,calendar,valid_from,valid_to,ramp_up_d,ramp_from_share\n"
    case = make_case(lines=header + rows, calendars=CALENDARS, sites="site,place\nplant,zhengzhou")
    takts = compile_network(case)["takts"].select("from_ms", "takt_ns")
    return [(from_ms / DAY, takt_ns / 10**9) for from_ms, takt_ns in takts.iter_rows()]


def test_a_line_ramps_up_day_by_day(make_case: MakeCase) -> None:
    # a fifth of the speed, then two more fifths a day
    found = ramped(make_case, "a,plant,pace,suv,60,always,2024-01-03,,2,0.2")
    assert found == [(2, 300), (3, 100), (4, 60)]


def test_a_ramp_up_ends_with_its_row(make_case: MakeCase) -> None:
    rows = "a,plant,pace,suv,60,always,,2024-01-03,,\na,plant,pace,suv,30,always,2024-01-03,2024-01-05,3,0.5\n"
    found = ramped(make_case, rows + "a,plant,pace,suv,20,always,2024-01-05,,1,0.5")
    assert found == [(0, 60), (2, 60), (3, 45), (4, 40), (5, 20)]


def test_quality_is_taken_over(make_case: MakeCase) -> None:
    lines = "line,site,mode,items,takt_s,calendar,scrap_share,rework_share,rework_distribution,rework_h,rework_cv\n"
    lines += "a,plant,pace,suv,60,always,0.01,0.05,gamma,6,0.4\nb,plant,pace,suv,60,always,,,,,"
    case = make_case(lines=lines, calendars=CALENDARS, sites="site,place\nplant,zhengzhou")
    columns = ("scrap_share", "rework_share", "rework_distribution", "rework_h", "rework_cv")
    assert compile_network(case)["lines"].select(columns).rows() == [
        (0.01, 0.05, "gamma", 6, 0.4),
        (None, None, "constant", None, None),
    ]
