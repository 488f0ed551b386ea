"""The measures as a workbook and as CSV files."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.runs import workbook
from landbridge.runs.workbook import write_csv, write_workbook

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def measures() -> Measures:
    stocks = {
        "month": ["2024-01", "2024-02"],
        "state": ["on_hand", "on_hand"],
        "item": [FORMULA, "http://example.com"],
        "location": ["郑州", None],
        "units": [1234567, None],
    }
    return Measures.of({"stocks": pl.DataFrame(stocks)})


def test_every_table_is_a_sheet_and_reads_back(measures: Measures, tmp_path: Path) -> None:
    path = tmp_path / "measures.xlsx"
    write_workbook(measures, path, [("Landbridge", "a case")])
    book = fastexcel.read_excel(path)
    assert book.sheet_names == ["readme", *declared("measures")]
    frame = book.load_sheet("stocks").to_polars()
    assert frame["item"].to_list() == [FORMULA, "http://example.com"]
    assert frame["location"].to_list() == ["郑州", None]
    assert frame["units"].to_list() == [1234567, None]


def test_text_that_begins_like_a_formula_stays_text(measures: Measures, tmp_path: Path) -> None:
    path = tmp_path / "measures.xlsx"
    write_workbook(measures, path, [("Landbridge", "=1+1")])
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 1 + len(declared("measures"))
    assert not any(re.search(r"<f[ >]", sheet) for sheet in sheets)


def test_headers_are_frozen_and_numbers_formatted(measures: Measures, tmp_path: Path) -> None:
    path = tmp_path / "measures.xlsx"
    write_workbook(measures, path, [("Landbridge", "a case")])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(f"xl/worksheets/sheet{2 + list(declared('measures')).index('stocks')}.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert 'formatCode="#,##0"' in styles
    assert re.search(r'<c r="E2" s="[1-9]\d*"><v>1234567</v>', sheet)


def test_the_first_sheet_explains_every_column(measures: Measures, tmp_path: Path) -> None:
    path = tmp_path / "measures.xlsx"
    write_workbook(measures, path, [("Landbridge", "a case")])
    text = set(
        fastexcel.read_excel(path).load_sheet("readme", header_row=None).to_polars().to_series(1).drop_nulls().to_list()
    )
    assert text >= {column["column"] for columns in declared("measures").values() for column in columns}


def test_a_table_longer_than_a_sheet_is_cut_and_that_is_said(
    measures: Measures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "ROWS_OF_A_SHEET", 2)
    write_workbook(measures, tmp_path / "measures.xlsx", [("Landbridge", "a case")])
    book = fastexcel.read_excel(tmp_path / "measures.xlsx")
    assert book.load_sheet("stocks").to_polars().height == 1
    readme = book.load_sheet("readme", header_row=None).to_polars()
    assert "cut after 1 of 2 rows" in " ".join(readme.to_series(3).drop_nulls().to_list())


def test_csv_files_hold_the_same(measures: Measures, tmp_path: Path) -> None:
    write_csv(measures, tmp_path / "csv")
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(declared("measures"))
    stocks = pl.read_csv(tmp_path / "csv" / "stocks.csv", schema=measures["stocks"].schema)
    assert stocks.equals(measures["stocks"])
