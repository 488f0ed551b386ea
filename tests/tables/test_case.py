"""A typed case: every declared column, defaults, provenance, caps; large tables."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from landbridge.tables.case import read_case
from landbridge.tables.declaration import declared_tables
from tests.tables.small_case import TABLES, write_small


def test_every_table_has_its_declared_columns_and_types(tmp_path: Path) -> None:
    case = read_case(write_small(tmp_path))
    for name, table in declared_tables().items():
        expected = {column.name: column.dtype for column in table.columns} | {"_row": pl.Int64()}
        assert dict(case[name].schema) == expected, name
    for name in ("sites", "lanes"):
        assert case[name]["_row"].to_list() == list(range(2, case[name].height + 2))


def test_values_are_what_was_written(tmp_path: Path) -> None:
    case = read_case(write_small(tmp_path))
    assert case["lines"]["valid_from"].to_list() == [None, date(2024, 2, 1), None]
    assert case["schedule"]["month"].to_list() == [date(2024, 1, 1), date(2024, 2, 1)]
    assert case["timetables"].row(0, named=True)["weekdays"] == [1, 4]
    assert case["timetables"]["departs"].to_list() == [480, 480]
    assert case["disruptions"]["starts"].to_list() == [datetime(2024, 1, 10, 8)]
    assert case["lanes"]["items"].to_list() == [["seat"], None, ["car"], None]
    assert case["items"]["tracked"].to_list() == [True, False, False]
    assert case["facts"]["derived_from"].to_list() == [None, ["F1"]]


def test_blank_cells_and_left_out_columns_take_the_default(tmp_path: Path) -> None:
    case = read_case(write_small(tmp_path, {"lanes": ("constant,30,,,10,car", ",30,,,,car")}))
    assert case.findings == ()
    assert case["lanes"].row(2, named=True)["transit_distribution"] == "constant"
    assert case["lanes"].row(2, named=True)["load_units"] == 1
    assert case["demand"]["unmet"].to_list() == ["backlog"] * 2
    assert case["terminals"]["load_units"].to_list() == [1]


def test_provenance_is_filled_only_where_a_row_gives_none(tmp_path: Path) -> None:
    rows = "item,input,quantity,source,confidence\ncar,seat,4,,\nseat,steel,5000,Handbook,\ncar,steel,1,,published\n"
    case = read_case(write_small(tmp_path, {"bills": ("", rows)}))
    assert case["bills"]["confidence"].to_list() == ["synthetic", "synthetic", "published"]
    assert case["bills"]["source"].to_list() == ["Made up", "Handbook", None]
    assert [(item.code, item.line) for item in case.findings] == [("missing_source", 4)]


def test_a_cap_counts_what_it_leaves_out(tmp_path: Path) -> None:
    rows = "lane,position,latitude,longitude\n" + "".join(f"port-market,{i},x,200\n" for i in range(1, 101))
    case = read_case(write_small(tmp_path, {"waypoints": ("", rows)}))
    assert [sum(f.count for f in case.findings if f.column == c) for c in ("latitude", "longitude")] == [100, 100]
    assert len(case.findings) == 42
    every = read_case(tmp_path, cap=None).findings
    assert len(every) == 200
    assert {item.line for item in every} == set(range(2, 102))


def test_numbers_past_the_integer_range_are_found_and_leave_the_rest(tmp_path: Path) -> None:
    big = "9" * 400
    case = read_case(write_small(tmp_path, {"schedule": ("2024-01,300", f"2024-01,{big}")}))
    (found,) = case.findings
    assert (found.code, found.line) == ("integer_overflow", 2)
    assert len(found.value) == 80
    assert case["schedule"]["quantity"].to_list() == [None, 300]


def test_references_to_a_table_that_cannot_be_read_are_not_counted_against_the_rows(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "items.csv").write_bytes(b"\xff\xff")
    assert [item.code for item in read_case(tmp_path).findings] == ["wrong_encoding"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_small(tmp_path)

    def refuse(path: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    found = read_case(tmp_path).findings
    refused = [item.table for item in found if item.code == "unreadable_file" and item.table]
    assert refused == [table for table in declared_tables() if table in TABLES]
    assert {item.message_en for item in found if item.table} == {"The file cannot be read: Permission denied"}


def test_a_folder_in_place_of_a_table_is_no_table(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "waypoints.csv").unlink()
    (tmp_path / "waypoints.csv").mkdir()
    assert read_case(tmp_path).findings == ()


def test_a_large_table_is_read_whole_and_its_faults_found(tmp_path: Path) -> None:
    rows = 300_000
    frame = pl.DataFrame({"lane": pl.repeat("port-market", rows, eager=True), "position": range(1, rows + 1)})
    frame = frame.with_columns(latitude=pl.col("position") % 90, longitude=pl.lit("10.5"))
    frame = frame.with_columns(lane=pl.when(pl.col("position") == rows).then(pl.lit("port-markt")).otherwise("lane"))
    write_small(tmp_path)
    frame.write_csv(tmp_path / "waypoints.csv")
    case = read_case(tmp_path)
    assert case["waypoints"].height == rows
    by_code = {item.code: item for item in case.findings if item.count == 1}
    assert by_code["dangling_reference"].line == rows + 1
    assert sum(item.count for item in case.findings if item.code == "out_of_range") == rows - 10_000
