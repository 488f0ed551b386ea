"""The case to start from."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from landbridge.network.rules import check
from landbridge.tables.case import read_case
from landbridge.tables.new_case import copy_shipped, write_case


def test_it_has_no_fault(tmp_path: Path) -> None:
    written = write_case(tmp_path / "new" / "case", copy_shipped)
    assert all(path.is_file() for path in written)
    assert [item for item in check(read_case(tmp_path / "new" / "case")) if item.severity != "notice"] == []


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert write_case(tmp_path, copy_shipped)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    with pytest.raises(FileExistsError):
        write_case(tmp_path, copy_shipped)
    with pytest.raises(FileExistsError):
        write_case(tmp_path / "mine.csv", copy_shipped)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


@pytest.mark.parametrize("found", [True, False])
def test_a_full_disk_leaves_no_half_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: bool) -> None:
    def full(folder: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = tmp_path / "case"
    if found:
        folder.mkdir()
    monkeypatch.setattr("landbridge.tables.new_case.write_datapackage", full)
    with pytest.raises(OSError, match="No space"):
        write_case(folder, copy_shipped)
    assert [path.name for path in tmp_path.rglob("*")] == (["case"] if found else [])


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(errno.ENOSPC, "No space left on device")])
def test_whoever_fills_it_may_be_stopped(tmp_path: Path, fault: BaseException) -> None:
    def stopped(folder: Path) -> None:
        (folder / "places.csv").write_text("place\n")
        raise fault

    with pytest.raises(type(fault) if isinstance(fault, Exception) else KeyboardInterrupt):
        write_case(tmp_path / "case", stopped)
    assert list(tmp_path.iterdir()) == []


def test_another_shipped_case_is_copied_without_what_makes_it(tmp_path: Path) -> None:
    names = {path.name for path in write_case(tmp_path / "mine", lambda folder: copy_shipped(folder, "henan"))}
    assert {"case.toml", "facts.csv", "datapackage.json"} <= names
    assert all(path.is_file() and path.suffix != ".py" for path in (tmp_path / "mine").iterdir())
