from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landbridge.measurement import counting
from landbridge.measurement.counting import Axis, axis, codes, tally


def _axis(name: str, codes: list[int], size: int) -> Axis:
    return Axis(name, np.array(codes, np.int64), pl.Series([f"{name}{i}" for i in range(size)], dtype=pl.String))


def test_every_combination_that_occurs_is_counted_once() -> None:
    counted = tally([_axis("a", [0, 1, 0, 0, -1], 2), _axis("b", [2, 0, 2, -1, 1], 3)], np.array([1.5, 2, 3, 9, 9]))
    assert counted.to_dict(as_series=False) == {
        "a": ["a0", "a1"],
        "b": ["b2", "b0"],
        "units": [2, 1],
        "value": [4.5, 2.0],
    }


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 2)), max_size=50))
def test_few_and_many_possible_combinations_are_counted_alike(rows: list[tuple[int, int]]) -> None:
    axes = [_axis("a", [a for a, _ in rows], 4), _axis("b", [b for _, b in rows], 3)]
    value = np.arange(len(rows), dtype=np.float64)
    dense = tally(axes, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_DENSE", -1)
        wide = [*axes, Axis("c", np.zeros(len(rows), np.int64), pl.Series(["c"] * 100))]
        sparse = tally(wide, value)
    assert sparse.drop("c").equals(dense)
    assert dense["units"].sum() == sum(a >= 0 and b >= 0 for a, b in rows)


def test_an_empty_value_of_an_enum_is_not_counted() -> None:
    column = pl.Series("line", ["b", None, "a", "b"], dtype=pl.Enum(["a", "b", "c"]))
    assert codes(column).tolist() == [1, -1, 0, 1]
    assert tally([axis("line", column)]).rows() == [("a", 1), ("b", 2)]
