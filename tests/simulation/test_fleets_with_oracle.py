"""Load waits, unmixed loads, fleets and servers' own hours by hand (docs/simulation.md V2, V3, V8, V9)."""

from __future__ import annotations

from typing import Any

from landbridge.documents.document import Network, Plan, Record
from tests.oracle.engines import Engine, each_engine, rows
from tests.oracle.sketch import Row, h, sketch

_OUT: Row = {"lane": "out", "origin": "P", "destination": "B", "transit_h": h(30)}


def _network(
    quantities: dict[str, int], lane: Row, route: list[Row] | None = None, end: int = 400, **tables: Any
) -> tuple[Network, Plan]:
    """Line L finishes a vehicle at 10, 20, 30, .. and each is wanted at M from 0 on."""
    return sketch(
        [sum(quantities.values()) * 10, end],
        lines=[{"line": "L", "site": "P", "throughput_h": h(10)}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": item, "period": "2024-01", "quantity": q} for item, q in quantities.items()],
        demand=[
            {"market": "M", "item": item, "number": 0, "demanded_ms": 0, "quantity": q}
            for item, q in quantities.items()
        ],
        lanes=[{**_OUT, **lane}],
        routes=[{"route": "r", "position": i + 1, **step} for i, step in enumerate([{"lane": "out"}, *(route or [])])],
        flows=[{"line": "L", "item": item, "market": "M", "route": "r"} for item in quantities],
        **tables,
    )


def _loads(record: Record) -> list[tuple[Any, ...]]:
    return rows(record, "movements", "number", "began_ms", "ended_ms", "units")


@each_engine
def test_a_load_leaves_when_its_first_vehicle_has_waited(engine: Engine) -> None:
    # those of 10 and 20 leave at 25, those of 30 and 40 at 45, that of 50 at 65
    network, plan = _network({"a": 5}, {"load_units": 3, "load_wait_ms": 15})
    assert _loads(engine(network, plan, 1)) == [(0, 25, 55, 2), (1, 45, 75, 2), (2, 65, 95, 1)]


@each_engine
def test_who_joins_at_the_end_of_the_wait_leaves_with_the_load(engine: Engine) -> None:
    network, plan = _network({"a": 5}, {"load_units": 9, "load_wait_ms": 20})
    # from 10 to 30: three; from 40 to 60: two, the line has built all
    assert _loads(engine(network, plan, 1)) == [(0, 30, 60, 3), (1, 60, 90, 2)]


@each_engine
def test_a_full_load_does_not_wait_and_its_wait_means_nothing_to_the_next(engine: Engine) -> None:
    # two leave at 20 and at 40; the wait of the first would end at 25, that of the second at 45; the fifth's at 65
    network, plan = _network({"a": 5}, {"load_units": 2, "load_wait_ms": 15})
    assert _loads(engine(network, plan, 1)) == [(0, 20, 50, 2), (1, 40, 70, 2), (2, 65, 95, 1)]


@each_engine
def test_without_a_wait_to_wait_for_whoever_is_there_leaves_at_once(engine: Engine) -> None:
    network, plan = _network({"a": 2}, {"load_units": 2, "load_wait_ms": 0})
    assert _loads(engine(network, plan, 1)) == [(0, 10, 40, 1), (1, 20, 50, 1)]


@each_engine
def test_on_an_unmixed_lane_each_item_queues_for_itself(engine: Engine) -> None:
    # a b a b a at 10, .., 50: two a leave at 30, two b at 40, the last a waits on
    network, plan = _network({"a": 3, "b": 2}, {"load_units": 2, "mixed": False})
    record = engine(network, plan, 1)
    assert rows(record, "vehicles", "item", "delivered_ms") == [
        ("a", 60),
        ("b", 70),
        ("a", 60),
        ("b", 70),
        ("a", None),
    ]
    assert _loads(record) == [(0, 30, 60, 2), (1, 40, 70, 2)]


@each_engine
def test_mixed_loads_take_whoever_comes(engine: Engine) -> None:
    network, plan = _network({"a": 3, "b": 2}, {"load_units": 2, "mixed": True})
    assert _loads(engine(network, plan, 1)) == [(0, 20, 50, 2), (1, 40, 70, 2)]


@each_engine
def test_loads_whose_waits_end_together_leave_item_by_item(engine: Engine) -> None:
    # K finishes b and L finishes a at 10: both loads leave at 15, a's first, though b's gathered first
    network, plan = sketch(
        [10, 100],
        lines=[{"line": name, "site": "P", "throughput_h": h(10)} for name in ("K", "L")],
        takts=[{"line": name, "takt_ns": 10_000_000} for name in ("K", "L")],
        schedule=[
            {"line": line, "item": item, "period": "2024-01", "quantity": 1} for line, item in (("K", "b"), ("L", "a"))
        ],
        demand=[{"market": "M", "item": i, "number": 0, "demanded_ms": 0, "quantity": 1} for i in ("a", "b")],
        lanes=[{**_OUT, "load_units": 2, "mixed": False, "load_wait_ms": 5}],
        routes=[{"route": "r", "position": 1, "lane": "out"}],
        flows=[{"line": line, "item": item, "market": "M", "route": "r"} for line, item in (("K", "b"), ("L", "a"))],
    )
    record = engine(network, plan, 1)
    assert _loads(record) == [(0, 15, 45, 1), (1, 15, 45, 1)]
    assert rows(record, "steps", "vehicle", "movement") == [(0, 1), (1, 0)]


@each_engine
def test_a_wait_and_unmixed_loads_mean_nothing_on_a_lane_with_services(engine: Engine) -> None:
    # a at 10 and b at 20 would leave one by one at 15 and 25
    network, plan = _network(
        {"a": 1, "b": 1},
        {"scheduled": True, "load_units": 2, "load_wait_ms": 5, "mixed": False},
        services=[{"service": "s", "lane": "out"}],
        departures=[{"service": "s", "number": 0, "departs_ms": 60}],
    )
    assert _loads(engine(network, plan, 1)) == [(0, 60, 90, 2)]


def _fleet(departures: list[tuple[str, int, int]], wagons: int, back_ms: int = 20) -> tuple[Network, Plan]:
    """Services s and t with wagons for two; (service, departs, minimum) each."""
    services = sorted({service for service, _, _ in departures})
    numbered = [
        {"service": service, "number": sum(other == service for other, _, _ in departures[:i]), "departs_ms": t}
        | {"capacity_units": 9, "minimum_units": least}
        for i, (service, t, least) in enumerate(departures)
    ]
    return _network(
        {"a": 6},
        {"scheduled": True},
        services=[{"service": service, "lane": "out", "fleet": "f"} for service in services],
        departures=numbered,
        fleets=[{"fleet": "f", "wagons": wagons, "units_per_wagon": 2, "return_h": h(back_ms)}],
    )


_DEPARTURES = ("service", "departs_ms", "queued_units", "loaded_units", "wagons", "movement")


@each_engine
def test_wagons_must_come_back_before_they_are_used_again(engine: Engine) -> None:
    # three leave at 35 in two wagons, which arrive at 65 and are back at 85, just in time for the train of 85
    network, plan = _fleet([("s", 35, 1), ("s", 55, 1), ("s", 84, 1), ("s", 85, 1), ("s", 300, 1)], wagons=2)
    assert rows(engine(network, plan, 1), "departures", *_DEPARTURES) == [
        ("s", 35, 3, 3, 2, 0),
        ("s", 55, 2, 0, 0, None),
        ("s", 84, 3, 0, 0, None),
        ("s", 85, 3, 3, 2, 1),
        ("s", 300, 0, 0, 0, None),
    ]


@each_engine
def test_a_departure_takes_no_more_than_its_wagons_carry_and_uses_the_fewest(engine: Engine) -> None:
    # at 65 six are there and one wagon of three is out until 75
    network, plan = _fleet([("s", 25, 1), ("s", 65, 1), ("s", 300, 1)], wagons=3)
    assert rows(engine(network, plan, 1), "departures", *_DEPARTURES) == [
        ("s", 25, 2, 2, 1, 0),
        ("s", 65, 4, 4, 2, 1),
        ("s", 300, 0, 0, 0, None),
    ]
    network, plan = _fleet([("s", 65, 1), ("s", 300, 1)], wagons=2)
    assert rows(engine(network, plan, 1), "departures", *_DEPARTURES) == [("s", 65, 6, 4, 2, 0), ("s", 300, 2, 2, 1, 1)]


@each_engine
def test_what_the_wagons_carry_counts_against_the_minimum(engine: Engine) -> None:
    network, plan = _fleet([("s", 65, 3)], wagons=1)
    assert rows(engine(network, plan, 1), "departures", *_DEPARTURES) == [("s", 65, 6, 0, 0, None)]


@each_engine
def test_services_of_one_fleet_find_what_is_left(engine: Engine) -> None:
    network, plan = _fleet([("t", 55, 1), ("s", 35, 1), ("s", 300, 1), ("t", 300, 1)], wagons=3)
    # s uses two wagons, t finds one; at 300 all are back: s takes the one that is left, t nobody
    assert rows(engine(network, plan, 1), "departures", *_DEPARTURES) == [
        ("s", 35, 3, 3, 2, 0),
        ("s", 300, 1, 1, 1, 2),
        ("t", 55, 2, 2, 1, 1),
        ("t", 300, 0, 0, 0, None),
    ]


@each_engine
def test_wagons_that_take_no_time_come_back_a_millisecond_after_their_arrival(engine: Engine) -> None:
    network, plan = _fleet([("s", 25, 1), ("s", 55, 1), ("s", 56, 1)], wagons=1, back_ms=0)
    assert rows(engine(network, plan, 1), "departures", *_DEPARTURES) == [
        ("s", 25, 2, 2, 1, 0),
        ("s", 55, 3, 0, 0, None),
        ("s", 56, 3, 2, 1, 1),
    ]


def _jobs(engine: Engine, named: list[Row], steps: dict[str, list[tuple[int, int]]], **terminal: Any) -> Record:
    """Five vehicles arrive together at 80 at terminal T, which takes 20 ms a job."""
    network, plan = _network(
        {"a": 5},
        {"load_units": 5},
        [{"terminal": "T"}],
        terminals=[{"terminal": "T", "site": "B", "time_h": h(20), **terminal}],
        servers=[{"terminal": "T", **server} for server in named],
        rates=[{"rate_map": m, "t_ms": t, "permille": rate} for m, own in sorted(steps.items()) for t, rate in own],
    )
    return engine(network, plan, 1)


def _handled(record: Record) -> list[tuple[Any, ...]]:
    return record["movements"].filter(terminal="T").select("number", "began_ms", "ended_ms").rows()


@each_engine
def test_a_job_takes_the_server_on_which_it_can_begin_first(engine: Engine) -> None:
    # server 2 opens at 110: job 1 begins sooner on server 1 again at 100; job 2 at 110 on 2, job 3 at 120 on 1
    record = _jobs(engine, [{"server": 2, "rate_map": "late"}], {"late": [(0, 0), (110, 1000)]}, servers=2)
    assert _handled(record) == [(0, 80, 100), (1, 100, 120), (2, 110, 130), (3, 120, 140), (4, 130, 150)]


@each_engine
def test_servers_not_named_follow_the_terminals_hours_and_a_named_one_without_a_map_never_rests(
    engine: Engine,
) -> None:
    # the terminal opens at 110; server 2 never rests: two jobs on it, then both at 120 and 110
    record = _jobs(
        engine, [{"server": 2, "rate_map": None}], {"late": [(0, 0), (110, 1000)]}, servers=2, rate_map="late"
    )
    assert _handled(record) == [(0, 80, 100), (1, 100, 120), (2, 110, 130), (3, 120, 140), (4, 130, 150)]


@each_engine
def test_a_job_takes_as_long_as_its_server_needs(engine: Engine) -> None:
    # server 2 works at half speed; both begin at 80; job 2 at 100 on 1, then at 120 1 is free as long as 2
    record = _jobs(engine, [{"server": 2, "rate_map": "slow"}], {"slow": [(0, 500)]}, servers=2)
    assert _handled(record) == [(0, 80, 100), (1, 80, 120), (2, 100, 120), (3, 120, 140), (4, 120, 160)]


@each_engine
def test_of_two_servers_that_open_together_the_one_free_longer_is_taken(engine: Engine) -> None:
    # 1 does job 0 until 105, 2 job 1 until 100; both then rest until 200: 2 is taken first
    record = _jobs(
        engine,
        [{"server": 1, "rate_map": "slow"}, {"server": 2, "rate_map": "fast"}],
        {"slow": [(0, 800), (105, 0), (200, 800)], "fast": [(0, 1000), (100, 0), (200, 1000)]},
        servers=2,
    )
    assert _handled(record) == [(0, 80, 105), (1, 80, 100), (2, 200, 220), (3, 200, 225), (4, 220, 240)]
