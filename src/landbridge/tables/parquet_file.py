"""Parquet files: typed columns, taken back to text so that one set of rules judges every file."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from landbridge.tables.raw import Inspection, Raw, Unreadable, name_columns, reading


def read_parquet(path: Path, inspection: Inspection) -> Raw | None:
    """The cells of a Parquet file; None, and a finding that says why, where it cannot be read.

    Findings
    --------
    unreadable_file, unsupported_column, and those of :func:`landbridge.tables.raw.name_columns`.
    """
    try:
        with reading():
            frame = pl.read_parquet(path, glob=False)
    except Unreadable as fault:
        inspection.note("unreadable_file", why=str(fault))
        return None
    names, columns = [], []
    for column in frame.get_columns():
        try:
            with reading():
                columns.append(_text(column))
        except Unreadable:
            inspection.note("unsupported_column", column=column.name, kind=str(column.dtype))
            continue
        names.append(column.name)
    return name_columns(names, columns, pl.Series("_row", range(1, frame.height + 1), pl.Int64), inspection)


def _text(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.List):
        return column.cast(pl.List(pl.String)).list.join(";")
    if column.dtype.is_nested() or column.dtype in (pl.Binary, pl.Object):
        raise Unreadable(str(column.dtype))
    if column.dtype == pl.Float64 or column.dtype == pl.Float32:
        return column.fill_nan(None).cast(pl.String)
    return column.cast(pl.String)
