from __future__ import annotations

from importlib import resources
from pathlib import Path

from landbridge.documents import Network
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.tables.case import read_case


def test_an_empty_network_has_an_empty_plan() -> None:
    plan = given(Network.of({}))
    assert [plan[table].height for table in ("builds", "flows", "targets")] == [0, 0, 0]


def test_flows_targets_and_quantities_are_the_tables() -> None:
    with resources.as_file(resources.files("landbridge.cases") / "starter") as folder:
        network = compile_network(read_case(Path(folder)))
    plan = given(network)
    assert plan["flows"].equals(network["flows"])
    assert plan["targets"].equals(network["stocks"].select(plan["targets"].columns))
    assert plan["builds"].equals(network["schedule"])
