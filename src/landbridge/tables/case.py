"""A case: a folder of tables, read, typed and checked against what is declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from landbridge.tables.catalogue import CAP, finding, findings
from landbridge.tables.constraints import check_key, check_references, check_sources
from landbridge.tables.declaration import Table, declared_tables
from landbridge.tables.finding import Finding
from landbridge.tables.listing import in_order
from landbridge.tables.raw import Inspection
from landbridge.tables.settings import CaseSettings, Defaults, read_settings
from landbridge.tables.sources import Source, find_sources
from landbridge.tables.typed import conform


@dataclass(frozen=True)
class Case:
    """The tables of a case.

    Parameters
    ----------
    folder
        Where it was read from.
    settings
        What case.toml says; neutral where it is at fault.
    tables
        Every declared table, typed, with all declared columns and ``_row``; empty where the case has none.
    findings
        What is wrong against the declarations; the rules about meaning are :func:`landbridge.network.rules.check`.
    files
        The file (or sheet) each table was read from.
    cap
        How many findings of one rule in one column are written out; None: all.
    """

    folder: Path
    settings: CaseSettings
    tables: Mapping[str, pl.DataFrame]
    findings: tuple[Finding, ...]
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cap: int | None = CAP

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    def report(
        self, code: str, table: str, rows: pl.DataFrame, column: str = "", among: pl.Series | None = None, **words: Any
    ) -> list[Finding]:
        """Findings about rows of a table, capped.

        Parameters
        ----------
        code
            A code of the catalogue.
        table, column
            Where the fault is.
        rows
            The rows at fault: ``_row``, the column at fault and whatever else the catalogue's text names.
        among
            The names the values should have been one of.
        words
            What else the text names, the same for every row.
        """
        if not rows.height:
            return []
        file = self.files.get(table, table)
        return findings(
            code,
            rows,
            table=table,
            file=file,
            column=column,
            cap=self.cap,
            among=among,
            **words,
        )


def read_case(folder: Path, cap: int | None = CAP) -> Case:
    """Read a case and check it against the declarations.

    Parameters
    ----------
    folder
        Holds case.toml and the tables: ``<table>.csv``, ``.parquet`` or ``.xlsx``, or the sheets of case.xlsx.
    cap
        How many findings of one rule in one column to write out before counting the rest; None: all.

    Returns
    -------
    Case
        Whatever is wrong is among its findings; nothing about the data raises.
    """
    if not folder.is_dir():
        settings, _ = read_settings(folder)
        empty = {name: table.empty() for name, table in declared_tables().items()}
        lost = finding("missing_folder", value=str(folder))
        return Case(folder, settings, MappingProxyType(empty), (lost,), cap=cap)
    settings, found = read_settings(folder)
    try:
        sources, faults = find_sources(folder)
    except OSError as fault:
        sources, faults = {}, [finding("unreadable_file", file=str(folder), why=fault.strerror or str(fault))]
    found += faults
    frames, unknown = {}, set()
    files = {name: source.name for name, source in sources.items()}
    inspections = {name: Inspection(name, files.get(name, name), cap) for name in declared_tables()}
    for name, table in declared_tables().items():
        frame = _read_table(sources.get(name), table, settings.defaults, inspections[name])
        if frame is None and (name in sources or table.required):
            unknown.add(name)
        frames[name] = table.empty() if frame is None else frame
    for name, table in declared_tables().items():
        check_key(frames[name], table, inspections[name])
        check_references(frames[name], table, frames, unknown, inspections[name])
        check_sources(frames[name], inspections[name])
        found += inspections[name].found
    return Case(folder, settings, MappingProxyType(frames), in_order(found), MappingProxyType(files), cap)


def _read_table(source: Source | None, table: Table, defaults: Defaults, inspection: Inspection) -> pl.DataFrame | None:
    if source is None:
        if table.required:
            inspection.note("missing_table")
        return None
    raw = source.read(inspection)
    if raw is None:
        return None
    frame = conform(raw, table, defaults, inspection)
    if table.required and not frame.height:
        inspection.note("no_rows")
    return frame
