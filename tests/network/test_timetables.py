from __future__ import annotations

from landbridge.documents import Network
from landbridge.network.compile import compile_network
from tests.network.cases import MakeCase

H = 3_600_000
DAY = 24 * H
TIMETABLE = "service,lane,weekdays,departs,cut_off_h,capacity_units,minimum_units,valid_from,valid_to\n"
CHANGES = "service,date,change,departs,capacity_units\n"
CLOSURES = "disruption,target_kind,target,starts,ends,factor\n"


def network_of(
    make_case: MakeCase, timetable: str, changes: str = "", closures: str = "", **settings: object
) -> Network:
    return compile_network(
        make_case(
            settings,
            sites="site,place\nzz,zhengzhou\nhh,hamburg\nmx,mexico",
            lanes="lane,origin,destination\neast,hh,zz\nwest,zz,hh\nfar,mx,zz",
            timetables=TIMETABLE + timetable,
            departures=CHANGES + changes,
            disruptions=CLOSURES + closures,
        )
    )


def hours(network: Network) -> list[float]:
    """When the departures leave, in hours since the start."""
    assert network["departures"]["number"].to_list() == list(range(network["departures"].height))
    return [ms / H for ms in network["departures"]["departs_ms"]]


def test_weekly_departures_in_local_time(make_case: MakeCase) -> None:
    # 1 January 2024 is a Monday
    network = network_of(make_case, "t,west,Tue;Sat,18:00,1.5,120,20,,", end="2024-01-07")
    assert network["departures"].rows() == [("t", 0, 42 * H, 5_400_000, 120, 20), ("t", 1, 138 * H, 5_400_000, 120, 20)]
    abroad = network_of(make_case, "t,east,Tue;Sat,18:00,,120,,,", end="2024-01-07")
    assert abroad["departures"].rows() == [("t", 0, 49 * H, 0, 120, 1), ("t", 1, 145 * H, 0, 120, 1)]


def test_numbers_count_from_the_warm_up(make_case: MakeCase) -> None:
    network = network_of(make_case, "t,west,Tue;Sat,18:00,,120,,,", warm_up_d=3, end="2024-01-07")
    assert hours(network) == [-30, 42, 138]


def test_services_are_numbered_apart(make_case: MakeCase) -> None:
    network = network_of(make_case, "t,west,Mon,18:00,,120,,,\ns,west,Mon,12:00,,50,,,", end="2024-01-08")
    assert network["departures"].select("service", "number", "departs_ms").rows() == [
        ("s", 0, 12 * H),
        ("s", 1, 7 * DAY + 12 * H),
        ("t", 0, 18 * H),
        ("t", 1, 7 * DAY + 18 * H),
    ]
    assert network["services"].rows() == [("s", "west", None), ("t", "west", None)]


def test_departures_keep_local_time_when_the_clock_changes(make_case: MakeCase) -> None:
    berlin = {"home": '"hamburg"', "start": "2024-03-30", "end": "2024-04-01"}
    assert hours(network_of(make_case, "t,east,Mon-Sun,18:00,,120,,,", **berlin)) == [18, 41, 65]
    # 02:30 does not exist on 31 March 2024: it counts as if the clock had not changed
    assert hours(network_of(make_case, "t,east,Mon-Sun,02:30,,120,,,", **berlin)) == [2.5, 26.5, 49.5]


def test_a_row_holds_until_the_day_before_its_last(make_case: MakeCase) -> None:
    rows = "t,west,Mon-Sun,08:00,,100,,2024-01-04,2024-01-06\nt,west,Mon-Sun,06:00,,120,,,2024-01-04"
    network = network_of(make_case, rows)
    assert hours(network) == [6, 30, 54, 80, 104]
    assert network["departures"]["capacity_units"].to_list() == [120, 120, 120, 100, 100]
    assert network["services"].rows() == [("t", "west", None)]


def test_a_cancelled_day(make_case: MakeCase) -> None:
    network = network_of(make_case, "t,west,Mon-Sun,06:00,,120,,,", "t,2024-01-02,cancelled,,", end="2024-01-03")
    assert hours(network) == [6, 54]
    other = network_of(make_case, "t,west,Mon-Sun,06:00,,120,,,", "s,2024-01-02,cancelled,,", end="2024-01-03")
    assert hours(other) == [6, 30, 54]


