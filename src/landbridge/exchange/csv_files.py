"""The measures as CSV files, one a table."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
import polars.selectors as cs

from landbridge.documents import Measures
from landbridge.documents.document import conform, declared
from landbridge.exchange.about import About
from landbridge.tables.formulas import guard, unguard

DESCRIPTOR = "datapackage.json"
_TYPES = MappingProxyType({"Boolean": "boolean", "Float64": "number", "Date": "date", "String": "string"})


def write_csv(measures: Measures, folder: Path) -> None:
    """Write every table as ``<table>.csv`` in UTF-8 with the declared headers; a blank cell is a missing value.

    Text that begins like a formula is guarded (:mod:`landbridge.tables.formulas`).
    """
    folder.mkdir(exist_ok=True)
    for name, frame in measures.tables.items():
        frame.with_columns(cs.string().pipe(guard)).write_csv(folder / f"{name}.csv", quote_style="necessary")


def read_csv(folder: Path) -> Measures:
    """Read the measures back, equal to what was written.

    Raises
    ------
    FileNotFoundError
        If a table is not there.
    """
    tables = {}
    for name, columns in declared(Measures.kind).items():
        text = pl.read_csv(folder / f"{name}.csv", infer_schema=False)
        texts, dates = ([c["column"] for c in columns if c["type"] == kind] for kind in ("String", "Date"))
        typed = text.with_columns(unguard(pl.col(texts)), pl.col(dates).str.to_date())
        tables[name] = conform(Measures.kind, name, typed)
    return Measures.of(tables)


def write_descriptor(folder: Path, about: About) -> None:
    """Write what the files hold as a Frictionless Data Package: the columns with units, the run, bases and sources."""
    content = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "measures",
        "title": about.run["case"]["title_en"],
        "description": about.run["case"]["title_zh"],
        "run": about.run,
        "bases": about.bases.to_dicts(),
        "facts": about.sources.to_dicts(),
        "resources": [_resource(name, about) for name in declared(Measures.kind)],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")


def _resource(name: str, about: About) -> dict[str, Any]:
    title = about.titles[name]
    fields = [
        {
            "name": column["column"],
            "type": _TYPES.get(column["type"], "integer" if column["type"].startswith("Int") else "string"),
            "description": f"{column['description_en']} / {column['description_zh']}",
            **({"unit": column["unit"]} if column["unit"] else {}),
        }
        for column in declared(Measures.kind)[name]
    ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "title": f"{title['title_en']} / {title['title_zh']}",
        "description": f"{title['rule_en']} / {title['rule_zh']}",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields},
    }
