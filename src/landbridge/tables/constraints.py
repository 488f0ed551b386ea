"""What rows owe each other: keys, references between tables, sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from landbridge.tables.cells import spell
from landbridge.tables.declaration import Column, Table
from landbridge.tables.raw import Inspection

_OF_THE_WORLD = ("published", "derived", "estimate", "recalled")


def check_key(frame: pl.DataFrame, table: Table, inspection: Inspection) -> None:
    """Find rows whose key another row has already; a blank in the key equals a blank.

    Findings
    --------
    duplicate_key
    """
    key = list(table.key)
    required = [column.name for column in table.columns if column.key and column.required]
    if not key or frame.height < 2:
        return
    keys = frame.select(key)
    # hashes first: equal keys have equal hashes, and a table without duplicates, the usual case, is done
    if keys.hash_rows().n_unique() == frame.height:
        return
    named = frame.select(*key, "_row").drop_nulls(required)
    first = pl.col("_row").first().over(key)
    repeated = named.with_columns(first=first).filter(pl.col("_row") != pl.col("first"))
    if not repeated.height:
        return
    kinds = {column.name: column.kind for column in table.columns}
    cells = repeated if inspection.cap is None else repeated.head(inspection.cap)
    values = [", ".join(spell(v, kinds[k]) for k, v in zip(key, row, strict=True)) for row in cells.select(key).rows()]
    rest = pl.Series([""]).new_from_index(0, repeated.height - cells.height)
    rows = pl.DataFrame({"_row": repeated["_row"], "first": repeated["first"]})
    rows = rows.with_columns(pl.concat([pl.Series(values, dtype=pl.String), rest]).alias(", ".join(key)))
    inspection.note_rows("duplicate_key", rows, ", ".join(key))


def check_references(
    frame: pl.DataFrame,
    table: Table,
    frames: Mapping[str, pl.DataFrame],
    unknown: Collection[str],
    inspection: Inspection,
) -> None:
    """Find names that are not in the table they refer to, in lists too.

    Parameters
    ----------
    frame, table
        The typed rows and their declaration.
    frames
        Every typed table.
    unknown
        Tables that could not be read, or are missing though required: what they hold is not known, and they have
        findings of their own.
    inspection
        Where findings go.

    Findings
    --------
    dangling_reference
    """
    for column in table.columns:
        if column.references and column.references[0] not in unknown:
            _check_reference(frame, column, column.references, frames, inspection)


def _check_reference(
    frame: pl.DataFrame,
    column: Column,
    references: tuple[str, str],
    frames: Mapping[str, pl.DataFrame],
    inspection: Inspection,
) -> None:
    target, names_column = references
    names = frames[target][names_column].drop_nulls().unique()
    cells = frame[column.name]
    used = (cells.explode() if column.kind == "references" else cells).drop_nulls().unique()
    dangling = used.filter(~used.is_in(names.implode()))
    if dangling.is_empty():
        return
    rows = frame.select("_row", column.name)
    if column.kind == "references":
        rows = rows.explode(column.name)
    rows = rows.filter(pl.col(column.name).is_in(dangling.implode()))
    inspection.note_rows("dangling_reference", rows, column.name, among=names.sort(), target=f"{target}.{names_column}")


def check_sources(frame: pl.DataFrame, inspection: Inspection) -> None:
    """Find rows taken from the world that name no source.

    Findings
    --------
    missing_source
    """
    if not {"source", "confidence"} <= set(frame.columns):
        return
    unsourced = pl.col("confidence").is_in(_OF_THE_WORLD) & pl.col("source").is_null()
    rows = frame.filter(unsourced)
    if rows.height:
        inspection.note_rows("missing_source", rows.select("_row", "source", "confidence"), "source")
