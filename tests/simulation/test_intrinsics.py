"""Blocks of parts against the same in numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from landbridge.simulation.compiled import compiled
from landbridge.simulation.intrinsics import come_in_row, fetch, lowest_bit, negative_in_block, subtract_block
from landbridge.simulation.layout import BLOCK, INBOUND

Array = np.ndarray[Any, Any]


@compiled
def _subtract(values: Array, start: int, amounts: Array, row: int) -> int:
    # a row that is not there may be asked for too
    fetch(values, start)
    fetch(values, 2**40)
    return subtract_block(values, start, amounts, row)  # type: ignore[no-any-return]


@compiled
def _negative(values: Array, start: int) -> int:
    return negative_in_block(values, start)  # type: ignore[no-any-return]


@compiled
def _lowest(bits: np.uint32) -> int:
    return lowest_bit(bits)  # type: ignore[no-any-return]


@compiled
def _come(values: Array, start: int, latest: int) -> int:
    return come_in_row(values, start, latest)  # type: ignore[no-any-return]


@given(values=arrays.arrays(np.int64, 2 * INBOUND), latest=st.integers(-(2**63), 2**63 - 1))
def test_what_has_come_is_named(values: Array, latest: int) -> None:
    values[-1] = latest
    come = sum(1 << j for j in range(INBOUND) if values[INBOUND + j] <= latest)
    assert _come(values, INBOUND, latest) == come


@pytest.mark.parametrize("kind", [np.int16, np.int32])
@given(data=st.data())
def test_a_block_is_subtracted_and_its_negative_values_named(kind: type, data: st.DataObject) -> None:
    reach = np.iinfo(kind).max // 2
    numbers = st.integers(-reach, reach)
    values, amounts = (data.draw(arrays.arrays(kind, 3 * BLOCK, elements=numbers)) for _ in range(2))
    expected = values.copy()
    expected[BLOCK : 2 * BLOCK] -= amounts[:BLOCK]
    below = sum(1 << j for j in range(BLOCK) if expected[BLOCK + j] < 0)
    assert _subtract(values, BLOCK, amounts, 0) == below
    assert (values == expected).all()
    assert _negative(values, BLOCK) == below


@pytest.mark.parametrize("bit", range(32))
def test_the_lowest_bit_is_found(bit: int) -> None:
    assert _lowest(np.uint32(1 << bit | 1 << 31)) == bit
