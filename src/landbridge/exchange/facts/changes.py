"""Changes: what each incoming fact is to the facts that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import polars as pl

from landbridge.tables.cells import spell
from landbridge.tables.raw import Inspection

Kind = Literal["added", "revised", "repeated", "earlier", "unchanged"]
Row = Mapping[str, Any]
_VALUES = ("value", "value_low", "value_high")


@dataclass(frozen=True)
class Change:
    """One incoming row.

    Parameters
    ----------
    kind
        ``added``: a fact that was not there. ``revised``: another figure than the one published before it.
        ``repeated``: published again, the same. ``earlier``: published before all that is there. ``unchanged``: the
        row is there already.
    fact, published_on, figure
        What it says; the figure as text, a range with its ends.
    former
        Of a revision the figure published before it.
    """

    kind: Kind
    fact: str
    published_on: date | None
    figure: str
    former: str = ""


def find_changes(present: pl.DataFrame, incoming: pl.DataFrame, inspection: Inspection) -> list[Change]:
    """What each incoming row is, in their order; a row at fault is left out.

    Findings
    --------
    fact_conflict, undated_fact.
    """
    rows: dict[str, dict[date | None, Row]] = {}
    for row in present.drop("_row").iter_rows(named=True):
        rows.setdefault(row["fact"], {})[row["published_on"]] = row
    changes = []
    for row in incoming.iter_rows(named=True):
        line = row.pop("_row")
        if row["fact"] is None:
            continue
        there = rows.setdefault(row["fact"], {})
        if row["published_on"] in there:
            if _agrees(row, there[row["published_on"]], line, inspection):
                changes.append(_change("unchanged", row))
        elif row["published_on"] is None:
            inspection.note("undated_fact", line=line, column="published_on", fact=row["fact"])
        else:
            changes.append(_newcomer(row, there))
            there[row["published_on"]] = row
    return changes


def _agrees(row: Row, former: Row, line: int, inspection: Inspection) -> bool:
    other = next((column for column in row if row[column] != former[column]), None)
    if other is not None:
        inspection.note(
            "fact_conflict",
            line=line,
            column=other,
            value=spell(row[other]),
            before=spell(former[other]) or "-",
            fact=row["fact"],
            published=spell(row["published_on"]) or "-",
        )
    return other is None


def _newcomer(row: Row, there: Mapping[date | None, Row]) -> Change:
    if not there:
        return _change("added", row)
    before = [day for day in there if day is None or day < row["published_on"]]
    if not before:
        return _change("earlier", row)
    former = there[max(before, key=lambda day: day or date.min)]
    if all(row[column] == former[column] for column in _VALUES):
        return _change("repeated", row)
    return _change("revised", row, figure(former))


def _change(kind: Kind, row: Row, former: str = "") -> Change:
    return Change(kind, row["fact"], row["published_on"], figure(row), former)


def figure(row: Row) -> str:
    """The figure of a fact with its unit, as text; a range with its ends.

    Examples
    --------
    >>> figure({"value": 401000.0, "value_low": None, "value_high": None, "unit": "vehicles"})
    '401000 vehicles'
    >>> figure({"value": None, "value_low": 5.0, "value_high": None, "unit": "percent"})
    '≥ 5 percent'
    """
    low, high = row["value_low"], row["value_high"]
    if row["value"] is not None:
        text = spell(row["value"])
    elif low is not None and high is not None:
        text = f"{spell(low)} … {spell(high)}"
    else:
        text = f"≥ {spell(low)}" if low is not None else f"≤ {spell(high)}" if high is not None else "-"
    return f"{text} {row['unit'] or ''}".rstrip()
