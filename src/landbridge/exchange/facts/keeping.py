"""Keeping: new rows written after those that are there, which stay as they are, byte for byte in a CSV file."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

import numpy as np
import polars as pl

from landbridge.tables.csv_encoding import UTF_16, encoding_of
from landbridge.tables.declaration import declared_tables
from landbridge.tables.raw import Inspection, Raw
from landbridge.tables.settings import Defaults
from landbridge.tables.sources import Source
from landbridge.tables.typed import conform
from landbridge.tables.whole_file import whole_file

TABLE = "facts"


class NotKept(Exception):
    """What was written did not read back as what was meant: a fault of the program; nothing was changed."""


def columns_kept(path: Path) -> list[str]:
    """The columns of the file that keeps the facts; of one that is not there, all that are declared."""
    if not path.exists():
        return [column.name for column in declared_tables()[TABLE].columns]
    return Source(TABLE, path).columns()


def keep(path: Path, rows: pl.DataFrame, expected: pl.DataFrame) -> None:
    """Write rows after those of a CSV or Parquet file; a file that is not there is made.

    Parameters
    ----------
    rows
        The new rows as text.
    expected
        What the file must read back as, typed, without ``_row``.

    Raises
    ------
    NotKept
        If it does not.
    """
    with whole_file(path) as partial:
        if path.suffix.lower() == ".parquet":
            _longer(path, rows).write_parquet(partial, compression="zstd")
        else:
            partial.write_bytes(_extended(path, rows))
        if not _typed(Source(TABLE, partial)).equals(expected):
            raise NotKept(str(path))


def _typed(source: Source) -> pl.DataFrame:
    raw = source.read(Inspection(TABLE, source.name))
    table = declared_tables()[TABLE]
    return conform(raw or Raw({}, pl.Series([], dtype=pl.Int64)), table, Defaults(), Inspection(TABLE, "")).drop("_row")


def _extended(path: Path, rows: pl.DataFrame) -> bytes:
    """The bytes of a CSV file and those of the rows, in its columns, encoding and line ends."""
    if not path.exists():
        names = columns_kept(path)
        return _lines([names, *_cells(rows, names)], "\n").encode()
    data = path.read_bytes()
    encoding = encoding_of(np.frombuffer(data, np.uint8)).name or "utf-8"
    text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    if encoding == UTF_16:
        encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    ends = re.search(r"\r\n|\n|\r", text)
    newline = ends[0] if ends else "\n"
    gap = "" if text.endswith(("\n", "\r")) else newline
    return data + (gap + _lines(_cells(rows, _header(text)), newline)).encode(encoding)


def _header(text: str) -> list[str]:
    records = csv.reader(io.StringIO(text, newline=""))
    return next(([name.strip() for name in record] for record in records if any(map(str.strip, record))), [])


def _cells(rows: pl.DataFrame, names: list[str]) -> list[list[str]]:
    known = {name: rows[name].fill_null("").to_list() for name in names if name in rows.columns}
    return [[known[name][at] if name in known else "" for name in names] for at in range(rows.height)]


def _lines(records: list[list[str]], newline: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=newline).writerows(records)
    return text.getvalue()


def _longer(path: Path, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a Parquet file and the new ones, in its columns and their types."""
    frame = pl.read_parquet(path, glob=False)
    nothing = pl.lit(None, pl.String)
    cells = {name: pl.col(name) if name in rows.columns else nothing for name in frame.columns}
    more = rows.select(_as(cell, frame.schema[name]).alias(name) for name, cell in cells.items())
    return pl.concat([frame, more])


def _as(text: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if isinstance(kind, pl.List):
        return text.str.split(";").cast(kind)
    return text.str.to_date() if kind == pl.Date else text.cast(kind)
