"""The generator of synthetic national industries: valid, repeatable, runnable, and honest about being invented."""

from __future__ import annotations

from pathlib import Path

import polars as pl
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


def test_nothing_is_found_wrong(folder: Path) -> None:
    assert check(read_case(folder)) == []


@pytest.mark.parametrize("size", [Size(10_000, 10, 1), Size(10_000, 10, 5), Size(300_000, 101, 7)], ids=str)
def test_nothing_is_found_wrong_at_other_sizes(size: Size, tmp_path: Path) -> None:
    write_national(tmp_path, size)
    assert check(read_case(tmp_path)) == []
    case = read_case(tmp_path)
    for table in ("schedule", "demand"):
        # each plant's and each market's are rounded on their own
        assert case[table]["quantity"].sum() == pytest.approx(size.vehicles, abs=size.plants + len(size.shares))


def test_sizes_that_it_is_not_made_for() -> None:
    for strange in ({"vehicles": 9_999}, {"suppliers": 2_001}, {"plants": 0}, {"vehicles": 10_000, "plants": 6}):
        with pytest.raises(ValueError, match=list(strange)[-1]):
            Size(**strange)


def test_it_uses_every_feature(folder: Path) -> None:
    case = read_case(folder)
    said = {
        "calendars": ("overtime", "staff"),
        "lines": ("ramp_up_d", "scrap_share", "rework_share"),
        "replenishment": ("minimum_order", "order_multiple", "capacity"),
        "lanes": ("load_wait_h",),
        "timetables": ("cut_off_h", "minimum_units", "fleet"),
        "disruptions": ("starts", "mean_days_between", "after"),
    }
    for table, columns in said.items():
        for column in columns:
            assert case[table][column].drop_nulls().len() > 0, column
    sources = case["replenishment"].group_by("site", "item").agg(pl.col("priority", "share").n_unique())
    assert sources.filter(pl.col("priority") > 1).height > 0
    assert sources.filter(pl.col("share") > 1).height > 0
    assert not case["lanes"]["mixed"].all()
    assert case["demand"]["priority"].n_unique() > 1
    assert set(case["departures"]["change"]) == {"cancelled", "extra"}
    assert set(case["disruptions"]["target_kind"]) == {"site", "line", "lane", "service", "terminal"}
    assert case["items"].filter(pl.col("tracked"))["item"].to_list() == ["pack"]
    mixes = case["schedule"].group_by("month").agg(bev=pl.col("quantity").filter(pl.col("item") == "bev-a").sum())
    assert mixes["bev"].max() > 1.2 * mixes["bev"].min()  # type: ignore[operator]


def test_the_battery_chain_has_three_tiers(year: tuple[Network, Record]) -> None:
    network, _ = year
    makers = dict(network["sources"].drop_nulls("maker_line").select("stock", "maker_line").iter_rows())
    chain = [makers[f"{p}|pack|line-{p}"] for p in SMALL.plant_names[:1]]
    for item in ("cell", "cathode"):
        site = chain[-1].removeprefix("line-")
        chain.append(makers[f"{site}|{item}|{chain[-1]}"])
    assert chain == ["line-pack-maker-0", "line-cell-maker", "line-cathode-maker"]


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
    units = dict(delivered.group_by(pl.col("market").cast(str)).len().iter_rows())
    for market, share in SMALL.shares.items():
        # a ship is under way for weeks; what is queued on the way must not grow
        assert units[market] > 0.8 * share * SMALL.vehicles, market
