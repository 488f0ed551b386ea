"""The measures as one JSON file that explains itself: an object a table, its columns described (docs/exchange.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.exchange.about import About

KIND = "landbridge-measures"
VERSION = 1


def write_json(measures: Measures, path: Path, about: About) -> None:
    """Write the measures; a missing value is null."""
    content = {
        "kind": KIND,
        "version": VERSION,
        "run": about.run,
        "bases": about.bases.to_dicts(),
        "sources": about.sources.to_dicts(),
        "tables": {name: _table(name, measures[name], about.titles[name]) for name in declared(Measures.kind)},
    }
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False, default=str) + "\n", encoding="utf-8"
    )


def _table(name: str, frame: pl.DataFrame, title: Mapping[str, str]) -> dict[str, Any]:
    columns = [
        {
            "name": column["column"],
            "type": column["type"],
            "unit": column["unit"] or None,
            "description_en": column["description_en"],
            "description_zh": column["description_zh"],
        }
        for column in declared(Measures.kind)[name]
    ]
    words = {key: title[key] for key in ("title_en", "title_zh", "rule_en", "rule_zh")}
    return {**words, "columns": columns, "rows": frame.to_dicts()}


def read_json(path: Path) -> Measures:
    """Read the measures back, equal to what was written.

    Raises
    ------
    ValueError
        If the file is something else, or of a later version.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or content.get("kind") != KIND or content.get("version") != VERSION:
        raise ValueError(f"{path} holds no measures of version {VERSION}")
    tables = {}
    for name, columns in declared(Measures.kind).items():
        rows = content["tables"][name]["rows"]
        tables[name] = pl.DataFrame(
            {column["column"]: [row[column["column"]] for row in rows] for column in columns}, strict=False
        )
    return Measures.of(tables)
