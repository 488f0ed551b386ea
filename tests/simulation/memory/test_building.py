from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from landbridge.simulation.memory.building import level


def sequence(quantities: list[int]) -> list[int]:
    """The levelled sequence of so many units of each item."""
    written = np.empty(sum(quantities), np.uint16)
    level(np.array(quantities, np.int64), np.zeros(len(quantities), np.int64), written)
    return [int(item) for item in written]


def deviations(quantities: list[int]) -> NDArray[np.float64]:
    """Units built less the share due, (after every unit, item)."""
    built = np.cumsum(np.equal.outer(sequence(quantities), np.arange(len(quantities))), axis=0)
    total = sum(quantities)
    return built - np.outer(np.arange(1, total + 1), quantities) / total


@pytest.mark.parametrize(
    ("quantities", "expected"),
    [
        ([], []),
        ([3], [0, 0, 0]),
        ([0, 2], [1, 1]),
        ([2, 2], [0, 1, 0, 1]),
        ([1, 3], [1, 0, 1, 1]),
        # scores of unit 1: 4, 2, 1; of unit 2: 1, 4, 2; of 3: 5, -1, 3; of 4: 2, 1, 4; of 5: 6, 3, -2; ...
        ([4, 2, 1], [0, 1, 0, 2, 0, 1, 0]),
    ],
)
def test_sequences_by_hand(quantities: list[int], expected: list[int]) -> None:
    assert sequence(quantities) == expected


def test_a_line_of_more_items_than_a_byte_can_number() -> None:
    assert sequence([1] * 300) == list(range(300))


mixes = st.lists(st.one_of(st.integers(0, 4), st.integers(0, 90)), min_size=1, max_size=14).filter(any)


@settings(deadline=None)
@given(mixes)
def test_every_item_is_built_as_often_as_planned(quantities: list[int]) -> None:
    counted = Counter(sequence(quantities))
    assert [counted[item] for item in range(len(quantities))] == quantities


@settings(deadline=None, max_examples=200)
@given(mixes)
def test_no_item_is_far_from_its_share(quantities: list[int]) -> None:
    """An item due d = (j + 1) q / T - x before unit j is the one furthest behind; all d sum to 1, so it has d > 0.

    Hence after the unit it is less than 1 ahead, an item that is complete (d <= 0) is never the one, and the mean of
    the k furthest behind is at most 1 / (k + 1) + ... + 1 / n: if the item built is not among them, then together
    with it they were k + 1, whose mean had grown by at most 1 / (k + 1) (Dietz & Sleator's argument of 1987 for
    the fullest cup).
    """
    off = deviations(quantities)
    assert off.max() < 1
    assert off.min() > -sum(1 / k for k in range(2, len(quantities) + 1)) - 1e-9


def test_two_items_are_never_more_than_half_a_unit_off() -> None:
    for one in range(1, 30):
        for other in range(1, 30):
            assert abs(deviations([one, other])).max() <= 0.5
