from __future__ import annotations

import dataclasses
from importlib import resources
from pathlib import Path
from types import MappingProxyType

import pytest

from landbridge.documents import Network
from landbridge.documents.document import declared
from landbridge.network.compile import compile_network
from landbridge.tables.case import Case, read_case
from tests.network.cases import MakeCase

DAY = 86_400_000


@pytest.fixture(scope="module")
def starter() -> Case:
    with resources.as_file(resources.files("landbridge.cases") / "starter") as folder:
        return read_case(Path(folder))


def same(one: Network, other: Network) -> list[str]:
    """The tables in which two networks differ."""
    return [name for name in one.tables if not one[name].equals(other[name])]


def test_every_declared_table_is_there_with_its_columns(starter: Case) -> None:
    network = compile_network(starter)
    for table, columns in declared("network").items():
        assert network[table].columns == [column["column"] for column in columns]
        # the starter case has a row in every table, but for those it leaves out
        left_out = table in starter.tables and starter.tables[table].height == 0
        assert network[table].height > 0 or left_out or table in ("servers", "fleets", "disruptions"), table


def test_settings(make_case: MakeCase) -> None:
    case = make_case({"home": '"hamburg"', "start": "2024-03-31", "end": "2024-04-01", "warm_up_d": 2, "seed": 7})
    assert dict(compile_network(case).settings) == {
        "title_en": "T",
        "title_zh": "题",
        "start": "2024-03-31",
        "end": "2024-04-01",
        "home": "hamburg",
        "time_zone": "Europe/Berlin",
        "end_ms": 2 * DAY - 3_600_000,
        "warm_up_ms": 2 * DAY,
        "currency": "CNY",
        "as_of": "2024-04-01",
        "seed": 7,
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_changes_nothing(starter: Case, seed: int) -> None:
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in starter.tables.items()}
    other = dataclasses.replace(starter, tables=MappingProxyType(shuffled))
    assert same(compile_network(starter), compile_network(other)) == []


def test_the_case_is_left_as_it_was(starter: Case) -> None:
    before = {name: frame.clone() for name, frame in starter.tables.items()}
    compile_network(starter)
    assert all(before[name].equals(frame) for name, frame in starter.tables.items())


def test_keys_are_unique_and_references_hold(starter: Case) -> None:
    network = compile_network(starter)
    for table, key in (
        ("sites", ["site"]),
        ("lines", ["line"]),
        ("stocks", ["stock"]),
        ("lanes", ["lane"]),
        ("services", ["service"]),
        ("departures", ["service", "number"]),
        ("demand", ["market", "item", "number"]),
        ("rates", ["rate_map", "t_ms"]),
        ("routes", ["route", "position"]),
    ):
        assert network[table].select(key).is_unique().all(), table
    maps = set(network["rates"]["rate_map"])
    named = {
        name
        for table, column in (
            ("sites", "rate_map"),
            ("lines", "rate_map"),
            ("lines", "calendar_map"),
            ("lanes", "rate_map"),
            ("terminals", "rate_map"),
            ("servers", "rate_map"),
        )
        for name in network[table][column].drop_nulls()
    }
    assert named == maps


def test_a_shorter_horizon_keeps_the_shared_days(starter: Case) -> None:
    cut = starter.settings.model_copy(update={"end": starter.settings.end.replace(month=2, day=28)})
    whole, part = compile_network(starter), compile_network(dataclasses.replace(starter, settings=cut))
    for table, column in (("demand", "demanded_ms"), ("departures", "departs_ms")):
        assert part[table].equals(whole[table].filter(whole[table][column] < 59 * DAY)), table