def test_extra_departures(make_case: MakeCase) -> None:
    changes = "t,2024-01-02,extra,,\nt,2024-01-03,extra,03:00,40\nt,2024-01-08,extra,09:00,"
    network = network_of(make_case, "t,west,Mon,06:00,2,120,15,,", changes, end="2024-01-08")
    assert network["departures"].drop("service").rows() == [
        (0, 6 * H, 2 * H, 120, 15),
        (1, 30 * H, 2 * H, 120, 15),
        (2, 51 * H, 2 * H, 40, 15),
        (3, 174 * H, 2 * H, 120, 15),
        (4, 177 * H, 2 * H, 120, 15),
    ]


def test_an_extra_departure_replaces_a_cancelled_one(make_case: MakeCase) -> None:
    changes = "t,2024-01-01,cancelled,,\nt,2024-01-01,extra,20:00,60"
    network = network_of(make_case, "t,west,Mon,06:00,,120,,,", changes, end="2024-01-02")
    assert network["departures"].select("departs_ms", "capacity_units").rows() == [(20 * H, 60)]


def test_departures_of_one_instant_are_numbered_by_capacity(make_case: MakeCase) -> None:
    network = network_of(make_case, "t,west,Mon,06:00,,120,,,", "t,2024-01-01,extra,06:00,60", end="2024-01-02")
    assert network["departures"].select("number", "capacity_units").rows() == [(0, 60), (1, 120)]


def test_an_extra_departure_takes_after_the_row_that_holds_on_its_day(make_case: MakeCase) -> None:
    rows = "t,west,Mon,06:00,,100,,,2024-01-04\nt,west,Mon,07:00,,120,,2024-01-04,"
    network = network_of(make_case, rows, "t,2024-01-03,extra,,\nt,2024-01-04,extra,,", end="2024-01-07")
    assert hours(network) == [6, 54, 79]


def test_a_departure_in_a_closure_of_its_service_does_not_exist(make_case: MakeCase) -> None:
    closures = "c,service,t,2024-01-02 06:00,2024-01-03 06:00,0"
    # from its first instant up to, not including, its last
    assert hours(network_of(make_case, "t,west,Mon-Sun,06:00,,120,,,", closures=closures, end="2024-01-04")) == [
        6,
        54,
        78,
    ]
    slow = closures.replace(",0", ",0.5")
    assert hours(network_of(make_case, "t,west,Mon-Sun,06:00,,120,,,", closures=slow, end="2024-01-03")) == [6, 30, 54]


def test_midnight_is_written_in_two_ways(make_case: MakeCase) -> None:
    network = network_of(make_case, "t,west,Sun,24:00,,120,,,\ns,west,Mon,00:00,,120,,,", end="2024-01-08")
    assert network["departures"].select("service", "departs_ms").rows() == [
        ("s", 0),
        ("s", 7 * DAY),
        ("t", 0),
        ("t", 7 * DAY),
    ]


def test_the_horizon_is_homes_and_the_day_is_the_origins(make_case: MakeCase) -> None:
    # Mexico City is 14 hours behind Zhengzhou: 14:00 on 31 December is 04:00 of 1 January at home
    assert hours(network_of(make_case, "t,far,Mon-Sun,14:00,,120,,,", end="2024-01-02")) == [4, 28]
    # Zhengzhou is 7 hours ahead of Hamburg: 05:00 on 3 January is 22:00 of 2 January at home
    ahead = network_of(make_case, "t,west,Mon-Sun,05:00,,120,,,", home='"hamburg"', end="2024-01-02")
    assert hours(ahead) == [22, 46]


def test_no_service_no_departure(make_case: MakeCase) -> None:
    network = network_of(make_case, "")
    assert network["departures"].height == network["services"].height == 0


def test_a_service_names_its_fleet(make_case: MakeCase) -> None:
    network = compile_network(
        make_case(
            sites="site,place\nzz,zhengzhou\nhh,hamburg",
            lanes="lane,origin,destination\nwest,zz,hh",
            timetables=TIMETABLE.replace("service,", "service,fleet,")
            + "t,boxes,west,Mon,18:00,,120,,,\ns,,west,Tue,9:00,,9,,,",
            fleets="fleet,wagons,units_per_wagon,return_distribution,return_h,return_cv\nboxes,60,4,gamma,90,0.3",
        )
    )
    assert network["services"].rows() == [("s", "west", None), ("t", "west", "boxes")]
    assert network["fleets"].rows() == [("boxes", 60, 4, "gamma", 90, None, 0.3)]
