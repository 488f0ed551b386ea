"""The measures as a workbook."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.exchange import workbook
from landbridge.exchange.about import About
from landbridge.exchange.readme import LONGEST
from landbridge.exchange.workbook import write_workbook
from tests.exchange.conftest import FORMULA, TEXTS

Parts = dict[str, str]


@pytest.fixture
def path(measures: Measures, about: About, tmp_path: Path) -> Path:
    write_workbook(measures, tmp_path / "measures.xlsx", about)
    return tmp_path / "measures.xlsx"


def parts(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def sheet_of(table: str) -> str:
    return f"xl/worksheets/sheet{2 + list(declared('measures')).index(table)}.xml"


def readme(path: Path) -> pl.DataFrame:
    return fastexcel.read_excel(path).load_sheet("readme", header_row=None).to_polars()


def test_every_table_is_a_sheet_and_reads_back(path: Path, measures: Measures) -> None:
    book = fastexcel.read_excel(path)
    assert book.sheet_names == ["readme", *declared("measures")]
    for table in ("stocks", "output", "published"):
        frame = book.load_sheet(table).to_polars()
        for column in frame.columns:
            wanted, found = measures[table][column].to_list(), frame[column].to_list()
            if measures[table][column].dtype.is_numeric():
                # a sheet keeps 16 digits of a number, and shows 15
                assert [v is None for v in found] == [v is None for v in wanted], column
                known = [v for v in wanted if v is not None]
                assert [v for v in found if v is not None] == pytest.approx(known, rel=1e-15, abs=0), column
            else:
                assert found == wanted, column


def test_text_that_begins_like_a_formula_stays_text(path: Path) -> None:
    sheets = [text for name, text in parts(path).items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 1 + len(declared("measures"))
    assert not any(re.search(r"<f[ >]", sheet) for sheet in sheets)
    assert fastexcel.read_excel(path).load_sheet("stocks").to_polars()["item"].to_list() == TEXTS


def test_headers_are_frozen_and_numbers_formatted(path: Path) -> None:
    sheet = parts(path)[sheet_of("stocks")]
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert 'formatCode="#,##0"' in parts(path)["xl/styles.xml"]
    assert re.search(r'<c r="E2" s="[1-9]\d*"><v>1234567</v>', sheet)


def test_a_missing_number_is_a_marked_blank_cell_and_zero_is_zero(path: Path) -> None:
    sheet, styles = parts(path)[sheet_of("output")], parts(path)["xl/styles.xml"]
    marked = re.search(r'<c r="I2" s="(\d+)"/>', sheet)
    assert marked, "the growth of the first row is not known"
    fills = re.findall(r"<fill>.*?</fill>", styles)
    cells = re.findall(r"<xf [^>]*>", re.search(r"<cellXfs.*?</cellXfs>", styles)[0])  # type: ignore[index]
    fill = re.search(r'fillId="(\d+)"', cells[int(marked[1])])
    assert fill
    assert "D9D9D9" in fills[int(fill[1])]
    assert re.search(r'<c r="F2" s="\d+"><v>0</v>', sheet)


def test_the_first_sheet_explains_every_column_with_bases_and_sources(path: Path) -> None:
    sheet = readme(path)
    columns = set(sheet.to_series(1).drop_nulls())
    assert columns >= {column["column"] for columns in declared("measures").values() for column in columns}
    lines = [[cell for cell in row if cell] for row in sheet.rows()]
    assert ["customs", "output", "1"] in lines
    assert ["association", "published", "1"] in lines
    assert ["F-1", "customs", FORMULA] in lines
    assert not any("not compared" in line for line in lines)
    assert ["seed · 种子", "7"] in lines


def test_a_table_longer_than_a_sheet_is_cut_and_that_is_said(
    measures: Measures, about: About, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "ROWS_OF_A_SHEET", 2)
    write_workbook(measures, tmp_path / "measures.xlsx", about)
    assert fastexcel.read_excel(tmp_path / "measures.xlsx").load_sheet("stocks").to_polars().height == 1
    notes = " ".join(readme(tmp_path / "measures.xlsx").to_series(3).drop_nulls())
    assert f"cut after 1 of {len(TEXTS)} rows" in notes


def test_a_text_longer_than_a_cell_says_that_it_goes_on(about: About, tmp_path: Path) -> None:
    row = {"month": ["2024-01"], "state": ["on_hand"], "item": ["x" * (LONGEST + 9)], "location": ["y"], "units": [1]}
    write_workbook(Measures.of({"stocks": pl.DataFrame(row)}), tmp_path / "long.xlsx", about)
    (text,) = fastexcel.read_excel(tmp_path / "long.xlsx").load_sheet("stocks").to_polars()["item"]
    assert text == "x" * (LONGEST - 1) + "…"
