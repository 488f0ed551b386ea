"""The story of one entity: complete, in the engine's order, in the local time of the place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

import landbridge.cases
from landbridge.documents import Network, Record
from landbridge.measurement.story import Entity, Event, UnknownEntity, find_entity, tell
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case
from tests.measurement import hand_made
from tests.properties.networks import random_network
from tests.properties.options import options_of


@pytest.fixture(scope="module", params=[*range(6), "starter"])
def made(request: pytest.FixtureRequest) -> tuple[Network, Record]:
    """A random network or the starter case, run."""
    if request.param == "starter":
        network = compile_network(read_case(Path(landbridge.cases.__path__[0]) / "starter"))
        return network, simulate(network, given(network), 1)
    network, plan = random_network(options_of(request.param))
    return network, simulate(network, plan, request.param)


def stories(network: Network, record: Record, kind: str, table: str) -> dict[str, list[Event]]:
    """The story of every entity of a kind."""
    return {name: list(tell(network, record, Entity(kind, name))) for name in network[table][kind]}


def test_every_story_is_in_order_and_within_the_run(made: tuple[Network, Record]) -> None:
    network, record = made
    for kind, table in (("site", "sites"), ("line", "lines"), ("lane", "lanes"), ("stock", "stocks")):
        for events in stories(network, record, kind, table).values():
            times = [event.time_ms for event in events]
            assert times == sorted(times)
            assert all(time < network.settings["end_ms"] for time in times)


def test_the_sites_together_tell_everything_once(made: tuple[Network, Record]) -> None:
    network, record = made
    told = Counter(event.kind for events in stories(network, record, "site", "sites").values() for event in events)
    vehicles, lots, moved = record["vehicles"], record["lots"], record["movements"]
    lanes = moved.filter(pl.col("lane").is_not_null())
    handled = moved.filter(pl.col("terminal").is_not_null())
    expected = {
        "started": vehicles.height,
        "assigned": vehicles["assigned_ms"].count(),
        "delivered": vehicles["delivered_ms"].count(),
        "ordered": lots.height,
        "shipped": lots["shipped_ms"].count(),
        "arrived": lots["arrived_ms"].count(),
        "begun": lots.filter(pl.col("maker_line").is_not_null())["begun_ms"].count(),
        "left": lanes["began_ms"].count(),
        "reached": lanes["ended_ms"].count(),
        "handling": handled["began_ms"].count(),
        "handled": handled["ended_ms"].count(),
        "resumed": record["stops"]["ended_ms"].count(),
        "demanded": record["demands"].height,
    }
    assert {kind: told[kind] for kind in expected} == expected
    assert told["finished"] + told["reworked"] + told["scrapped"] == vehicles["finished_ms"].count()
    assert told["stopped"] + told["blocked"] == record["stops"].height
    assert told["departed"] + told["not_run"] == record["departures"].height


def test_a_shelf_in_its_story_is_never_overdrawn(made: tuple[Network, Record]) -> None:
    network, record = made
    opening = record["balances"].filter(time_ms=0, state="on_hand")
    for stock, events in stories(network, record, "stock", "stocks").items():
        _, item, line = stock.split("|")
        late = {event.subject for event in events if event.kind == "stored"}
        held = int(opening.filter(item=item, line=line)["units"].sum())
        for event in (event for event in events if event.time_ms >= 0):
            if event.kind == "stored" or (event.kind == "arrived" and event.subject not in late):
                held += event.units or 0
            if event.kind == "taken":
                held -= event.units or 0
                # a lot from the dock goes on the shelf after the take that made room for it
                assert held >= 0, (stock, event)


def test_a_vehicle_and_a_train_tell_of_each_other(made: tuple[Network, Record]) -> None:
    network, record = made
    ran = record["departures"].filter(pl.col("movement").is_not_null())
    for service, number in ran.select("service", "number").iter_rows():
        aboard = [e for e in tell(network, record, Entity("departure", service, number)) if e.kind == "loaded"]
        assert aboard
        line, _, unit = str(aboard[0].subject).rpartition(":")
        way = list(tell(network, record, Entity("vehicle", line, int(unit))))
        assert aboard[0].time_ms in {event.time_ms for event in way if event.kind == "left" and event.by == service}
        return


def by_hand() -> tuple[Network, Record]:
    """A seat arrives, and at that very instant the line goes on, and orders another."""
    hour = hand_made.HOUR
    network = hand_made.network(
        stocks=[{"stock": "plant-z|seat|z-line", "site": "plant-z", "item": "seat", "line": "z-line"}],
        sources=[{"stock": "plant-z|seat|z-line", "source": 0, "supplier": "seats", "lane": "z-road"}],
        places=[
            {**place, "time_zone": "Europe/Berlin" if place["place"] == "eu" else None} for place in hand_made.PLACES
        ],
    )
    lot = {"site": "plant-z", "item": "seat", "line": "z-line", "supplier": "seats", "quantity": 4}
    record = hand_made.record(
        [
            {
                "line": "z-line",
                "item": "e-car",
                "unit": 7,
                "started_ms": hour,
                "delivered_ms": 9 * hour,
                "market": "hamburg",
            }
        ],
        stops=[{"line": "z-line", "unit": 7, "began_ms": 0, "ended_ms": hour, "cause": "part", "item": "seat"}],
        lots=[
            {**lot, "number": 1, "ordered_ms": -5, "shipped_ms": 0, "arrived_ms": hour, "stored_ms": hour},
            {**lot, "number": 2, "ordered_ms": hour, "shipped_ms": hour},
        ],
    )
    return network, record


def test_of_one_instant_the_cause_is_told_before_what_it_causes() -> None:
    events = list(tell(*by_hand(), Entity("line", "z-line")))
    assert [e.kind for e in events if e.time_ms == hand_made.HOUR] == [
        "arrived",
        "resumed",
        "started",
        "ordered",
        "shipped",
    ]


def test_times_are_those_of_the_place() -> None:
    told = {e.kind: e for e in tell(*by_hand(), Entity("vehicle", "z-line", 7))}
    assert told["started"].local == "2024-01-01T01:00:00.000+08:00"
    assert told["delivered"].local == "2024-01-01T02:00:00.000+01:00"


def test_names_are_found_or_said_to_be_unknown() -> None:
    network, record = by_hand()
    assert find_entity(network, record, "z-line") == Entity("line", "z-line")
    assert find_entity(network, record, "z-line:7") == Entity("vehicle", "z-line", 7)
    assert find_entity(network, record, "plant-z|seat|z-line#2") == Entity("lot", "plant-z|seat|z-line", 2)
    assert find_entity(network, record, "site=seats") == Entity("site", "seats")
    for text, near in (("z-lin", "z-line"), ("z-line:8", "z-line"), ("plant-z|seat|z-line#9", "plant-z|seat|z-line")):
        with pytest.raises(UnknownEntity) as unknown:
            find_entity(network, record, text)
        assert near in unknown.value.perhaps
    both = hand_made.network(lines=[{"line": "seats", "site": "seats", "mode": "order"}])
    with pytest.raises(UnknownEntity) as several:
        find_entity(both, record, "seats")
    assert several.value.perhaps == ("site=seats", "line=seats")
