"""Add: published figures go into a case when nothing is wrong with them, all of them or none."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from landbridge.cases import shipped
from landbridge.exchange.facts.changes import Change, find_changes
from landbridge.exchange.facts.incoming import TABLE, Blanks, Incoming, read_incoming
from landbridge.exchange.facts.keeping import columns_kept, keep
from landbridge.network.rules import check
from landbridge.tables.case import Case, read_case
from landbridge.tables.datapackage import FILE as DATAPACKAGE
from landbridge.tables.datapackage import write_datapackage
from landbridge.tables.finding import Finding
from landbridge.tables.listing import in_order, not_said
from landbridge.tables.raw import Inspection
from landbridge.tables.sources import find_sources

_NEEDED = ("", TABLE, "places", "sites")
# Lines of incoming rows are told from lines of those that are there by lying beyond any of these.
_BEYOND = 2**40


class ShippedCase(Exception):
    """The case is part of the installed program and is not changed in place."""


@dataclass(frozen=True)
class Addition:
    """What came of it.

    Parameters
    ----------
    path
        The file that keeps the facts.
    written
        Whether it was changed: there was something new, and no error.
    changes
        What each row was, in the order of the file; empty where there is an error.
    findings
        What was found, in order; with an error among them nothing was written.
    as_of
        The case's own.
    """

    path: Path
    written: bool
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    as_of: date

    @property
    def after_as_of(self) -> int:
        """How many of the new rows were published after the case's ``as_of`` and so calibrate nothing."""
        return sum(
            change.kind != "unchanged" and change.published_on is not None and change.published_on > self.as_of
            for change in self.changes
        )


def add(folder: Path, file: Path, blanks: Blanks | None = None) -> Addition:
    """Add the facts of a file to a case.

    Parameters
    ----------
    folder
        The case's folder.
    file
        A CSV, XLSX or Parquet file with columns of the table facts.
    blanks
        What stands in for blank cells.

    Raises
    ------
    ShippedCase
        If the case is one that the program ships.
    """
    if any(folder.resolve() == case.resolve() for case in shipped().values()):
        raise ShippedCase(str(folder))
    case = read_case(folder)
    path = _kept(folder)
    in_the_way = [f for f in case.findings if f.severity == "error" and f.table in _NEEDED]
    if in_the_way:
        return Addition(path, False, (), tuple(in_the_way), case.settings.as_of)
    inspection = Inspection(TABLE, file.name)
    if path.suffix.lower() == ".xlsx":
        inspection.note("facts_in_workbook", kept=path.name)
        return Addition(path, False, (), in_order(inspection.found), case.settings.as_of)
    incoming = read_incoming(file, case, blanks or Blanks(), inspection)
    if incoming is None:
        return Addition(path, False, (), in_order(inspection.found), case.settings.as_of)
    changes = find_changes(case[TABLE], incoming.typed, inspection)
    new = _new(case[TABLE], incoming)
    _note_absent_columns(new, path, inspection)
    findings = in_order([*inspection.found, *not_said(_meaning(case, new.typed, file.name), inspection.found)])
    if any(found.severity == "error" for found in findings):
        return Addition(path, False, (), findings, case.settings.as_of)
    if new.typed.height:
        _keep(case, path, new)
    return Addition(path, new.typed.height > 0, tuple(changes), findings, case.settings.as_of)


def _kept(folder: Path) -> Path:
    """The file that keeps the case's facts, or would."""
    source = find_sources(folder)[0].get(TABLE) if folder.is_dir() else None
    return source.path if source else folder / f"{TABLE}.csv"


def _new(present: pl.DataFrame, incoming: Incoming) -> Incoming:
    """The incoming rows whose fact and day are not there yet."""
    key = ["fact", "published_on"]
    numbered = incoming.typed.with_row_index("_at")
    fresh = numbered.unique(key, keep="first").join(present, on=key, how="anti", nulls_equal=True).sort("_at")
    return Incoming(fresh.drop("_at"), incoming.written[fresh["_at"]])


def _note_absent_columns(new: Incoming, path: Path, inspection: Inspection) -> None:
    for column in set(new.written.columns) - set(columns_kept(path)):
        rows = new.typed.select("_row", new.written[column]).drop_nulls(column)
        inspection.note_rows("fact_column_absent", rows, column, kept=path.name)


def _meaning(case: Case, new: pl.DataFrame, name: str) -> list[Finding]:
    """What the rules of meaning find with the new rows that they did not find without."""
    after = pl.concat([case[TABLE], new.with_columns(pl.col("_row") + _BEYOND)])
    before = dataclasses.replace(case, findings=(), cap=None)
    candidate = dataclasses.replace(before, tables={**case.tables, TABLE: after})
    known = set(check(before))
    return [_placed(found, name) for found in check(candidate) if found not in known]


def _placed(found: Finding, name: str) -> Finding:
    if found.table != TABLE or found.line is None or found.line < _BEYOND:
        return found
    return dataclasses.replace(found, line=found.line - _BEYOND, file=name)


def _keep(case: Case, path: Path, new: Incoming) -> None:
    absent = not path.exists()
    keep(path, new.written, pl.concat([case[TABLE], new.typed]).drop("_row"))
    if absent and (case.folder / DATAPACKAGE).exists():
        write_datapackage(case.folder)
