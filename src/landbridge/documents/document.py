"""A document: a bundle of declared tables that writes itself to, and reads itself from, a folder."""

from __future__ import annotations

import csv
import functools
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Self

import polars as pl

_DTYPES: Mapping[str, pl.DataType] = MappingProxyType(
    {
        "String": pl.String(),
        "Boolean": pl.Boolean(),
        "Float64": pl.Float64(),
        "Int64": pl.Int64(),
        "Int32": pl.Int32(),
        "Int16": pl.Int16(),
        "Date": pl.Date(),
        "List(String)": pl.List(pl.String()),
    }
)

# a reader of a few rows unpacks their pages, and of their group every value that is named once for all its rows; much
# smaller pages and groups pack worse and are read no faster
_PAGE_BYTES = 65_536
_GROUP_ROWS = 131_072


@functools.cache
def declared(document: str) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """The declared columns of every table of a document.

    Returns
    -------
    Mapping from table name to its columns; each column has the keys ``column``, ``type``, ``unit``,
    ``description_en`` and ``description_zh``.
    """
    folder = resources.files("landbridge.documents") / "declared" / document
    tables = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".csv"):
            rows = csv.DictReader(entry.read_text(encoding="utf-8").splitlines())
            tables[entry.name.removesuffix(".csv")] = tuple(MappingProxyType(row) for row in rows)
    return MappingProxyType(tables)


def conform(document: str, table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with exactly the declared columns, in order and with their types.

    Raises
    ------
    polars.exceptions.PolarsError
        If a declared column is missing or holds a value that does not fit: a fault of the program, not of a case.
    """
    return frame.select(_cast(frame, column) for column in declared(document)[table])


def _cast(frame: pl.DataFrame, column: Mapping[str, str]) -> pl.Expr:
    name, kind = column["column"], column["type"]
    if kind != "Enum" or name not in frame.columns:
        if kind.startswith("Int") and name in frame.columns and frame.schema[name].is_float():
            _refuse_fractions(frame.get_column(name))
        return pl.col(name).cast(_DTYPES.get(kind, pl.String()))
    if isinstance(frame.schema[name], pl.Enum):
        return pl.col(name)
    values = frame.get_column(name).cast(pl.String).drop_nulls().unique().sort()
    return pl.col(name).cast(pl.String).cast(pl.Enum(values))


def _refuse_fractions(values: pl.Series) -> None:
    # a cast would cut them off in silence
    if (values != values.floor()).any():
        raise pl.exceptions.InvalidOperationError(f"{values.name} is declared a whole number and holds fractions")


def empty(document: str, table: str) -> pl.DataFrame:
    """The table with its declared columns and no rows."""
    columns = declared(document)[table]
    return pl.DataFrame(
        schema={c["column"]: pl.Enum([]) if c["type"] == "Enum" else _DTYPES[c["type"]] for c in columns}
    )


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """Write a table as every document does."""
    frame.write_parquet(
        path, compression="zstd", compression_level=1, data_page_size=_PAGE_BYTES, row_group_size=_GROUP_ROWS
    )


@dataclass(frozen=True)
class Document:
    """An immutable bundle of declared tables and a few settings.

    Parameters
    ----------
    tables
        One polars frame per declared table, exactly the declared columns; build it with :meth:`of`.
    settings
        Plain values (text, whole numbers, lists of them, None) that hold for the whole document.
    """

    kind: ClassVar[str]
    tables: Mapping[str, pl.DataFrame]
    settings: Mapping[str, Any]

    @classmethod
    def of(cls, tables: Mapping[str, pl.DataFrame], settings: Mapping[str, Any] | None = None) -> Self:
        """Build the document; tables that are not given are empty, unknown ones are an error."""
        unknown = sorted(set(tables) - set(declared(cls.kind)))
        if unknown:
            raise KeyError(f"{cls.kind} declares no table {', '.join(unknown)}")
        frames = {
            name: conform(cls.kind, name, tables[name]) if name in tables else empty(cls.kind, name)
            for name in declared(cls.kind)
        }
        return cls(MappingProxyType(frames), MappingProxyType(dict(settings or {})))

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    def write(self, folder: Path) -> None:
        """Write every table as ``<table>.parquet`` and the settings as ``settings.json`` into the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in self.tables.items():
            write_table(frame, folder / f"{name}.parquet")
        (folder / "settings.json").write_text(
            json.dumps(dict(self.settings), ensure_ascii=False) + "\n", encoding="utf-8"
        )

    @classmethod
    def read(cls, folder: Path, only: Collection[str] | None = None) -> Self:
        """Read the document back; equal to what was written. Tables that are not among `only` stay empty."""
        tables = {
            name: pl.read_parquet(folder / f"{name}.parquet") if only is None or name in only else empty(cls.kind, name)
            for name in declared(cls.kind)
        }
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        return cls(MappingProxyType(tables), MappingProxyType(settings))


class Network(Document):
    """What the case means: stocks and activities, with every time in ms since the case's start."""

    kind = "network"


class Plan(Document):
    """What is to be built, where it flows and which stock is kept."""

    kind = "plan"


class Record(Document):
    """What happened, unit by unit."""

    kind = "record"


class Measures(Document):
    """The figures."""

    kind = "measures"
