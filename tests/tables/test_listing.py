"""Lists of findings, in order and in files."""

from __future__ import annotations

import csv
import errno
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from landbridge.network.rules import check
from landbridge.tables.case import read_case
from landbridge.tables.listing import count, in_order, write_findings
from tests.tables.small_case import write_small


def _found(folder: Path, cap: int | None = 20) -> list:  # type: ignore[type-arg]
    rows = "lane,position,latitude,longitude\n" + "".join(f"port-market,{i},x,9\n" for i in range(1, 31))
    changes = {"waypoints": ("", rows), "items": ("870380", "8703.80"), "bills": ("seat,steel", "seat,stel")}
    write_small(folder, changes)
    return check(read_case(folder, cap))


def test_errors_come_first_then_tables_and_lines(tmp_path: Path) -> None:
    found = _found(tmp_path)
    assert [item.severity for item in found] == sorted(
        (item.severity for item in found), key=["error", "warning"].index
    )
    waypoints = [item for item in found if item.table == "waypoints"]
    assert [item.line for item in waypoints] == [*range(2, 22), None]
    assert in_order([*found, *reversed(found)]) == tuple(found)
    assert [item.table for item in found[:1]] == ["bills"]


def test_the_count_includes_what_a_cap_leaves_out(tmp_path: Path) -> None:
    assert count(_found(tmp_path)) == count(_found(tmp_path, None))
    assert sum(item.count for item in _found(tmp_path) if item.code == "wrong_type") == 30


def test_the_full_list_as_csv_and_json(tmp_path: Path) -> None:
    found = _found(tmp_path / "case", None)
    write_findings(found, tmp_path / "found.csv")
    write_findings(found, tmp_path / "found.json")
    expected = [asdict(item) for item in found]
    assert json.loads((tmp_path / "found.json").read_text(encoding="utf-8")) == expected
    with (tmp_path / "found.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == [{name: "" if v is None else str(v) for name, v in row.items()} for row in expected]


def test_a_value_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    found = check(read_case(write_small(tmp_path / "case", {"bills": ("seat,steel", "seat,=1+1")})))
    write_findings(found, tmp_path / "found.csv")
    with (tmp_path / "found.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "'=1+1" in {row["value"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", ["found.csv", "found.json"])
def test_a_full_disk_leaves_no_file_and_no_empty_one(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        write_findings([], tmp_path / name)
    assert list(tmp_path.iterdir()) == []
