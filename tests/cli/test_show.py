"""``landbridge show`` and ``landbridge trace``."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from landbridge.documents.document import declared
from landbridge.runs import RunFolder
from landbridge.runs.trace import trace
from tests.cli.conftest import Say


@pytest.mark.parametrize("measure", sorted(declared("measures")))
def test_every_measure_is_shown(say: Say, starter: RunFolder, measure: str) -> None:
    said = say("show", starter.path, measure, "--json", "--rows", 0)
    assert said.code == 0
    assert len(json.loads(said.out)) == starter.measures()[measure].height
    assert say("show", starter.path, measure).code == 0


def test_without_a_measure_it_shows_the_headline(say: Say, starter: RunFolder) -> None:
    said = say("show", starter.path)
    assert "Vehicles built" in said.out
    assert "lead_times" in said.out
    assert "汽车产量" in say("show", starter.path, "--lang", "zh").out


def test_long_tables_are_cut_and_that_is_said(say: Say, starter: RunFolder) -> None:
    height = starter.measures()["stocks"].height
    said = say("show", starter.path, "stocks", "--rows", 3)
    assert f"3 of {height} rows" in said.out
    assert f"{height} rows" in say("show", starter.path, "stocks", "--rows", 0).out
    assert len(json.loads(say("show", starter.path, "stocks", "--rows", 3, "--json").out)) == 3


def test_a_table_too_wide_for_the_page_is_told_row_by_row(
    say: Say, starter: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = starter.measures()["published"]["fact"].to_list()
    for width, blocks in ((400, False), (60, True)):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = [line.split() for line in say("show", starter.path, "published").out.splitlines()]
        assert [line[1] for line in lines if line[:1] == ["fact"] and len(line) == 2] == (facts if blocks else [])


def test_a_misspelt_measure_names_the_nearest(say: Say, starter: RunFolder) -> None:
    said = say("show", starter.path, "led_times")
    assert said.code == 2
    assert "lead_times" in said.err


@pytest.mark.parametrize("command", [("show",), ("trace", "0")])
def test_a_folder_that_is_no_run(say: Say, tmp_path: Path, command: tuple[str, ...]) -> None:
    said = say(command[0], tmp_path, *command[1:])
    assert said.code == 2
    assert "run.toml" in said.err


def test_a_damaged_run_is_said_to_be_one(say: Say, starter: RunFolder, tmp_path: Path) -> None:
    shutil.copytree(starter.path, tmp_path / "run")
    (tmp_path / "run" / "measures" / "output.parquet").write_bytes(b"PAR1 no more")
    (tmp_path / "run" / "measures" / "stops.parquet").unlink()
    for measure in ("output", "stops"):
        said = say("show", tmp_path / "run", measure)
        assert said.code == 1
        assert "damaged or missing" in said.err


def test_a_vehicle_is_the_same_by_number_and_by_unit(say: Say, starter: RunFolder) -> None:
    vehicles = starter.record()["vehicles"]
    number, line, unit = vehicles.select("vehicle", "line", "unit").row(vehicles.height // 2)
    by_number = say("trace", starter.path, number)
    assert by_number.code == 0
    assert f"{line}:{unit}" in by_number.out
    assert say("trace", starter.path, f"{line}:{unit}").out == by_number.out


def test_a_way_is_told_in_order_and_whole(say: Say, starter: RunFolder) -> None:
    vehicles = starter.record()["vehicles"].filter(pl.col("delivered_ms").is_not_null())
    row = vehicles.row(vehicles.height // 2, named=True)
    told = json.loads(say("trace", starter.path, row["vehicle"], "--json").out)
    times = [datetime.fromisoformat(step[key]) for step in told["steps"] for key in ("arrived", "began", "ended")]
    assert times == sorted(times)
    assert all(before["ended"] == after["arrived"] for before, after in pairwise(told["steps"]))
    assert told["steps"][-1]["ended"] == told["delivered"]
    route = starter.network()["routes"].filter(pl.col("route") == row["route"]).sort("position")
    names = [step["name"] for step in told["steps"] if step["kind"] in ("lane", "terminal")]
    assert names == route.select(pl.coalesce("lane", "terminal")).to_series().to_list()


def test_a_way_agrees_with_the_record(starter: RunFolder) -> None:
    record = starter.record()
    vehicle = record["steps"].filter(pl.col("position") == 2)["vehicle"][0]
    found = trace(starter, str(vehicle))
    steps = record["steps"].filter(pl.col("vehicle") == vehicle).join(record["movements"], on="movement")
    start = datetime.fromisoformat(starter.network().settings["start"])
    ended = [step.ended for step in found.steps if step.kind in ("lane", "terminal") and step.ended]
    offsets = [(instant.replace(tzinfo=None) - start).total_seconds() * 1000 for instant in ended]
    assert offsets == steps.sort("position")["ended_ms"].drop_nulls().to_list()


def test_a_vehicle_still_under_way(say: Say, starter: RunFolder) -> None:
    vehicles = starter.record()["vehicles"].filter(
        pl.col("delivered_ms").is_null(), pl.col("assigned_ms").is_not_null()
    )
    said = say("trace", starter.path, vehicles["vehicle"][0])
    assert said.code == 0
    assert "Not delivered by the end of the run" in said.out
    assert "not yet" in said.out


@pytest.mark.filterwarnings("error")
def test_a_vehicle_without_a_route(say: Say, starter: RunFolder) -> None:
    vehicles = starter.record()["vehicles"].filter(pl.col("route").is_null())
    told = json.loads(say("trace", starter.path, vehicles["vehicle"][0], "--json").out)
    assert told["market"] is None
    assert {step["kind"] for step in told["steps"]} <= {"build", "yard"}


@pytest.mark.parametrize("vehicle", ["99999999", "no-line:1", "bike-line:99999999", "wheel", "1:2:3"])
def test_an_unknown_vehicle(say: Say, starter: RunFolder, vehicle: str) -> None:
    said = say("trace", starter.path, vehicle)
    assert said.code == 2
    assert "bike-line" in said.err


def test_a_way_in_chinese(say: Say, starter: RunFolder) -> None:
    said = say("trace", starter.path, 0, "--lang", "zh")
    assert said.code == 0
    assert "环节" in said.out
    assert "Began" not in said.out


@pytest.mark.parametrize("command", [("show", "output"), ("indicators",), ("causes",)])
def test_a_count_below_0_is_refused(say: Say, starter: RunFolder, command: tuple[str, ...]) -> None:
    name, *more = command
    said = say(name, starter.path, *more, "--rows", "-5")
    assert said.code == 2
    assert "--rows" in said.err
    assert said.out == ""


def test_a_way_names_the_pack_and_the_lots_it_was_made_of(say: Say, starter: RunFolder) -> None:
    vehicles = starter.record()["vehicles"]
    vehicle = vehicles["vehicle"][vehicles.height // 2]
    (pack,) = json.loads(say("trace", starter.path, vehicle, "--json").out)["parts"]
    assert pack["item"].startswith("pack-")
    assert {part["item"] for part in pack["parts"]} >= {"cell"}
    told = say("trace", starter.path, vehicle).out
    assert f"piece {pack['stock']}#{pack['first']} · lot {pack['lot']} of pack-line" in told
    assert "件号" in say("trace", starter.path, vehicle, "--lang", "zh").out
    first = vehicles.filter(pl.col("started_ms") >= 0)["vehicle"][0]
    assert "before the record begins" in say("trace", starter.path, first).out
