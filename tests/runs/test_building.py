"""A run folder is complete or not there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from landbridge.runs import RunFolderExists, building

MARKER = "run.toml"


def fill(target: Path, text: str, replace: bool = False) -> None:
    with building(target, MARKER, replace) as folder:
        (folder / MARKER).write_text(text)


def test_the_folder_appears_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "run"
    with building(target, MARKER) as folder:
        (folder / MARKER).write_text("whole")
        assert not target.exists()
        assert folder.parent == target.parent
    assert (target / MARKER).read_text() == "whole"
    assert [path.name for path in target.parent.iterdir()] == ["run"]


@pytest.mark.parametrize("fault", [ValueError("x"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full"), SystemExit(1)])
def test_nothing_is_left_when_anything_stops_it(tmp_path: Path, fault: BaseException) -> None:
    with pytest.raises(type(fault)), building(tmp_path / "run", MARKER) as folder:
        (folder / "big.parquet").write_bytes(b"half")
        raise fault
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    fill(tmp_path / "run", "first")
    with pytest.raises(RunFolderExists):
        fill(tmp_path / "run", "second")
    assert (tmp_path / "run" / MARKER).read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_former_run_is_replaced_when_that_is_wanted(tmp_path: Path) -> None:
    fill(tmp_path / "run", "first")
    (tmp_path / "run" / "old").touch()
    fill(tmp_path / "run", "second", replace=True)
    assert (tmp_path / "run" / MARKER).read_text() == "second"
    assert not (tmp_path / "run" / "old").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_former_run_survives_a_run_that_fails(tmp_path: Path) -> None:
    fill(tmp_path / "run", "first")
    with pytest.raises(ValueError), building(tmp_path / "run", MARKER, replace=True):
        raise ValueError
    assert (tmp_path / "run" / MARKER).read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_what_no_run_made_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter").write_text("years of work")
    with pytest.raises(RunFolderExists):
        fill(tmp_path / "thesis", "x", replace=True)
    assert (tmp_path / "thesis" / "chapter").read_text() == "years of work"


def test_a_file_in_the_way_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file")
    with pytest.raises(RunFolderExists):
        fill(tmp_path / "run", "x", replace=True)
    assert (tmp_path / "run").read_text() == "a file"


def test_an_empty_folder_gives_way(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    fill(tmp_path / "run", "x")
    assert (tmp_path / "run" / MARKER).read_text() == "x"


def test_a_folder_filled_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(RunFolderExists), building(tmp_path / "run", MARKER) as folder:
        (folder / MARKER).write_text("late")
        fill(tmp_path / "run", "early")
    assert (tmp_path / "run" / MARKER).read_text() == "early"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
