"""What a table is: its declared columns. The declaration is the only list; everything else reads it."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

import polars as pl

_LIST = pl.List(pl.String())
DTYPES: Mapping[str, pl.DataType] = MappingProxyType(
    {
        "text": pl.String(),
        "choice": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "boolean": pl.Boolean(),
        "date": pl.Date(),
        "month": pl.Date(),
        "datetime": pl.Datetime("ms"),
        "time": pl.Int32(),
        "weekdays": pl.List(pl.Int8()),
        "references": _LIST,
    }
)


@dataclass(frozen=True)
class Column:
    """One declared column.

    Parameters
    ----------
    name
        Its name in the file.
    kind
        ``text``, ``choice``, ``integer``, ``number``, ``boolean``, ``date``, ``month``, ``datetime``, ``time``,
        ``weekdays`` or ``references``.
    key, required
        Whether it is part of the table's key; whether a row may leave it blank.
    unit, default
        As written; blank where there is none.
    references
        (table, column) whose values it takes, or None.
    choices
        The values it may take; empty: any.
    minimum, maximum
        Inclusive bounds, or None.
    description_en, description_zh
        What it says.
    """

    name: str
    kind: str
    key: bool
    required: bool
    unit: str
    default: str
    references: tuple[str, str] | None
    choices: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    description_en: str
    description_zh: str

    @property
    def dtype(self) -> pl.DataType:
        """The type of the column in a typed frame."""
        return DTYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """One declared table; ``columns`` include the provenance columns where it carries provenance."""

    name: str
    required: bool
    provenance: bool
    title_en: str
    title_zh: str
    columns: tuple[Column, ...]

    def __getitem__(self, column: str) -> Column:
        return next(c for c in self.columns if c.name == column)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together name a row."""
        return tuple(column.name for column in self.columns if column.key)

    def empty(self) -> pl.DataFrame:
        """The typed table without rows."""
        return pl.DataFrame(schema={c.name: c.dtype for c in self.columns} | {"_row": pl.Int64()})


@functools.cache
def declared_tables() -> Mapping[str, Table]:
    """Every table a case can have, in the order they are declared.

    Examples
    --------
    >>> declared_tables()["bills"].key
    ('item', 'input')
    >>> declared_tables()["lanes"]["origin"].references
    ('sites', 'site')
    """
    provenance = tuple(_columns("provenance.csv"))
    tables = {}
    for row in _rows("tables.csv"):
        carries = row["provenance"] == "yes"
        columns = tuple(_columns(f"declared/{row['table']}.csv")) + (provenance if carries else ())
        tables[row["table"]] = Table(
            row["table"], row["required"] == "yes", carries, row["title_en"], row["title_zh"], columns
        )
    return MappingProxyType(tables)


def _rows(path: str) -> list[dict[str, str]]:
    text = resources.files("landbridge.tables").joinpath(*path.split("/")).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _columns(path: str) -> list[Column]:
    columns = []
    for row in _rows(path):
        table, _, column = row["references"].partition(".")
        columns.append(
            Column(
                name=row["column"],
                kind=row["type"],
                key=row["key"] == "yes",
                required=row["required"] == "yes",
                unit=row["unit"],
                default=row["default"],
                references=(table, column) if table else None,
                choices=tuple(filter(None, row["choices"].split(";"))),
                minimum=float(row["minimum"]) if row["minimum"] else None,
                maximum=float(row["maximum"]) if row["maximum"] else None,
                description_en=row["description_en"],
                description_zh=row["description_zh"],
            )
        )
    return columns
