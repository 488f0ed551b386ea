"""Cells: what each kind accepts, and that what is spelt is read back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landbridge.tables.cells import clean, read_cells, spell
from landbridge.tables.declaration import DTYPES

_READ: dict[str, dict[str, Any]] = {
    "integer": {"12": 12, "-3": -3, "+5": 5, "4.00": 4, "9223372036854775807": 2**63 - 1},
    "number": {"3.5": 3.5, "1e3": 1000.0, "-.5": -0.5, "7": 7.0},
    "boolean": {"yes": True, "No": False, "TRUE": True, "否": False},
    "date": {"2024-01-05": date(2024, 1, 5), "2024/1/5": date(2024, 1, 5), "2024-01-05 00:00:00": date(2024, 1, 5)},
    "month": {"2024-01": date(2024, 1, 1), "2024/3": date(2024, 3, 1), "2024-02-01 00:00:00": date(2024, 2, 1)},
    "datetime": {
        "2024-01-05 08:30": datetime(2024, 1, 5, 8, 30),
        "2024-01-05T08:30:15": datetime(2024, 1, 5, 8, 30, 15),
        "2024/1/5": datetime(2024, 1, 5),
    },
    "time": {"8:30": 510, "24:00": 1440, "00:00:00": 0, "1899-12-31 08:30:00": 510},
    "weekdays": {"Mon-Fri": [1, 2, 3, 4, 5], "mon；Thu": [1, 4], "Sat-Mon": [1, 6, 7], "Sun": [7]},
    "references": {"a;b": ["a", "b"], "a ； b;": ["a", "b"], "a": ["a"]},
    "text": {"郑州": "郑州"},
    "choice": {"x": "x"},
}
_REFUSED = {
    "integer": ["1,000", "3.5", "1e3", "9223372036854775808", "１２", "12 kg", "0x10"],
    "number": ["nan", "inf", "1,5", "5%", "1e400", "--1"],
    "boolean": ["maybe", "2", "y n"],
    "date": ["2024-02-30", "5/1/2024", "20240105", "24-01-05", "2024-01-05 08:00", "9999-01-01", "0024-01-01"],
    "month": ["Jan-24", "2024-13", "2024-01-02", "2024", "202401"],
    "datetime": ["tomorrow", "2024-01-05 25:00", "08:00"],
    "time": ["24:01", "8.30", "8:75", "noon"],
    "weekdays": ["Monday", "Mon;", "Mon-", "1-5", ";"],
    "references": [";", " ； ; "],
}


@pytest.mark.parametrize("kind", sorted(DTYPES))
def test_every_kind_is_read(kind: str) -> None:
    cells = read_cells(pl.Series([*_READ[kind], None]), kind)
    assert cells.dtype == DTYPES[kind]
    assert cells.to_list() == [*_READ[kind].values(), None]


@pytest.mark.parametrize("kind", sorted(_REFUSED))
def test_what_cannot_be_meant_is_null(kind: str) -> None:
    assert read_cells(pl.Series(_REFUSED[kind]), kind).to_list() == [None] * len(_REFUSED[kind])


@pytest.mark.parametrize("kind", sorted(DTYPES))
def test_columns_without_cells_keep_their_type(kind: str) -> None:
    for cells in ([], [None, None]):
        read = read_cells(pl.Series(cells, dtype=pl.String), kind)
        assert read.dtype == DTYPES[kind]
        assert read.null_count() == len(cells)


_DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
_VALUES = st.one_of(
    st.tuples(st.just("integer"), st.integers(-(2**63), 2**63 - 1)),
    st.tuples(st.just("boolean"), st.booleans()),
    st.tuples(st.just("date"), _DAYS),
    st.tuples(st.just("month"), _DAYS.map(lambda day: day.replace(day=1))),
    st.tuples(
        st.just("datetime"),
        st.tuples(_DAYS, st.integers(0, 1439)).map(
            lambda at: datetime(at[0].year, at[0].month, at[0].day, at[1] // 60, at[1] % 60)
        ),
    ),
    st.tuples(st.just("time"), st.integers(0, 1440)),
    st.tuples(st.just("weekdays"), st.sets(st.integers(1, 7), min_size=1).map(sorted)),
    st.tuples(st.just("references"), st.lists(st.text("ab-郑", min_size=1), min_size=1)),
)


@given(_VALUES)
def test_what_is_spelt_is_read_back(value: tuple[str, Any]) -> None:
    kind, cell = value
    assert read_cells(clean(pl.Series([spell(cell, kind)])), kind).to_list() == [cell]


@given(st.text(), st.sampled_from(sorted(DTYPES)))
def test_any_text_is_read_or_null(text: str, kind: str) -> None:
    assert len(read_cells(clean(pl.Series([text, "x"])), kind)) == 2
