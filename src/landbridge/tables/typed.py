"""Text to typed columns, each cell judged by its column's declaration."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import polars as pl

from landbridge.tables.cells import read_cells
from landbridge.tables.declaration import Column, Table
from landbridge.tables.raw import Inspection, Raw
from landbridge.tables.settings import Defaults

# kind: (what a cell is not, how to write it), in English and Chinese
_FORMS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "integer": (
            "a whole number",
            "整数",
            "digits only, such as 1200: no thousands separators, units or decimals",
            "纯数字，如 1200：不带千分位、单位或小数",
        ),
        "number": (
            "a number",
            "数字",
            "a number such as 3.5: a point for decimals, no thousands separators, units or percent signs",
            "数字，如 3.5：小数点用英文句点，不带千分位、单位或百分号",
        ),
        "boolean": ("yes or no", "yes 或 no", "yes or no", " yes 或 no"),
        "date": ("a date", "日期", "a date such as 2024-01-31", "日期，如 2024-01-31"),
        "month": (
            "a month",
            "月份",
            "a month such as 2024-01 (in a spreadsheet, format the column as text)",
            "月份，如 2024-01（在电子表格中请将该列设为文本格式）",
        ),
        "datetime": (
            "a date and time",
            "日期时间",
            "a date and time such as 2024-01-31 08:00",
            "日期时间，如 2024-01-31 08:00",
        ),
        "time": ("a time of day", "时刻", "a time such as 08:30, up to 24:00", "时刻，如 08:30，最大 24:00"),
        "weekdays": (
            "days of the week",
            "星期",
            "English short names such as Mon-Fri or Mon;Thu",
            "英文缩写，如 Mon-Fri 或 Mon;Thu",
        ),
        "references": ("a list of names", "名称列表", "names with ; between them", "以分号 ; 分隔的名称"),
    }
)
PROVENANCE = ("source", "confidence", "derived_from", "note")


def conform(raw: Raw, table: Table, defaults: Defaults, inspection: Inspection) -> pl.DataFrame:
    """The table with every declared column, typed, and ``_row``.

    Parameters
    ----------
    raw
        The cells; emptied column by column.
    table
        What they should be.
    defaults
        The case's provenance for rows that leave it blank.
    inspection
        Where findings go.

    Returns
    -------
    polars.DataFrame
        A cell that cannot be read, or breaks a rule of its column, is reported; the first kind is null.

    Findings
    --------
    unknown_column, missing_column, wrong_type, integer_overflow, missing_value, missing_confidence, out_of_range,
    unknown_choice, unusable_name.
    """
    names = pl.Series([column.name for column in table.columns], dtype=pl.String)
    for name in raw.cells.keys() - set(names):
        inspection.note("unknown_column", column=name, value=name, among=names)
    if table.provenance:
        _fill_provenance(raw, defaults)
    columns = [_column(raw, column, inspection) for column in table.columns]
    return pl.DataFrame([*columns, raw.rows.alias("_row")])


def _fill_provenance(raw: Raw, defaults: Defaults) -> None:
    """Rows without confidence take the case's; its source only where they name none either."""
    if defaults.confidence is None:
        return
    nothing = pl.repeat(None, len(raw.rows), dtype=pl.String, eager=True)
    confidence = raw.cells.get("confidence", nothing)
    blank = confidence.is_null()
    raw.cells["confidence"] = confidence.fill_null(defaults.confidence)
    source = raw.cells.get("source", nothing)
    raw.cells["source"] = source.set(blank & source.is_null(), defaults.source)


def _column(raw: Raw, column: Column, inspection: Inspection) -> pl.Series:
    text = raw.cells.pop(column.name, None)
    if text is None:
        if column.required and not column.default:
            inspection.note("missing_column", column=column.name, **_meaning(column))
        return _with_default(pl.repeat(None, len(raw.rows), dtype=column.dtype, eager=True), column)
    values = read_cells(text, column.kind)
    _note_unreadable(text, values, column, raw.rows, inspection)
    if not column.default and column.required and text.null_count():
        _note_blank(text, column, raw.rows, inspection)
    if column.default and text.null_count():
        filled = _with_default(values, column)
        values = filled.zip_with(text.is_null(), values)
    _note_range(values, column, raw.rows, inspection)
    _note_choice(values, column, raw.rows, inspection)
    if column.key and column.kind == "text" and not column.references:
        _note_name(values.alias(column.name), raw.rows, inspection)
    return values.alias(column.name)


def _with_default(values: pl.Series, column: Column) -> pl.Series:
    if not column.default:
        return values.alias(column.name)
    default = read_cells(pl.Series([column.default]), column.kind)[0]
    return values.fill_null(default).alias(column.name)


def _meaning(column: Column) -> dict[str, Any]:
    return {"meaning_en": column.description_en, "meaning_zh": column.description_zh}


def _note_unreadable(
    text: pl.Series, values: pl.Series, column: Column, rows: pl.Series, inspection: Inspection
) -> None:
    if values.null_count() == text.null_count():
        return
    bad = values.is_null() & text.is_not_null()
    cells = pl.DataFrame({"_row": rows.filter(bad), column.name: text.filter(bad)})
    if column.kind == "integer":
        huge = pl.col(column.name).str.contains(r"^[+-]?\d{19,}(\.0+)?$")
        inspection.note_rows("integer_overflow", cells.filter(huge), column.name)
        cells = cells.filter(~huge)
    kind_en, kind_zh, form_en, form_zh = _FORMS[column.kind]
    inspection.note_rows(
        "wrong_type", cells, column.name, kind_en=kind_en, kind_zh=kind_zh, form_en=form_en, form_zh=form_zh
    )


def _note_blank(text: pl.Series, column: Column, rows: pl.Series, inspection: Inspection) -> None:
    blank = pl.DataFrame({"_row": rows.filter(text.is_null())})
    if column.name == "confidence":
        inspection.note_rows("missing_confidence", blank, column.name, choices=", ".join(column.choices))
    else:
        inspection.note_rows("missing_value", blank, column.name, **_meaning(column))


def _note_range(values: pl.Series, column: Column, rows: pl.Series, inspection: Inspection) -> None:
    low, high = column.minimum, column.maximum
    if low is None and high is None:
        return
    inside = values.is_between(-math.inf if low is None else low, math.inf if high is None else high)
    outside = ~inside
    if outside.any():
        ends = ["" if bound is None else f"{bound:,.12g}" for bound in (low, high)]
        text = f"{ends[0]} … {ends[1]}".strip()
        cells = pl.DataFrame({"_row": rows.filter(outside), column.name: values.filter(outside)})
        inspection.note_rows("out_of_range", cells, column.name, range=text, unit=f" {column.unit}".rstrip())


def _note_name(names: pl.Series, rows: pl.Series, inspection: Inspection) -> None:
    """Names stand in lists, separated by semicolons, and in the names of stocks, separated by bars."""
    unusable = names.str.contains(r"[;；|\r\n]")
    if unusable.any():
        cells = pl.DataFrame({"_row": rows.filter(unusable), names.name: names.filter(unusable)})
        inspection.note_rows("unusable_name", cells, names.name)


def _note_choice(values: pl.Series, column: Column, rows: pl.Series, inspection: Inspection) -> None:
    if not column.choices:
        return
    among = pl.Series(column.choices, dtype=pl.String)
    wrong = ~values.is_in(among.implode())
    if wrong.any():
        cells = pl.DataFrame({"_row": rows.filter(wrong), column.name: values.filter(wrong)})
        inspection.note_rows("unknown_choice", cells, column.name, among=among, choices=", ".join(column.choices))
