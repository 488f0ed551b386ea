"""CSV files: UTF-8, UTF-16 or GBK text, every cell read as text with the line it stands in."""

from __future__ import annotations

import codecs
import csv
import mmap
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from landbridge.tables.csv_encoding import GBK, UTF_8, encoding_of
from landbridge.tables.csv_layout import Layout, lay_out
from landbridge.tables.raw import Inspection, Raw, Unreadable, name_columns, reading

Bytes = npt.NDArray[np.uint8]
_SEPARATORS = {";": ("semicolons", "分号"), "\t": ("tabs", "制表符"), "|": ("bars", "竖线")}


def read_csv(path: Path, inspection: Inspection) -> Raw | None:
    """The cells of a CSV file; None, and a finding that says why, where it cannot be read.

    Findings
    --------
    unreadable_file, empty_file, wrong_encoding, gbk_encoding, utf16_encoding, wrong_separator, broken_quotes,
    short_row, long_row, and those of :func:`landbridge.tables.raw.name_columns`.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
    except OSError as fault:
        inspection.note("unreadable_file", why=fault.strerror or str(fault))
        return None
    data = np.frombuffer(mapped, np.uint8)
    source: Path | bytes = path
    encoding = encoding_of(data)
    if encoding.name is None:
        inspection.note("wrong_encoding", line=encoding.line)
        return None
    if encoding.name != UTF_8:
        source = bytes(data).decode(encoding.name).encode()
        inspection.note("gbk_encoding" if encoding.name == GBK else "utf16_encoding")
        data = np.frombuffer(source, np.uint8)
    if not (data == 10).any() and (data == 13).any():
        # lines that end in a lone carriage return, as old spreadsheets on the Mac write them
        source = data.tobytes().replace(b"\r", b"\n")
        data = np.frombuffer(source, np.uint8)
    return _read_records(data, source, inspection)


def _read_records(data: Bytes, source: Path | bytes, inspection: Inspection) -> Raw | None:
    layout = lay_out(data)
    header = _header(data, layout)
    if header is None:
        inspection.note("empty_file")
        return None
    begins = int(layout.ends[header - 1]) if header else 0
    names = _split(data[begins : int(layout.ends[header])])
    if len(names) == 1:
        for separator, (english, chinese) in _SEPARATORS.items():
            if separator in names[0]:
                line = int(layout.lines[header])
                inspection.note("wrong_separator", line=line, separator=english, separator_zh=chinese)
                return None
    first, width = header + 1, len(names)
    before = int(layout.lines[first]) - 1 if first < layout.lines.size else None
    try:
        with reading():
            columns = _columns(source, width, before)
            if len(columns[0]) != layout.lines.size - first or not layout.closed:
                raise Unreadable("records")
    except Unreadable:
        inspection.note("broken_quotes", line=_broken_line(data))
        return None
    _note_ragged(layout, first, width, inspection)
    return name_columns(names, columns, pl.Series("_row", layout.lines[first:], pl.Int64), inspection)


def _header(data: Bytes, layout: Layout) -> int | None:
    """The first record that holds anything."""
    begins = 0
    for record in range(layout.ends.size):
        ends = int(layout.ends[record])
        if data[begins:ends].tobytes().lstrip(codecs.BOM_UTF8).strip(b', \t\r\n"'):
            return record
        begins = ends
    return None


def _split(record: Bytes) -> list[str]:
    text = record.tobytes().decode("utf-8-sig").rstrip("\r\n")
    try:
        return next(csv.reader([text]))
    except csv.Error:
        return text.split(",")


def _columns(source: Path | bytes, width: int, skipped: int | None) -> list[pl.Series]:
    schema = {f"column_{i}": pl.String() for i in range(1, width + 1)}
    if skipped is None:
        return pl.DataFrame(schema=schema).get_columns()
    frame = pl.read_csv(
        source,
        has_header=False,
        schema=schema,
        skip_lines=skipped,
        missing_columns="insert",
        extra_columns="ignore",
        glob=False,
    )
    return frame.get_columns()


def _note_ragged(layout: Layout, first: int, width: int, inspection: Inspection) -> None:
    cells = layout.cells[first:]
    if (cells == width).all():
        return
    lines = layout.lines[first:]
    for code, wrong in (("short_row", (cells < width) & (cells > 1)), ("long_row", cells > width)):
        rows = pl.DataFrame({"_row": lines[wrong], "cells": cells[wrong]})
        inspection.note_rows(code, rows, width=width)


def _broken_line(data: Bytes) -> int:
    """The line from which the quotation marks no longer match, as well as it can be told."""
    lines = data.tobytes().decode("utf-8-sig", errors="replace").splitlines(keepends=True)
    records = csv.reader(lines, strict=True)
    begins = 1
    try:
        for _ in records:
            begins = records.line_num + 1
    except csv.Error:
        return begins
    return next((i for i, line in enumerate(lines, 1) if line.count('"') % 2), 1)
