"""The generator of synthetic national industries: valid, repeatable, runnable, and honest about being invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from landbridge.cases.national import Size, write_national
from landbridge.documents import Network, Record
from landbridge.network.compile import compile_network
from landbridge.network.rules import check
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case

SMALL = Size(vehicles=120_000, suppliers=12, plants=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("national")
    write_national(made, SMALL)
    return made


@pytest.fixture(scope="module")
def year(folder: Path) -> tuple[Network, Record]:
    network = compile_network(read_case(folder))
    return network, simulate(network, given(network), seed=1)


def test_it_has_no_errors(folder: Path) -> None:
    assert [found for found in check(read_case(folder)) if found.severity == "error"] == []


def test_every_row_says_that_it_is_synthetic(folder: Path) -> None:
    case = read_case(folder)
    for name in ("sites", "bills", "schedule", "replenishment", "demand"):
        assert case.tables[name]["confidence"].unique().to_list() == ["synthetic"]


def test_the_same_seed_gives_the_same_files_and_another_does_not(folder: Path, tmp_path: Path) -> None:
    for name, seed in (("same", 1), ("other", 2)):
        (tmp_path / name).mkdir()
        write_national(tmp_path / name, SMALL, seed)
    made = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert made == {file.name: file.read_bytes() for file in (tmp_path / "same").iterdir()}
    assert made != {file.name: file.read_bytes() for file in (tmp_path / "other").iterdir()}


def test_its_size_is_the_size_asked_for(year: tuple[Network, Record]) -> None:
    network, record = year
    sites = network["sites"]["site"]
    assert sites.str.starts_with("plant-").sum() == SMALL.plants
    assert sites.str.starts_with("maker-").sum() == SMALL.suppliers
    end = network.settings["end_ms"]
    built = record["vehicles"].filter(record["vehicles"]["finished_ms"].is_between(0, end, closed="left")).height
    assert built == pytest.approx(SMALL.vehicles, rel=0.03)


def test_vehicles_reach_every_market(year: tuple[Network, Record]) -> None:
    _, record = year
    delivered = record["vehicles"].filter(record["vehicles"]["delivered_ms"].is_not_null())
    assert set(delivered["market"].cast(str).unique()) == set(SMALL.shares)
