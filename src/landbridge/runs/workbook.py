"""The measures as CSV files and as one workbook, a sheet a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from landbridge.documents import Measures
from landbridge.documents.document import declared

ROWS_OF_A_SHEET = 1_048_576
_README = "readme"


def write_csv(measures: Measures, folder: Path) -> None:
    """Write every table as ``<table>.csv`` in UTF-8 with the declared headers."""
    folder.mkdir()
    for name, frame in measures.tables.items():
        frame.write_csv(folder / f"{name}.csv")


def write_workbook(measures: Measures, path: Path, about: Sequence[tuple[str, str]]) -> None:
    """Write the measures as an XLSX workbook.

    Parameters
    ----------
    about
        What the first sheet says of the run: pairs of a label and a text.

    Notes
    -----
    Text stays text: what begins like a formula or an address is never made one. A table longer than a sheet is cut,
    and the first sheet says so.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(path, options) as book:
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "header": book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F6"}),
            "whole": book.add_format({"num_format": "#,##0"}),
            "number": book.add_format({"num_format": "#,##0.00"}),
            "percent": book.add_format({"num_format": "0.0"}),
        }
        _write_readme(book.add_worksheet(_README), measures, about, formats)
        for name, frame in measures.tables.items():
            _write_table(book.add_worksheet(name), frame, declared(Measures.kind)[name], formats)


def _write_readme(sheet: Any, measures: Measures, about: Sequence[tuple[str, str]], formats: Mapping[str, Any]) -> None:
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, 4, 70)
    for row, (label, text) in enumerate(about):
        sheet.write_string(row, 0, label, formats["title"] if row == 0 else None)
        sheet.write_string(row, 1, text, formats["title"] if row == 0 else None)
    row = len(about) + 1
    for place, header in enumerate(("table", "column", "unit", "description", "说明")):
        sheet.write_string(row, place, header, formats["header"])
    for name, columns in declared(Measures.kind).items():
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        if measures[name].height >= ROWS_OF_A_SHEET:
            note = f"cut after {ROWS_OF_A_SHEET - 1:,} of {measures[name].height:,} rows · 超出工作表行数，已截断"
            sheet.write_string(row, 3, note)
        for column in columns:
            row += 1
            for place, key in enumerate(("column", "unit", "description_en", "description_zh"), start=1):
                sheet.write_string(row, place, column[key])


def _write_table(
    sheet: Any, frame: pl.DataFrame, columns: Sequence[Mapping[str, str]], formats: Mapping[str, Any]
) -> None:
    shown = frame.head(ROWS_OF_A_SHEET - 1)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, shown.height, len(columns) - 1)
    for place, column in enumerate(columns):
        values = shown[column["column"]]
        sheet.write_string(0, place, column["column"], formats["header"])
        if values.dtype.is_numeric():
            kind = "whole" if values.dtype.is_integer() else "percent" if column["unit"] == "percent" else "number"
            sheet.set_column(place, place, max(12, len(column["column"]) + 3), formats[kind])
            write = sheet.write_number
        else:
            values = values.cast(pl.String)
            longest = values.str.len_chars().max()
            width = max(longest if isinstance(longest, int) else 0, len(column["column"]) + 3)
            sheet.set_column(place, place, min(width, 48))
            write = sheet.write_string
        for row, value in enumerate(values.to_list(), start=1):
            if value is not None:
                write(row, place, value)
