"""XLSX and Parquet give the same typed tables as CSV."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from landbridge.tables.case import Case, read_case
from landbridge.tables.declaration import declared_tables
from tests.tables.small_case import TABLES, write_small


def _same(first: Case, second: Case) -> None:
    for table in TABLES:
        assert first[table].drop("_row").equals(second[table].drop("_row")), table


def _as_workbook(folder: Path, tables: list[str], path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "hh:mm"})
        for table in tables:
            sheet = book.add_worksheet(table)
            rows = [line.split(",") for line in (folder / f"{table}.csv").read_text().splitlines()]
            kinds = {column.name: column.kind for column in declared_tables()[table].columns}
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    kind = kinds[rows[0][x]] if y else "text"
                    if not cell:
                        continue
                    if kind in ("integer", "number"):
                        sheet.write_number(y, x, float(cell))
                    elif kind in ("date", "month"):
                        value = dt.date.fromisoformat(cell if kind == "date" else f"{cell}-01")
                        sheet.write_datetime(y, x, dt.datetime.combine(value, dt.time()), day)
                    elif kind == "time":
                        sheet.write_datetime(y, x, dt.time.fromisoformat(cell), clock)
                    elif kind == "boolean":
                        sheet.write_boolean(y, x, cell == "yes")
                    else:
                        sheet.write_string(y, x, cell)
            (folder / f"{table}.csv").unlink()


def test_one_workbook_with_a_sheet_for_each_table(tmp_path: Path) -> None:
    plain = read_case(write_small(tmp_path / "plain"))
    folder = write_small(tmp_path / "book")
    _as_workbook(folder, list(TABLES), folder / "case.xlsx")
    case = read_case(folder)
    assert case.findings == ()
    assert case.files["lanes"] == "case.xlsx [lanes]"
    _same(plain, case)


def test_a_workbook_for_one_table(tmp_path: Path) -> None:
    plain = read_case(write_small(tmp_path / "plain"))
    folder = write_small(tmp_path / "book")
    _as_workbook(folder, ["timetables"], folder / "timetables.xlsx")
    case = read_case(folder)
    assert case.findings == ()
    _same(plain, case)


def test_rows_of_a_sheet_keep_their_numbers(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "bills.csv").unlink()
    with xlsxwriter.Workbook(folder / "bills.xlsx") as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(2, 1, ["item", "input", "quantity"])
        sheet.write_row(3, 1, ["car", "seat", 4])
        sheet.write_row(6, 1, ["seat", "steel", "many"])
    case = read_case(folder)
    assert case["bills"]["_row"].to_list() == [4, 7]
    assert [(item.code, item.file, item.line) for item in case.findings] == [("wrong_type", "bills.xlsx [Sheet1]", 7)]


def test_a_misspelt_sheet(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with xlsxwriter.Workbook(folder / "case.xlsx") as book:
        book.add_worksheet("replenishmnt")
        book.add_worksheet("How to read this")
    found = {item.code: item for item in read_case(folder).findings}
    assert set(found) == {"unknown_table", "ignored_file"}
    assert "Did you mean replenishment? " in found["unknown_table"].fix_en


@pytest.mark.parametrize("typed", [True, False])
def test_parquet_of_texts_and_of_types(typed: bool, tmp_path: Path) -> None:
    plain = read_case(write_small(tmp_path / "plain"))
    folder = write_small(tmp_path / "parquet")
    for table in TABLES:
        frame = plain[table].drop("_row") if typed else pl.read_csv(folder / f"{table}.csv", infer_schema=False)
        if typed:
            texts = [c.name for c in declared_tables()[table].columns if c.kind in ("time", "weekdays")]
            frame = frame.drop(texts).hstack(pl.read_csv(folder / f"{table}.csv", infer_schema=False).select(texts))
        (folder / f"{table}.csv").unlink()
        frame.write_parquet(folder / f"{table}.parquet")
    case = read_case(folder)
    assert case.findings == ()
    _same(plain, case)


def test_whole_numbers_that_parquet_keeps_as_floats(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    bills = pl.read_csv(folder / "bills.csv").with_columns(pl.col("quantity").cast(pl.Float64))
    (folder / "bills.csv").unlink()
    bills.write_parquet(folder / "bills.parquet")
    assert read_case(folder)["bills"]["quantity"].to_list() == [4, 5000]
