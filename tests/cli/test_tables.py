"""``landbridge tables`` and ``landbridge new``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from landbridge.cases import shipped
from landbridge.tables.declaration import declared_tables
from tests.cli.conftest import Say


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_table_is_listed(say: Say, language: str) -> None:
    said = say("tables", "--lang", language)
    assert said.code == 0
    for table in declared_tables().values():
        assert table.name in said.out
        assert getattr(table, f"title_{language}") in said.out


@pytest.mark.parametrize("table", sorted(declared_tables()))
def test_every_column_is_explained(say: Say, table: str) -> None:
    said = say("tables", table)
    assert said.code == 0
    for column in declared_tables()[table].columns:
        assert column.name in said.out
        assert column.description_en.split()[0] in said.out


def test_as_json(say: Say) -> None:
    assert [table["name"] for table in json.loads(say("tables", "--json").out)] == list(declared_tables())
    lanes = json.loads(say("tables", "lanes", "--json").out)
    assert lanes["columns"][0]["name"] == "lane"


def test_a_misspelt_table_names_the_nearest(say: Say) -> None:
    said = say("tables", "timetabels")
    assert said.code == 2
    assert "Did you mean timetables?" in said.err


def test_new_writes_a_case_that_runs(say: Say, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    said = say("new", folder)
    assert said.code == 0
    assert f"landbridge run {folder}" in said.out
    assert say("check", folder).code == 0
    assert {path.name for path in folder.iterdir()} <= {path.name for path in shipped()["starter"].iterdir()}
    assert say("run", folder, "--no-report", "--out", tmp_path / "run").code == 0


def test_new_leaves_what_is_there(say: Say, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    said = say("new", tmp_path)
    assert said.code == 2
    assert (tmp_path / "mine.csv").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1
