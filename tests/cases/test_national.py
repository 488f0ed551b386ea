"""The generator of synthetic national industries: valid, repeatable, runnable, and honest about being invented."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from landbridge.cases.national import Size, write_national
from landbridge.documents import Network, Record
from landbridge.measurement.causes import find_causes
from landbridge.network.compile import compile_network
from landbridge.network.rules import check
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import Case, read_case

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


class Year(NamedTuple):
    """A case, what it compiles to and what happened."""

    case: Case
    network: Network
    record: Record


@pytest.fixture(scope="module", params=[SMALL, Size(100_000, 30, 4), Size(600_000, 30, 1)], ids=str)
def sized(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = tmp_path_factory.mktemp("sized")
    write_national(made, request.param)
    case = read_case(made)
    network = compile_network(case)
    return Year(case, network, simulate(network, given(network), seed=1))


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


def test_its_tables_speak_of_nearly_everything(folder: Path) -> None:
    case = read_case(folder)
    said = {
        "sites": ("yard_units", "opens"),
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
    assert case["lanes"].filter(pl.col("load_units") > 1).height > 0
    assert set(case["terminals"]["handles"]) == {"unit", "load", "departure"}
    assert set(case["demand"]["arrival"]) == {"levelled", "poisson"}
    assert set(case["demand"]["unmet"]) == {"backlog", "lost"}
    assert case["demand"]["priority"].n_unique() > 1
    assert set(case["departures"]["change"]) == {"cancelled", "extra"}
    assert set(case["disruptions"]["target_kind"]) == {"site", "line", "lane", "service", "terminal"}
    assert case["items"].filter(pl.col("tracked"))["item"].to_list() == ["pack"]
    mixes = case["schedule"].group_by("month").agg(bev=pl.col("quantity").filter(pl.col("item") == "bev-a").sum())
    assert mixes["bev"].max() > 1.2 * mixes["bev"].min()  # type: ignore[operator]


def test_lines_stand_for_parts_and_for_a_full_yard(sized: Year) -> None:
    stops = sized.record["stops"]
    assert set(stops["cause"].cast(pl.String)) == {"part", "yard"}
    assert set(stops.filter(pl.col("cause").cast(pl.String) == "yard")["line"].cast(pl.String)) == {"line-plant-000"}


def test_roots_are_yards_and_what_hit_a_lane_two_tiers_up(sized: Year) -> None:
    causes = list(find_causes(sized.network, sized.record))
    assert "yard" in {cause.root.kind for cause in causes}
    second = [cause for cause in causes if cause.root.disruption == "landslide"]
    assert {(cause.item, cause.root.kind, len(cause.chain)) for cause in second} == {("part-00004", "disruption", 2)}


def test_lots_wait_at_docks(sized: Year) -> None:
    lots = sized.record["lots"]
    assert lots.filter(pl.col("stored_ms") > pl.col("arrived_ms")).height > 0


def test_the_importer_stands_in_once_it_is_open(sized: Year) -> None:
    lots = _named(sized.record["lots"], "item", "supplier")
    importers = lots.filter(pl.col("supplier") == "importer")
    assert importers.height > 0
    assert importers["ordered_ms"].min() >= _ms(datetime(2024, 3, 1))  # type: ignore[operator]
    others = lots.filter(pl.col("item").is_in(importers["item"].implode()), pl.col("supplier") != "importer")
    assert others.height > 10 * importers.height


def test_trains_leave_short_of_wagons(sized: Year) -> None:
    fleets = sized.case["timetables"].join(sized.case["fleets"], on="fleet").select("service", "units_per_wagon")
    departures = _named(sized.record["departures"], "service").join(fleets, on="service")
    wanted = pl.min_horizontal("queued_units", "capacity_units")
    short = departures.filter(pl.col("loaded_units").is_between(1, wanted, closed="left"))
    assert short.height > 0
    assert short.filter(pl.col("loaded_units") != pl.col("wagons") * pl.col("units_per_wagon")).is_empty()


def test_loads_leave_full_and_in_part(sized: Year) -> None:
    lanes = sized.case["lanes"].drop_nulls("load_wait_h").select("lane", "load_units", "mixed")
    moved = _named(sized.record["movements"], "lane").join(lanes, on="lane")
    told = moved.select("mixed", full=pl.col("units") == pl.col("load_units")).unique()
    assert told.height == 4


def test_trains_are_cancelled_and_run_extra(sized: Year) -> None:
    departures = _named(sized.record["departures"], "service").filter(pl.col("service") == "train-rail-west-china-00")
    when = pl.lit(datetime(2024, 1, 1)) + pl.duration(milliseconds="departs_ms")
    times = departures.select(day=when.dt.date(), at=when.dt.strftime("%H:%M"))
    assert date(2024, 6, 9) in times["day"]
    assert not set(times["day"]) & {date(2024, month, 10) for month in range(1, 13)}
    extra = times.filter(pl.col("at") == "21:15")
    assert extra.height > 0
    assert set(extra["day"]) <= {date(2024, month, 11) for month in range(1, 13)}


@pytest.mark.parametrize(("disruption", "kind", "target"), [
    ("snow", "lane", "rail-north-line"), ("storm", "terminal", "harbour-loading"),
])  # fmt: skip
def test_what_closes_at_random_holds_what_is_under_way(sized: Year, disruption: str, kind: str, target: str) -> None:
    closed = _occurrences(sized.record, disruption)
    moved = _named(sized.record["movements"], kind).filter(pl.col(kind) == target)
    during = moved.join_where(closed, pl.col("began_ms") < pl.col("to_ms"), pl.col("ended_ms") > pl.col("from_ms"))
    assert closed.height > 1
    assert during.height > 0
    assert during.filter(pl.col("ended_ms") < pl.col("to_ms")).is_empty()


def test_what_follows_a_storm_keeps_the_ships_in(sized: Year) -> None:
    storms, after = (_occurrences(sized.record, name) for name in ("storm", "no-sailing"))
    both = after.join(storms, on="number", suffix="_storm")
    assert after.height > 1
    assert (both["from_ms"] - both["from_ms_storm"]).unique().to_list() == [6 * 3_600_000]
    ships = _named(sized.record["departures"], "service").filter(pl.col("service") == "ship")
    met = ships.join_where(after, pl.col("departs_ms") >= pl.col("from_ms"), pl.col("departs_ms") < pl.col("to_ms"))
    assert met.is_empty()
    # two a week
    assert ships.height < 104


def test_demand_that_comes_by_chance_is_lost(sized: Year) -> None:
    demands = _named(sized.record["demands"], "market", "item")
    lost = demands.filter(pl.col("lost_units") > 0)
    assert lost.select("market", "item").unique().rows() == [("home-7", "bev-c")]
    assert lost["lost_units"].sum() < 0.5 * demands.join(lost, on=["market", "item"], how="semi")["quantity"].sum()


def test_a_terminal_handles_vehicle_by_vehicle(sized: Year) -> None:
    jobs = _named(sized.record["movements"], "terminal").filter(pl.col("terminal") == "north-inspection")
    assert jobs["units"].unique().to_list() == [1]


def _named(table: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """The table with these columns as text."""
    return table.with_columns(pl.col(columns).cast(pl.String))


def _ms(when: datetime) -> int:
    return round((when - datetime(2024, 1, 1)).total_seconds() * 1000)


def _occurrences(record: Record, disruption: str) -> pl.DataFrame:
    """``number``, ``from_ms`` and ``to_ms`` of those that ended."""
    rows = _named(record["disruptions"], "disruption").filter(pl.col("disruption") == disruption)
    return rows.select("number", from_ms="began_ms", to_ms="ended_ms").drop_nulls()


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
