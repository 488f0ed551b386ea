"""``landbridge run``."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import datetime, tzinfo
from pathlib import Path

import polars as pl
import pytest

from landbridge import __version__
from landbridge.cases import shipped
from landbridge.documents.document import declared
from landbridge.runs import RunFolder
from tests.cli.conftest import Say


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder, with the hash of what it holds."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_it_ends_with_the_headline_and_the_paths(say: Say, tmp_path: Path) -> None:
    said = say("run", "starter", "--out", tmp_path / "run")
    assert said.code == 0
    assert said.err == ""  # no terminal: no progress
    assert "Headline figures" in said.out
    assert "Vehicles built" in said.out
    assert str(tmp_path / "run" / "report.html") in said.out
    assert "<html" in (tmp_path / "run" / "report.html").read_text("utf-8").lower()


def test_it_speaks_chinese(say: Say, tmp_path: Path) -> None:
    said = say("run", "starter", "--out", tmp_path / "run", "--lang", "zh", "--no-report")
    assert said.code == 0
    assert "主要指标" in said.out
    assert "Headline" not in said.out


def test_json_is_the_whole_of_stdout(say: Say, tmp_path: Path) -> None:
    said = say("run", "starter", "--out", tmp_path / "run", "--json", "--seed", 11)
    result = json.loads(said.out)
    assert result["run"] == str(tmp_path / "run")
    assert result["settings"]["seed"] == 11
    assert result["vehicles"] == RunFolder(tmp_path / "run").record()["vehicles"].height
    assert {row["figure"] for row in result["headline"]} >= {"output_all"}


def test_the_run_folder_holds_what_it_promises(starter: RunFolder) -> None:
    held = files(starter.path)
    expected = {"run.toml", "report.html", "record/chain_lots.parquet"}
    expected |= {f"{document}/settings.json" for document in ("network", "plan", "record", "measures")}
    for document in ("network", "plan", "record", "measures"):
        expected |= {f"{document}/{table}.parquet" for table in declared(document)}
    expected |= {f"csv/{table}.csv" for table in declared("measures")}
    assert set(held) == expected


def test_run_toml_says_what_made_it(starter: RunFolder) -> None:
    manifest = tomllib.loads((starter.path / "run.toml").read_text("utf-8"))
    case = shipped()["starter"]
    settings = tomllib.loads((case / "case.toml").read_text("utf-8"))
    assert manifest["program"]["version"] == __version__
    assert manifest["settings"]["seed"] == settings["seed"]
    assert manifest["settings"]["start"] == settings["start"]
    assert manifest["finished"] >= manifest["started"]
    digest = hashlib.sha256((case / "lanes.csv").read_bytes()).hexdigest()
    assert manifest["inputs"]["files"]["lanes.csv"] == digest


def test_the_same_seed_gives_the_same_bits(say: Say, starter: RunFolder, tmp_path: Path) -> None:
    assert say("run", "starter", "--out", tmp_path / "again").code == 0
    first, again = files(starter.path), files(tmp_path / "again")
    differing = {name for name in first if first[name] != again[name]}
    assert differing <= {"run.toml"}  # it carries the time of the run


def test_another_seed_gives_another_record(say: Say, starter: RunFolder, tmp_path: Path) -> None:
    say("run", "starter", "--out", tmp_path / "other", "--seed", 12345, "--no-report")
    other = RunFolder(tmp_path / "other")
    assert not other.record()["movements"].equals(starter.record()["movements"])
    assert other.network()["schedule"].equals(starter.network()["schedule"])


def test_the_horizon_can_be_narrowed(say: Say, starter: RunFolder, tmp_path: Path) -> None:
    said = say("run", "starter", "--from", "2025-02-01", "--to", "2025-02-28", "--out", tmp_path / "run", "--json")
    assert said.code == 0
    months = RunFolder(tmp_path / "run").measures()["production"]["month"].unique().to_list()
    assert months == ["2025-02"]
    assert json.loads(said.out)["settings"]["end"] == "2025-02-28"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "2020-01-01"), "2025-01-01"),
        (("--to", "2030-01-01"), "2025-03-31"),
        (("--from", "2025-03-02", "--to", "2025-03-01"), "2025-01-01"),
        (("--from", "March"), "YYYY-MM-DD"),
        (("--seed", "-1"), "--seed"),
        (("--seed", "many"), "whole number"),
    ],
)
def test_what_cannot_be_is_refused(say: Say, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    said = say("run", "starter", "--out", tmp_path / "run", *arguments)
    assert said.code == 2
    assert words in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_without_out_it_stands_in_runs(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert say("run", "starter", "--no-report").code == 0
    (made,) = (tmp_path / "runs").iterdir()
    assert made.name.startswith("starter-")
    assert not (made / "report.html").exists()


def test_a_second_run_within_a_second_has_a_name_of_its_own(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Noon(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Noon:
            return cls(2025, 1, 1, 12, tzinfo=tz)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("landbridge.pipeline.datetime", Noon)
    for _ in range(2):
        assert say("run", "starter", "--no-report", "--to", "2025-01-02").code == 0
    made = sorted(path.name for path in (tmp_path / "runs").iterdir())
    assert made == ["starter-20250101-120000", "starter-20250101-120000-2"]


def test_a_former_run_is_kept_unless_forced(say: Say, tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert say("run", "starter", "--out", out, "--no-report").code == 0
    before = files(out)
    said = say("run", "starter", "--out", out, "--no-report", "--seed", 5)
    assert said.code == 2
    assert "--force" in said.err
    assert files(out) == before
    assert say("run", "starter", "--out", out, "--no-report", "--seed", 5, "--force").code == 0
    assert RunFolder(out).manifest["settings"]["seed"] == 5
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_broken_case_is_refused_with_its_errors(say: Say, broken: Path, tmp_path: Path) -> None:
    said = say("run", broken, "--out", tmp_path / "run")
    assert said.code == 3
    assert said.out == ""
    assert "lanes.csv:2 origin = nowhere-at-all" in said.err
    assert "quantiti" in said.err
    assert not (tmp_path / "run").exists()


def test_a_broken_case_is_refused_in_json(say: Say, broken: Path, tmp_path: Path) -> None:
    said = say("run", broken, "--out", tmp_path / "run", "--json")
    assert said.code == 3
    result = json.loads(said.out)
    assert result["valid"] is False
    assert "nowhere-at-all" in {finding["value"] for finding in result["findings"]}


def test_the_documents_read_back_as_they_were(starter: RunFolder) -> None:
    record = starter.record()
    assert record["vehicles"].height > 1000
    assert isinstance(record["vehicles"].schema["line"], pl.Enum)
    assert starter.plan()["builds"].height > 0
    assert starter.measures().settings["home"] == starter.network().settings["home"]


def test_a_blank_path_is_none(say: Say) -> None:
    said = say("run", "starter", "--out", "")
    assert said.code == 2
    assert "--out" in said.err
    assert "不能为空" in say("run", "starter", "--out", " ", "--lang", "zh").err
