"""Incoming facts: the rows of a file, their blanks filled, judged as the rows of a case are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.cells import spell
from landbridge.tables.constraints import check_references, check_sources
from landbridge.tables.declaration import declared_tables
from landbridge.tables.raw import Inspection, Raw, Unreadable
from landbridge.tables.settings import Defaults
from landbridge.tables.sheets import open_workbook
from landbridge.tables.sources import Source
from landbridge.tables.typed import conform

TABLE = "facts"
ENDINGS = (".csv", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Blanks:
    """What stands in for the cells that a row leaves blank; None: they stay blank."""

    source: str | None = None
    basis: str | None = None
    published_on: date | None = None
    confidence: str | None = None

    def cells(self) -> dict[str, str]:
        """Column to text."""
        given = {name: getattr(self, name) for name in ("source", "basis", "published_on", "confidence")}
        return {name: spell(value) for name, value in given.items() if value is not None}


@dataclass(frozen=True)
class Incoming:
    """The rows of a file.

    Parameters
    ----------
    typed
        As the declaration types them, with ``_row``.
    written
        The same rows as they are to be written: dates in ISO form, everything else as it stood; the columns that the
        file has or that were filled.
    """

    typed: pl.DataFrame
    written: pl.DataFrame


def read_incoming(file: Path, case: Case, blanks: Blanks, inspection: Inspection) -> Incoming | None:
    """Read and judge a file; None, and a finding that says why, where it cannot be read.

    Findings
    --------
    Those of a case's table facts, but for its keys (:mod:`landbridge.exchange.facts.changes`).
    """
    raw = _source(file).read(inspection)
    if raw is None:
        return None
    _fill(raw, blanks)
    texts = pl.DataFrame(raw.cells)
    table = declared_tables()[TABLE]
    typed = conform(raw, table, Defaults(), inspection)
    everything = pl.concat([case[TABLE], typed])
    check_references(typed, table, {**case.tables, TABLE: everything}, (), inspection)
    check_sources(typed, inspection)
    dates = [c.name for c in table.columns if c.kind == "date" and c.name in texts.columns]
    known = [c.name for c in table.columns if c.name in texts.columns]
    written = texts.select(known).with_columns(typed[name].cast(pl.String) for name in dates)
    return Incoming(typed, written)


def _source(file: Path) -> Source:
    if file.suffix.lower() != ".xlsx":
        return Source(TABLE, file)
    try:
        workbook = open_workbook(file)
    except Unreadable as fault:
        return Source(TABLE, file, fault=str(fault))
    sheets = list(workbook.sheet_names)
    if not sheets:
        return Source(TABLE, file, fault="it has no sheets")
    return Source(TABLE, file, workbook, TABLE if TABLE in sheets else sheets[0])


def _fill(raw: Raw, blanks: Blanks) -> None:
    nothing = pl.repeat(None, len(raw.rows), dtype=pl.String, eager=True)
    for column, text in blanks.cells().items():
        raw.cells[column] = raw.cells.get(column, nothing).fill_null(text).alias(column)
