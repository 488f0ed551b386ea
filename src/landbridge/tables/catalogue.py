"""The catalogue of findings: every code with its severity and its words in both languages."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

import polars as pl

from landbridge.tables.cells import spell
from landbridge.tables.declaration import declared_tables
from landbridge.tables.finding import Finding
from landbridge.tables.nearest import nearest

CAP = 20
_LONGEST = 80
_MORE = "more"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Entry:
    """One code of the catalogue; the texts are templates over the words of a finding."""

    code: str
    severity: str
    message_en: str
    message_zh: str
    fix_en: str
    fix_zh: str


@functools.cache
def catalogue() -> Mapping[str, Entry]:
    """Every finding there is, by code, in the order of the catalogue."""
    text = resources.files("landbridge.tables").joinpath("catalogue.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["code"]: Entry(**row) for row in csv.DictReader(text.splitlines())})


def finding(
    code: str,
    *,
    table: str = "",
    file: str = "",
    line: int | None = None,
    column: str = "",
    value: str = "",
    among: pl.Series | None = None,
    **words: Any,
) -> Finding:
    """One finding in the catalogue's words.

    Parameters
    ----------
    code
        A code of the catalogue.
    table, file, line, column, value
        Where it is and what stands there.
    among
        The names the value should have been one of; the nearest becomes a hint in the fix.
    words
        What else the templates name.
    """
    entry = catalogue()[code]
    near = nearest(value, among.to_list()) if among is not None else None
    file, column = visible(file), visible(column)
    shown = visible(value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…")
    words = {name: visible(word) if isinstance(word, str) else word for name, word in words.items()}
    words = {**words, "table": table, "file": file, "column": column, "value": shown}
    english = words | {"hint": f"Did you mean {near}? " if near else ""}
    chinese = words | {"hint": f"是否应为 {near}？" if near else ""}
    return Finding(
        code,
        entry.severity,
        table,
        file,
        line,
        column,
        shown,
        entry.message_en.format_map(english),
        entry.message_zh.format_map(chinese),
        _begun(entry.fix_en.format_map(english), "Otherwise "),
        _begun(entry.fix_zh.format_map(chinese), "否则"),
    )


def visible(text: str) -> str:
    """The text with a picture for each control character, which a terminal would obey or swallow.

    Examples
    --------
    >>> visible("a\\x00b\\x1b[31m\\n")
    'a␀b␛[31m␊'
    """
    return text if text.isprintable() else _CONTROLS.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def _begun(fix: str, otherwise: str) -> str:
    """A fix that has no hint to begin with does not begin with "otherwise"."""
    rest = fix.removeprefix(otherwise)
    return rest[:1].upper() + rest[1:]


def findings(
    code: str,
    rows: pl.DataFrame,
    *,
    table: str,
    file: str,
    column: str = "",
    cap: int | None = CAP,
    among: pl.Series | None = None,
    **words: Any,
) -> list[Finding]:
    """One finding for each row, up to the cap; then one that counts the rest.

    Parameters
    ----------
    code
        A code of the catalogue.
    rows
        The rows at fault: ``_row`` (line in the file), the column at fault, and whatever the templates name.
    table, file, column
        Where the rows are.
    cap
        How many to write out; None: all.
    among
        The names the values should have been one of.
    words
        What else the templates name, the same for every row.

    Returns
    -------
    list of Finding
        At most ``cap + 1``.
    """
    # a rest of one is written out rather than counted
    most = rows.height if cap is None or rows.height <= cap + 1 else cap
    shown = rows.sort("_row", nulls_last=True).head(most)
    result = []
    for row in shown.iter_rows(named=True):
        spelt = {name: spell(value, _kind(table, name)) for name, value in row.items() if name != "_row"}
        value = spelt.get(column, "")
        places: dict[str, Any] = {"table": table, "file": file, "line": row["_row"], "column": column, "value": value}
        extra = {name: word for name, word in spelt.items() if name not in ("code", *places)}
        result.append(finding(code, **places, among=among, **(words | extra)))
    if rows.height > shown.height:
        result.append(_rest(code, rows.height, rows.height - shown.height, table, file, column))
    return result


def _kind(table: str, column: str) -> str:
    declared = declared_tables().get(table)
    return next((c.kind for c in declared.columns if c.name == column), "text") if declared else "text"


def _rest(code: str, total: int, rest: int, table: str, file: str, column: str) -> Finding:
    entry, words = catalogue()[_MORE], {"rest": f"{rest:,}", "total": f"{total:,}"}
    return Finding(
        code,
        catalogue()[code].severity,
        table,
        file,
        None,
        column,
        "",
        entry.message_en.format_map(words),
        entry.message_zh.format_map(words),
        entry.fix_en.format_map(words),
        entry.fix_zh.format_map(words),
        count=rest,
    )
