"""XLSX workbooks: a sheet a table, every cell read as text with its row number."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl

from landbridge.tables.raw import Inspection, Raw, Unreadable, name_columns, reading


def open_workbook(path: Path) -> fastexcel.ExcelReader:
    """The workbook, to read its sheets from.

    Raises
    ------
    Unreadable
        If it is no workbook, or a broken one.
    """
    with reading():
        return fastexcel.read_excel(path)


def read_sheet(workbook: fastexcel.ExcelReader, sheet: str, inspection: Inspection) -> Raw | None:
    """The cells of a sheet; None, and a finding that says why, where it cannot be read.

    Findings
    --------
    unreadable_file, empty_file, and those of :func:`landbridge.tables.raw.name_columns`.
    """
    try:
        with reading():
            # skip_rows=0 keeps leading blank rows, so that positions are row numbers
            frame = workbook.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except Unreadable as fault:
        inspection.note("unreadable_file", why=str(fault))
        return None
    filled = frame.select(~pl.all_horizontal(pl.all().is_null())).to_series() if frame.width else None
    if filled is None or not filled.any():
        inspection.note("empty_file")
        return None
    header = filled.arg_max() or 0
    names = [cell or "" for cell in frame.row(header)]
    rows = pl.Series("_row", range(header + 2, frame.height + 1), pl.Int64)
    return name_columns(names, frame.slice(header + 1).get_columns(), rows, inspection)
