"""The two engines, and how their records are compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import polars.selectors as cs
import pytest
from polars.testing import assert_frame_equal

from landbridge.documents.document import Network, Plan, Record, declared
from landbridge.simulation.simulate import simulate
from tests.oracle.oracle import run

Engine = Callable[[Network, Plan, int], Record]

each_engine = pytest.mark.parametrize("engine", [pytest.param(run, id="oracle"), pytest.param(simulate, id="kernel")])


def assert_same(actual: Record, expected: Record) -> None:
    """Every table equal to the bit; an Enum's unused categories do not matter."""
    for table in declared("record"):
        texts = cs.by_dtype(pl.Enum).cast(pl.String)
        actual_rows, expected_rows = actual[table].with_columns(texts), expected[table].with_columns(texts)
        try:
            assert_frame_equal(actual_rows, expected_rows, check_exact=True)
        except AssertionError as error:
            raise AssertionError(f"table {table}: {error}\n{_first_difference(actual_rows, expected_rows)}") from None


def _first_difference(actual: pl.DataFrame, expected: pl.DataFrame) -> str:
    for i, (a, e) in enumerate(zip(actual.iter_rows(named=True), expected.iter_rows(named=True), strict=False)):
        if a != e:
            return f"row {i}: {a}\nexpected {e}"
    return f"{actual.height} rows, expected {expected.height}"


def rows(record: Record, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """The columns of a table, row by row."""
    return record[table].select(columns).rows()
