"""The measures as one workbook, a sheet a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.exchange.about import About
from landbridge.exchange.readme import README, fit, write_readme

ROWS_OF_A_SHEET = 1_048_576
_WIDEST = 48


def write_workbook(measures: Measures, path: Path, about: About) -> None:
    """Write the measures as an XLSX workbook, the first sheet of which explains the others.

    Notes
    -----
    Text stays text: what begins like a formula or an address is never made one. A number that is not known is a grey
    blank cell. A table longer than a sheet is cut, and the first sheet says so.
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
            "missing": book.add_format({"bg_color": "#D9D9D9"}),
        }
        cut = {name: frame.height for name, frame in measures.tables.items() if frame.height >= ROWS_OF_A_SHEET}
        write_readme(book.add_worksheet(README), about, cut, ROWS_OF_A_SHEET - 1, formats)
        for name, frame in measures.tables.items():
            _write_table(book.add_worksheet(name), frame, declared(Measures.kind)[name], formats)


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
            _write_numbers(sheet, place, values, column, formats)
        else:
            _write_texts(sheet, place, values.cast(pl.String))


def _write_numbers(
    sheet: Any, place: int, values: pl.Series, column: Mapping[str, str], formats: Mapping[str, Any]
) -> None:
    kind = "whole" if values.dtype.is_integer() else "percent" if column["unit"] == "percent" else "number"
    sheet.set_column(place, place, max(12, len(values.name) + 3), formats[kind])
    for row, value in enumerate(values.to_list(), start=1):
        if value is None:
            sheet.write_blank(row, place, None, formats["missing"])
        else:
            sheet.write_number(row, place, value)


def _write_texts(sheet: Any, place: int, values: pl.Series) -> None:
    longest = values.str.len_chars().max()
    width = max(longest if isinstance(longest, int) else 0, len(values.name) + 3)
    sheet.set_column(place, place, min(width, _WIDEST))
    for row, value in enumerate(values.to_list(), start=1):
        if value is not None:
            sheet.write_string(row, place, fit(value))
