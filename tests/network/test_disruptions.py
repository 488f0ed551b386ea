from __future__ import annotations

from datetime import date

from landbridge.network.disruptions import Disruptions
from landbridge.network.places import read_atlas
from landbridge.network.rates import EVER, Change
from tests.network.cases import MakeCase, clock_of

H = 3_600_000
SITES = """
    site,place,kind,opens,closes
    plant,zhengzhou,vehicle_plant,,
    depot,hamburg,terminal,2024-01-03,2024-01-05
"""
TARGETS = {
    "sites": SITES,
    "lines": "line,site\nbody-shop,plant",
    "lanes": "lane,origin,destination\neast,depot,plant\nwest,plant,depot",
    "terminals": "terminal,site\nunloading,depot",
    "timetables": "service,lane\neast-train,east",
}


def of(make_case: MakeCase, kind: str, name: str, rows: str) -> list[Change]:
    header = "disruption,target_kind,target,starts,ends,factor\n"
    case = make_case(disruptions=header + rows, **TARGETS)
    return Disruptions(case, clock_of(case), read_atlas(case)).of(kind, name)


def test_times_are_local_where_the_target_is(make_case: MakeCase) -> None:
    home, abroad = Change(0, 12 * H, 0), Change(7 * H, 19 * H, 0)
    span = "2024-01-01 00:00,2024-01-01 12:00,0"
    assert of(make_case, "site", "plant", f"d,site,plant,{span}") == [home]
    assert of(make_case, "site", "depot", f"d,site,depot,{span}") == [abroad]
    assert of(make_case, "line", "body-shop", f"d,line,body-shop,{span}") == [home]
    assert of(make_case, "terminal", "unloading", f"d,terminal,unloading,{span}") == [abroad]


def test_a_lane_and_its_services_have_the_time_of_the_origin(make_case: MakeCase) -> None:
    span = "2024-01-01 00:00,2024-01-01 12:00,0"
    assert of(make_case, "lane", "east", f"d,lane,east,{span}") == [Change(7 * H, 19 * H, 0)]
    assert of(make_case, "lane", "west", f"d,lane,west,{span}") == [Change(0, 12 * H, 0)]
    assert of(make_case, "service", "east-train", f"d,service,east-train,{span}") == [Change(7 * H, 19 * H, 0)]


def test_the_factor_is_in_permille_and_blank_is_closed(make_case: MakeCase) -> None:
    rows = "a,site,plant,2024-01-01 00:00,2024-01-01 01:00,0.3335\nb,site,plant,2024-01-02 00:00,2024-01-02 01:00,"
    assert [change.factor for change in of(make_case, "site", "plant", rows)] == [334, 0]


def test_changes_come_in_order_of_start(make_case: MakeCase) -> None:
    rows = "a,site,plant,2024-01-03 00:00,2024-01-04 00:00,0\nb,site,plant,2024-01-02 00:00,2024-01-06 00:00,0.5"
    assert [change.start // (24 * H) for change in of(make_case, "site", "plant", rows)] == [1, 2]


def test_a_name_of_another_kind_is_not_hit(make_case: MakeCase) -> None:
    rows = "a,site,plant,2024-01-03 00:00,2024-01-04 00:00,0"
    assert of(make_case, "line", "plant", rows) == []
    assert of(make_case, "site", "depot", rows) == []


def test_a_site_is_closed_before_it_opens_and_after_it_closes(make_case: MakeCase) -> None:
    header = "disruption,target_kind,target,starts,ends,factor\n"
    case = make_case(disruptions=header + "d,site,depot,2024-01-04 00:00,2024-01-04 06:00,0", **TARGETS)
    disruptions = Disruptions(case, clock_of(case), read_atlas(case))
    depot = case["sites"].row(1, named=True)
    assert disruptions.of_site(depot) == [
        Change(-EVER, 55 * H, 0),
        Change(103 * H, EVER, 0),
        Change(79 * H, 85 * H, 0),
    ]
    assert disruptions.of_site(case["sites"].row(0, named=True)) == []


def test_lifetime(make_case: MakeCase) -> None:
    case = make_case()
    disruptions = Disruptions(case, clock_of(case), read_atlas(case))
    assert disruptions.lifetime(None, None, "Asia/Shanghai") == []
    assert disruptions.lifetime(date(2024, 1, 2), None, "Asia/Shanghai") == [Change(-EVER, 24 * H, 0)]
    assert disruptions.lifetime(None, date(2024, 1, 2), "Asia/Shanghai") == [Change(24 * H, EVER, 0)]


ALL_KINDS = """
    disruption,target_kind,target,starts,ends,factor,mean_days_between,mean_days_to_repair,after,delay_h,lasts_h
    quake,site,depot,2024-01-01 00:00,2024-01-01 12:00,0,,,,,
    failure,line,body-shop,,,0.25,30,0.5,,,
    shortage,lane,east,,,,,,failure,1.5,48
    flood,site,plant,,,,,,quake,,6
"""


def test_every_disruption_is_listed(make_case: MakeCase) -> None:
    case = make_case(disruptions=ALL_KINDS, **TARGETS)
    listed = Disruptions(case, clock_of(case), read_atlas(case)).table()
    times = ("starts_ms", "ends_ms", "between_ms", "repair_ms", "after", "delay_ms", "lasts_ms")
    assert listed.select("disruption", "factor", *times).rows() == [
        ("failure", 250, None, None, 30 * 24 * H, 12 * H, None, None, None),
        ("flood", 0, None, None, None, None, "quake", 0, 6 * H),
        ("quake", 0, 7 * H, 19 * H, None, None, None, None, None),
        ("shortage", 0, None, None, None, None, "failure", 1.5 * H, 48 * H),
    ]


def test_only_dated_ones_are_changes_known_beforehand(make_case: MakeCase) -> None:
    case = make_case(disruptions=ALL_KINDS, **TARGETS)
    disruptions = Disruptions(case, clock_of(case), read_atlas(case))
    assert disruptions.of("site", "depot") == [Change(7 * H, 19 * H, 0)]
    for kind, name in (("line", "body-shop"), ("lane", "east"), ("site", "plant")):
        assert disruptions.of(kind, name) == []
