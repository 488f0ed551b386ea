"""Lists of findings: in order, and written to a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path

import polars as pl

from landbridge.tables.declaration import declared_tables
from landbridge.tables.finding import SEVERITIES, Finding
from landbridge.tables.formulas import guard
from landbridge.tables.whole_file import whole_file


def not_said(found: Iterable[Finding], said: Iterable[Finding]) -> list[Finding]:
    """Those that do not call a cell blank of which it is said already that it could not be read."""
    cells = {(one.table, one.line, one.column) for one in said if one.column}
    return [one for one in found if one.value or (one.table, one.line, one.column) not in cells]


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by severity, table as declared, line, column and code; those of a whole file first.

    A finding that counts the rest of a capped rule follows the findings it counts.
    """
    tables = {table: i for i, table in enumerate(declared_tables(), 1)}
    unique = dict.fromkeys(found)

    def place(item: Finding) -> tuple[int, int, str, int, str, str]:
        line = 2**62 if item.count > 1 else item.line or 0
        return SEVERITIES.index(item.severity), tables.get(item.table, 0), item.file, line, item.column, item.code

    return tuple(sorted(unique, key=place))


def write_findings(found: Iterable[Finding], path: Path) -> None:
    """Write the findings to a CSV file, or to JSON where the path ends in ``.json``.

    Parameters
    ----------
    found
        The findings; for the full list, read the case with ``cap=None``.
    path
        Where to write; the CSV has a byte order mark, so that spreadsheets show Chinese.
    """
    rows = [asdict(item) for item in found]
    with whole_file(path) as partial:
        if path.suffix.lower() == ".json":
            partial.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            return
        schema = {field.name: pl.Int64 if field.name in ("line", "count") else pl.String for field in fields(Finding)}
        frame = pl.DataFrame(rows, schema=schema, orient="row")
        text = frame.with_columns(guard(pl.col(pl.String))).write_csv()
        partial.write_text(text, encoding="utf-8-sig", newline="")


def count(found: Iterable[Finding]) -> dict[str, int]:
    """How many faults the findings stand for, by severity.

    Examples
    --------
    >>> count([])
    {'error': 0, 'warning': 0, 'notice': 0}
    """
    number: Counter[str] = Counter()
    for item in found:
        number[item.severity] += item.count
    return {severity: number[severity] for severity in SEVERITIES}
