from __future__ import annotations

from importlib import resources
from pathlib import Path

import polars as pl
import pytest

from landbridge.documents import Network
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.tables.case import read_case

DAY = 86_400_000
SECOND_NS = 10**9


def network_of(takts: list[tuple[str, int, int]], schedule: list[tuple[str, str, str, int, int, int]]) -> Network:
    return Network.of(
        {
            "takts": pl.DataFrame(takts, schema=["line", "from_ms", "takt_ns"], orient="row"),
            "schedule": pl.DataFrame(
                schedule, schema=["line", "item", "period", "start_ms", "end_ms", "quantity"], orient="row"
            ),
        }
    )


def test_a_period_has_the_takt_that_holds_when_it_begins() -> None:
    network = network_of(
        [("a", 31 * DAY, 50 * SECOND_NS), ("a", 0, 60 * SECOND_NS), ("a", 40 * DAY, 40 * SECOND_NS)],
        [
            ("a", "suv", "2024-01", 0, 31 * DAY, 7),
            ("a", "suv", "2024-02", 31 * DAY, 60 * DAY, 8),
            ("a", "suv", "2024-03", 60 * DAY, 91 * DAY, 9),
        ],
    )
    builds = given(network)["builds"]
    assert builds.select("period", "takt_ms", "quantity").rows() == [
        ("2024-01", 60_000, 7),
        ("2024-02", 50_000, 8),
        ("2024-03", 40_000, 9),
    ]


def test_before_the_first_row_its_takt_holds() -> None:
    network = network_of([("a", 5 * DAY, 70 * SECOND_NS)], [("a", "suv", "warm-up", -3 * DAY, 0, 2)])
    assert given(network)["builds"]["takt_ms"].to_list() == [70_000]


def test_lines_keep_their_own_takts() -> None:
    network = network_of(
        [("b", 0, 30 * SECOND_NS), ("a", -9, 60 * SECOND_NS)],
        [("a", "suv", "2024-01", 0, DAY, 1), ("b", "bus", "2024-01", 0, DAY, 1), ("a", "bus", "2024-01", 0, DAY, 1)],
    )
    assert given(network)["builds"].select("line", "item", "takt_ms").rows() == [
        ("a", "bus", 60_000),
        ("a", "suv", 60_000),
        ("b", "bus", 30_000),
    ]


@pytest.mark.parametrize(("takt_ns", "takt_ms"), [(1_999_999, 1), (999_999, 1), (1, 1), (2_000_000, 2)])
def test_a_takt_is_whole_milliseconds_and_at_least_one(takt_ns: int, takt_ms: int) -> None:
    network = network_of([("a", 0, takt_ns)], [("a", "suv", "2024-01", 0, DAY, 1)])
    assert given(network)["builds"]["takt_ms"].to_list() == [takt_ms]


def test_an_empty_network_has_an_empty_plan() -> None:
    plan = given(Network.of({}))
    assert [plan[table].height for table in ("builds", "flows", "targets")] == [0, 0, 0]


def test_flows_targets_and_quantities_are_the_tables() -> None:
    with resources.as_file(resources.files("landbridge.cases") / "starter") as folder:
        network = compile_network(read_case(Path(folder)))
    plan = given(network)
    assert plan["flows"].equals(network["flows"])
    assert plan["targets"].equals(network["stocks"].select(plan["targets"].columns))
    assert plan["builds"].drop("takt_ms").equals(network["schedule"])
    assert set(plan["builds"]["takt_ms"]) == {700_000}
