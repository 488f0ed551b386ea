"""Cells: text to typed values and back, a column at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import polars as pl

from landbridge.tables.declaration import DTYPES

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MINUTES_PER_DAY = 24 * 60
_BOOLEANS = MappingProxyType(
    {"yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}
)
_FIRST_DAY, _LAST_DAY = date(1800, 1, 1), date(2300, 1, 1)
_MIDNIGHT = r"[ T]00:00(:00(\.0+)?)?$"


def clean(text: pl.Series) -> pl.Series:
    """The cells without the white space around them; blank cells are null."""
    stripped = text.str.strip_chars()
    blank = stripped.str.len_bytes() == 0
    return stripped.set(blank, None) if blank.any() else stripped


def read_cells(text: pl.Series, kind: str) -> pl.Series:
    """The cells of a column as values of its kind; null where a cell is blank or cannot be read as one.

    Parameters
    ----------
    text
        Cleaned cells (see :func:`clean`).
    kind
        A declared kind, such as ``integer`` or ``month``.

    Examples
    --------
    >>> read_cells(pl.Series(["12", "3.0", "1,200", None]), "integer").to_list()
    [12, 3, None, None]
    >>> read_cells(pl.Series(["Mon-Wed;Sun", "Fri-Mon", "Monday?"]), "weekdays").to_list()
    [[1, 2, 3, 7], [1, 5, 6, 7], None]
    """
    return _READERS[kind](text)


def spell(value: Any, kind: str = "text") -> str:
    """The value as it would be written in a cell.

    Examples
    --------
    >>> spell(510, "time"), spell(date(2024, 1, 1), "month"), spell([1, 4], "weekdays"), spell(None), spell(2.5)
    ('08:30', '2024-01', 'Mon;Thu', '', '2.5')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, pl.Series):
        value = value.to_list()
    if isinstance(value, list):
        return ";".join(WEEKDAYS[v - 1] if kind == "weekdays" else str(v) for v in value)
    if kind == "time":
        return f"{value // 60:02d}:{value % 60:02d}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.strftime("%Y-%m") if kind == "month" else value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _retry(text: pl.Series, values: pl.Series, again: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Read those cells again, in another way, that could not be read; seldom needed, so it may be slow."""
    failed = (values.is_null() & text.is_not_null()).arg_true()
    if failed.is_empty():
        return values
    return values.scatter(failed, again(text.gather(failed)))


def _integer(text: pl.Series) -> pl.Series:
    return _retry(
        text,
        text.cast(pl.Int64, strict=False),
        lambda cells: cells.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False),
    )


def _number(text: pl.Series) -> pl.Series:
    values = text.cast(pl.Float64, strict=False)
    finite = values.is_finite()
    return values if finite.all() else values.set(~finite, None)


def _boolean(text: pl.Series) -> pl.Series:
    return text.str.to_lowercase().replace_strict(dict(_BOOLEANS), default=None, return_dtype=pl.Boolean)


def _in_range(days: pl.Series) -> pl.Series:
    strange = (days < _FIRST_DAY) | (days > _LAST_DAY)
    return days.set(strange, None) if strange.any() else days


def _day(text: pl.Series) -> pl.Series:
    days = text.str.to_date("%Y-%m-%d", strict=False)
    return _in_range(_retry(text, days, _loose_day))


def _loose_day(text: pl.Series) -> pl.Series:
    plain = text.str.replace(_MIDNIGHT, "").str.replace_all("/", "-", literal=True)
    return plain.set(~plain.str.contains(r"^\d{4}-\d{1,2}-\d{1,2}$"), None).str.to_date("%Y-%m-%d", strict=False)


def _month(text: pl.Series) -> pl.Series:
    months = (text + "-01").str.to_date("%Y-%m-%d", strict=False)
    return _in_range(_retry(text, months, _first_of_month))


def _first_of_month(text: pl.Series) -> pl.Series:
    days = _loose_day(text)
    days = days.set(days.dt.day() != 1, None)
    plain = text.str.replace("/", "-", literal=True).str.replace(r"^(\d{4})-(\d)$", "${1}-0${2}")
    return days.zip_with(days.is_not_null(), (plain + "-01").str.to_date("%Y-%m-%d", strict=False))


def _instant(text: pl.Series) -> pl.Series:
    plain = text.str.replace_all("/", "-", literal=True).str.replace("T", " ", literal=True)
    plain = plain.str.replace(r"(:\d{2}:\d{2})\.0+$", "$1")
    instants = plain.str.to_datetime("%Y-%m-%d %H:%M", time_unit="ms", strict=False)
    instants = _retry(plain, instants, lambda c: c.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="ms", strict=False))
    instants = _retry(plain, instants, lambda cells: _loose_day(cells).cast(pl.Datetime("ms")))
    strange = (instants.dt.date() < _FIRST_DAY) | (instants.dt.date() > _LAST_DAY)
    return instants.set(strange, None) if strange.any() else instants


def _minutes(text: pl.Series) -> pl.Series:
    # a sheet keeps a time as a day around 1900: 24:00 is midnight of the first day after its day 0
    plain = text.str.replace(r"^1899-12-3[01] ", "").str.replace(r"^1900-01-01 00:00:00$", "24:00")
    pattern = r"^(\d{1,2}):([0-5]\d)(?::00(?:\.0+)?)?$"
    hours = plain.str.extract(pattern, 1).cast(pl.Int32, strict=False)
    minutes = hours * 60 + plain.str.extract(pattern, 2).cast(pl.Int32, strict=False)
    return minutes.set(minutes > MINUTES_PER_DAY, None).cast(pl.Int32)


def _weekdays(text: pl.Series) -> pl.Series:
    known = {word: _days_of(word) for word in text.drop_nulls().unique().to_list()}
    return pl.Series(text.name, [known.get(word) for word in text.to_list()], dtype=pl.List(pl.Int8))


def _days_of(word: str) -> list[int] | None:
    names = {name.casefold(): i for i, name in enumerate(WEEKDAYS, 1)}
    days: set[int] = set()
    for part in word.casefold().replace("；", ";").split(";"):
        first, dash, last = (name.strip() for name in part.partition("-"))
        if first not in names or (dash and last not in names):
            return None
        start, end = names[first], names[last] if dash else names[first]
        days.update((start + i - 1) % 7 + 1 for i in range((end - start) % 7 + 1))
    return sorted(days)


def _references(text: pl.Series) -> pl.Series:
    plain = text.str.replace_all("；", ";", literal=True)
    parts = plain.str.replace_all(r"\s*;[\s;]*", ";").str.strip_chars(";")
    return parts.set(parts.str.len_bytes() == 0, None).str.split(";")


def _same(text: pl.Series) -> pl.Series:
    return text


_READERS: Mapping[str, Callable[[pl.Series], pl.Series]] = MappingProxyType(
    {
        "text": _same,
        "choice": _same,
        "integer": _integer,
        "number": _number,
        "boolean": _boolean,
        "date": _day,
        "month": _month,
        "datetime": _instant,
        "time": _minutes,
        "weekdays": _weekdays,
        "references": _references,
    }
)
assert set(_READERS) == set(DTYPES)
