"""``landbridge export``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from landbridge.runs import RunFolder
from tests.cli.conftest import Say


@pytest.mark.parametrize("format", ["xlsx", "csv", "sdmx-csv", "json"])
def test_it_says_where_it_wrote(say: Say, starter: RunFolder, tmp_path: Path, format: str) -> None:
    said = say("export", starter.path, "--format", format, "--out", tmp_path / "made")
    assert said.code == 0
    assert str(tmp_path / "made") in said.out
    assert (tmp_path / "made").exists()
    again = say("export", starter.path, "--format", format, "--out", tmp_path / "made")
    assert again.code == 2
    assert "--replace" in again.err
    chinese = say("export", starter.path, "--format", format, "--out", tmp_path / "made", "--replace", "--lang", "zh")
    assert chinese.code == 0
    assert "已写入" in chinese.out


def test_as_json(say: Say, starter: RunFolder, tmp_path: Path) -> None:
    said = say("export", starter.path, "--format", "json", "--out", tmp_path / "made.json", "--json")
    assert json.loads(said.out) == {"format": "json", "path": str(tmp_path / "made.json")}


def test_what_is_no_run_no_format_or_no_path_is_refused(say: Say, starter: RunFolder, tmp_path: Path) -> None:
    assert say("export", tmp_path, "--format", "json").code == 2
    wrong = say("export", starter.path, "--format", "pdf")
    assert wrong.code == 2
    assert "sdmx-csv" in wrong.err
    assert say("export", starter.path).code == 2
    blank = say("export", starter.path, "--format", "json", "--out", "")
    assert blank.code == 2
    assert "--out" in blank.err


def test_a_damaged_run_is_said_to_be_damaged(say: Say, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.toml").write_text("")
    said = say("export", tmp_path / "run", "--format", "csv")
    assert said.code == 1
    assert "damaged or missing" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
