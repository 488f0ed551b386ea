"""A table as it stands in its file: every cell text, nothing judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import polars as pl

from landbridge.tables.catalogue import CAP, finding, findings
from landbridge.tables.cells import clean
from landbridge.tables.finding import Finding


class Inspection:
    """Collects what is found in one file; each rule's findings in a column are capped."""

    def __init__(self, table: str, file: str, cap: int | None = CAP) -> None:
        self.table, self.file, self.cap = table, file, cap
        self.found: list[Finding] = []

    def note(self, code: str, line: int | None = None, column: str = "", value: str = "", **words: Any) -> None:
        """Add one finding."""
        self.found.append(
            finding(code, table=self.table, file=self.file, line=line, column=column, value=value, **words)
        )

    def note_rows(self, code: str, rows: pl.DataFrame, column: str = "", **words: Any) -> None:
        """Add a finding for every row; ``rows`` hold ``_row``, the column and what the text names."""
        if rows.height:
            self.found += findings(
                code,
                rows,
                table=self.table,
                file=self.file,
                column=column,
                cap=self.cap,
                **words,
            )


@dataclass
class Raw:
    """The cells of a table as text.

    Parameters
    ----------
    cells
        The columns by name, each String, cleaned, null where blank. The typing empties it column by column, so that
        no cell is held twice.
    rows
        Int64, the line (row of the sheet) of each row.
    """

    cells: dict[str, pl.Series]
    rows: pl.Series


def name_columns(names: list[str], columns: list[pl.Series], rows: pl.Series, inspection: Inspection) -> Raw:
    """Put names on columns of text; columns without name and cells, and rows without cells, are left out."""
    cells: dict[str, pl.Series] = {}
    for number, (name, column) in enumerate(zip(names, columns, strict=True), 1):
        text = clean(column)
        name = name.strip().lstrip("\ufeff")
        if not name:
            if text.null_count() < len(text):
                inspection.note("unnamed_column", number=number)
        elif name in cells:
            inspection.note("duplicate_column", column=name)
        else:
            cells[name] = text
    if any(series.null_count() == 0 for series in cells.values()) or not cells:
        return Raw(cells, rows)
    frame = pl.DataFrame(list(cells.values()), schema=list(cells))
    blank = frame.select(pl.all_horizontal(pl.all().is_null())).to_series()
    if not blank.any():
        return Raw(cells, rows)
    return Raw({name: series.filter(~blank) for name, series in cells.items()}, rows.filter(~blank))


class Unreadable(Exception):
    """A file that its reader cannot make sense of; becomes a finding, never reaches the caller."""


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever a file reader raises, a panic of its compiled part included, into :class:`Unreadable`."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError, Unreadable):
        raise
    except BaseException as fault:
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        words = str(fault).strip().splitlines()
        raise Unreadable(words[0] if words else type(fault).__name__) from fault
