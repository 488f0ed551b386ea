"""Which file or sheet of a case's folder holds which table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from landbridge.tables.catalogue import finding
from landbridge.tables.csv_file import read_csv
from landbridge.tables.declaration import declared_tables
from landbridge.tables.finding import Finding
from landbridge.tables.nearest import nearest
from landbridge.tables.parquet_file import read_parquet
from landbridge.tables.raw import Inspection, Raw, Unreadable
from landbridge.tables.sheets import open_workbook, read_sheet

BOOK = "case"
_ENDINGS = (".csv", ".parquet", ".xlsx")


@dataclass(frozen=True)
class Source:
    """A file, or a sheet of a workbook, that holds a table; ``fault`` says why it cannot be opened."""

    table: str
    path: Path
    workbook: fastexcel.ExcelReader | None = None
    sheet: str = ""
    fault: str = ""

    @property
    def name(self) -> str:
        """How findings call it."""
        return f"{self.path.name} [{self.sheet}]" if self.sheet and self.sheet != self.path.stem else self.path.name

    def read(self, inspection: Inspection) -> Raw | None:
        """The cells, or None and a finding that says why not."""
        if self.fault:
            inspection.note("unreadable_file", why=self.fault)
            return None
        if self.workbook is not None:
            return read_sheet(self.workbook, self.sheet, inspection)
        if self.path.suffix.lower() == ".parquet":
            return read_parquet(self.path, inspection)
        return read_csv(self.path, inspection)

    def columns(self) -> list[str]:
        """The names of its columns, in order; none where it cannot be read."""
        raw = self.read(Inspection(self.table, self.name))
        return list(raw.cells) if raw else []


def find_sources(folder: Path) -> tuple[dict[str, Source], list[Finding]]:
    """The source of every table that the folder holds.

    Returns
    -------
    tuple
        Sources by table, in declared order, and the findings: unknown_table, ignored_file, table_twice,
        unreadable_file.
    """
    candidates: list[Source] = []
    found: list[Finding] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in _ENDINGS or path.name.startswith((".", "~")) or not path.is_file():
            continue
        if path.suffix.lower() == ".xlsx":
            sheets, faults = _sheets(path)
            candidates += sheets
            found += faults
        else:
            candidates.append(Source(path.stem, path))
    sources: dict[str, Source] = {}
    for table in declared_tables():
        named = [source for source in candidates if source.table == table]
        if named:
            sources[table] = named[0]
        if len(named) > 1:
            names = ", ".join(source.name for source in named)
            found.append(finding("table_twice", table=table, file=named[0].name, value=names))
    found += [_unknown(source) for source in candidates if source.table not in declared_tables()]
    return sources, found


def _sheets(path: Path) -> tuple[list[Source], list[Finding]]:
    """The sheets of a workbook: all of case.xlsx; of <table>.xlsx the sheet of that name, or the first."""
    try:
        workbook = open_workbook(path)
    except Unreadable as fault:
        if path.stem in declared_tables():
            return [Source(path.stem, path, fault=str(fault))], []
        return [], [finding("unreadable_file", file=path.name, why=str(fault))]
    names = list(workbook.sheet_names)
    if path.stem == BOOK:
        return [Source(name.strip(), path, workbook, name) for name in names], []
    if not names:
        return [Source(path.stem, path, fault="it has no sheets")], []
    sheet = path.stem if path.stem in names else names[0]
    return [Source(path.stem, path, workbook, sheet)], []


def _unknown(source: Source) -> Finding:
    tables = list(declared_tables())
    # a file of another name may lie in the folder; one that is a letter or two away was meant as a table
    code = "unknown_table" if nearest(source.table, tables, likeness=0.8) else "ignored_file"
    among = pl.Series(tables, dtype=pl.String)
    return finding(code, file=source.name, value=source.table, among=among)
