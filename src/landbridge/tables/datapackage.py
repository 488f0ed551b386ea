"""A case as a Frictionless Data Package: its files with their columns, keys, references and bounds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from landbridge.tables.declaration import Column, Table, declared_tables
from landbridge.tables.settings import read_settings
from landbridge.tables.sources import Source, find_sources

FILE = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {
    "text": "string",
    "choice": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "month": "yearmonth",
    # dates with times, times up to 24:00 and lists are text of a form that the schema's types do not have
    "datetime": "string",
    "time": "string",
    "weekdays": "string",
    "references": "string",
}
_DAY = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_PATTERNS = {
    "datetime": r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?",
    "time": r"([01]?\d|2[0-4]):[0-5]\d",
    "weekdays": rf"{_DAY}(-{_DAY})?(;{_DAY}(-{_DAY})?)*",
}


def describe(folder: Path) -> dict[str, Any]:
    """The Data Package descriptor of a case.

    Parameters
    ----------
    folder
        A case; files that cannot be read are left out.

    Returns
    -------
    dict
        Ready to be written as JSON; one resource for each table that is there.

    Notes
    -----
    A reference to a table with more rows to a name than one (such as the validity periods of a line) or from a list
    is no foreign key of the standard and is left to ``landbridge check``.

    Source
    ------
    Data Package, Data Resource and Table Schema, version 2.0 (datapackage.org).
    """
    settings, _ = read_settings(folder)
    sources = find_sources(folder)[0] if folder.is_dir() else {}
    # rows may leave blank what the case fills in
    filled = {"confidence"} if settings.defaults.confidence else set()
    return {
        "$schema": _PROFILE,
        "name": _slug(folder.resolve().name),
        "title": settings.title_en,
        "description": settings.title_zh,
        "resources": [
            _resource(source, declared_tables()[table], set(sources), filled) for table, source in sources.items()
        ],
    }


def write_datapackage(folder: Path) -> Path:
    """Write ``datapackage.json`` into the case's folder and return its path."""
    path = folder / FILE
    path.write_text(datapackage(folder), encoding="utf-8")
    return path


def datapackage(folder: Path) -> str:
    """The text of a case's ``datapackage.json``."""
    return json.dumps(describe(folder), ensure_ascii=False, indent=1) + "\n"


def _slug(name: str) -> str:
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in name.lower()).strip("-._")
    return kept or "case"


def _resource(source: Source, table: Table, present: set[str], filled: set[str]) -> dict[str, Any]:
    ending = source.path.suffix.lower().lstrip(".")
    resource: dict[str, Any] = {
        "name": table.name,
        "path": source.path.name,
        "type": "table",
        "title": table.title_en,
        "description": table.title_zh,
        "format": ending,
    }
    if ending == "csv":
        resource |= {"mediatype": "text/csv", "encoding": "utf-8"}
    if source.sheet:
        resource["dialect"] = {"sheet": source.sheet} if ending == "xlsx" else {}
    return resource | {"schema": _schema(source, table, present, filled)}


def _schema(source: Source, table: Table, present: set[str], filled: set[str]) -> dict[str, Any]:
    names = source.columns()
    declared = {column.name: column for column in table.columns}
    columns = [declared[name] for name in names if name in declared]
    fields = [_field(declared[n], n in filled) if n in declared else {"name": n, "type": "any"} for n in names]
    schema: dict[str, Any] = {"fields": fields}
    written = [column.name for column in columns]
    key = [name for name in table.key if name in written and table[name].required]
    if key and key == list(table.key):
        schema["primaryKey"] = key
    elif set(table.key) <= set(written):
        schema["uniqueKeys"] = [list(table.key)]
    foreign = [_foreign_key(column, table, present) for column in columns]
    if any(foreign):
        schema["foreignKeys"] = [entry for entry in foreign if entry]
    return schema


def _field(column: Column, filled: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required and not column.default and not filled:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.kind in _PATTERNS:
        constraints["pattern"] = _PATTERNS[column.kind]
    for name, bound in (("minimum", column.minimum), ("maximum", column.maximum)):
        if bound is not None:
            constraints[name] = int(bound) if column.kind == "integer" else bound
    described: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": f"{column.description_en} / {column.description_zh}",
    }
    if column.kind == "boolean":
        described |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if column.unit:
        described["unit"] = column.unit
    return described | ({"constraints": constraints} if constraints else {})


def _foreign_key(column: Column, table: Table, present: set[str]) -> dict[str, Any] | None:
    if column.references is None or column.kind == "references":
        return None
    target, name = column.references
    if target not in present or declared_tables()[target].key != (name,):
        return None
    resource = "" if target == table.name else target
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [name]}}
