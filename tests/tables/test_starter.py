"""The case to start from."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from landbridge.network.rules import check
from landbridge.tables.case import read_case
from landbridge.tables.starter import write_starter


def test_it_has_no_fault(tmp_path: Path) -> None:
    written = write_starter(tmp_path / "new" / "case")
    assert all(path.is_file() for path in written)
    assert [item for item in check(read_case(tmp_path / "new" / "case")) if item.severity != "notice"] == []


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert write_starter(tmp_path)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    with pytest.raises(FileExistsError):
        write_starter(tmp_path)
    with pytest.raises(FileExistsError):
        write_starter(tmp_path / "mine.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


@pytest.mark.parametrize("found", [True, False])
def test_a_full_disk_leaves_no_half_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: bool) -> None:
    def full(folder: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = tmp_path / "case"
    if found:
        folder.mkdir()
    monkeypatch.setattr("landbridge.tables.starter.write_datapackage", full)
    with pytest.raises(OSError, match="No space"):
        write_starter(folder)
    assert [path.name for path in tmp_path.rglob("*")] == (["case"] if found else [])
