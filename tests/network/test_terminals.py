from __future__ import annotations

from landbridge.network.compile import compile_network
from tests.network.cases import MakeCase

H = 3_600_000
TERMINALS = """
    terminal,site,step,handles,servers,calendar,time_h
    customs,border,customs,unit,2,day,1
    loading,border,loading,departure,1,always,3
"""
CALENDARS = "calendar,weekdays,starts,ends\nday,Mon-Sun,08:00,16:00\nalways,Mon-Sun,00:00,24:00"


def test_a_terminal_works_by_its_calendar_where_it_is(make_case: MakeCase) -> None:
    network = compile_network(make_case(terminals=TERMINALS, calendars=CALENDARS, sites="site,place\nborder,hamburg"))
    assert network["terminals"].select("terminal", "rate_map", "load_units").rows() == [
        ("customs", "terminal|customs", 1),
        ("loading", None, 1),
    ]
    # 08:00 and 16:00 in Hamburg are 15:00 and 23:00 at home
    assert network["rates"].rows()[:3] == [
        ("terminal|customs", 0, 0),
        ("terminal|customs", 15 * H, 1000),
        ("terminal|customs", 23 * H, 0),
    ]


def test_disruptions_of_the_site_hit_its_terminals(make_case: MakeCase) -> None:
    disruptions = """
        disruption,target_kind,target,starts,ends,factor
        strike,site,border,2024-01-01 09:00,2024-01-01 11:00,0.5
        queue,terminal,customs,2024-01-01 10:00,2024-01-01 12:00,0.5
    """
    network = compile_network(
        make_case(
            terminals=TERMINALS,
            calendars=CALENDARS,
            disruptions=disruptions,
            sites="site,place,opens\nborder,zhengzhou,2024-01-01",
        )
    )
    steps = {
        name: [(t // H, rate) for map_, t, rate in network["rates"].iter_rows() if map_ == name]
        for name in ("terminal|customs", "terminal|loading")
    }
    assert steps["terminal|customs"][:7] == [(0, 0), (8, 1000), (9, 500), (10, 250), (11, 500), (12, 1000), (16, 0)]
    # the site's map, which comes first, is the same as that of loading
    assert dict(network["terminals"].select("terminal", "rate_map").iter_rows())["loading"] == "site|border"
    assert steps["terminal|loading"] == []


STAFFED = """
    calendar,weekdays,starts,ends,staff
    day,Mon-Sun,08:00,16:00,
    day,Mon-Sun,16:00,20:00,2
    always,Mon-Sun,00:00,24:00,
"""


def test_servers_that_a_shift_does_without_have_maps_of_their_own(make_case: MakeCase) -> None:
    terminals = TERMINALS.replace("unit,2,day", "unit,4,day")
    disruptions = (
        "disruption,target_kind,target,starts,ends,factor\nd,terminal,customs,2024-01-01 09:00,2024-01-01 10:00,0"
    )
    tables = {"sites": "site,place\nborder,zhengzhou", "disruptions": disruptions}
    network = compile_network(make_case(terminals=terminals, calendars=STAFFED, **tables))
    assert network["servers"].rows() == [
        ("customs", 3, "terminal|customs|3"),
        ("customs", 4, "terminal|customs|3"),
    ]
    maps = [
        [(t // H, rate) for name, t, rate in network["rates"].iter_rows() if name == wanted][:5]
        for wanted in ("terminal|customs", "terminal|customs|3")
    ]
    assert maps[0] == [(0, 0), (8, 1000), (9, 0), (10, 1000), (20, 0)]
    assert maps[1] == [(0, 0), (8, 1000), (9, 0), (10, 1000), (16, 0)]


def test_where_all_are_on_duty_no_server_is_named(make_case: MakeCase) -> None:
    sites = "site,place\nborder,zhengzhou"
    network = compile_network(make_case(terminals=TERMINALS, calendars=CALENDARS, sites=sites))
    assert network["servers"].height == 0
