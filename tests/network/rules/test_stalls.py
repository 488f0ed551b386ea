"""Where a stock comes to rest, against every position that it can reach."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.network.rules import stalls
from landbridge.tables.case import read_case
from tests.tables.small_case import write_small

_SMALL = st.integers(1, 12)


def _after(position: int, policy: str, s: int, order: int, up_to: int) -> int:
    """The position after the rule has ordered (M2)."""
    if policy == "reorder_point":
        while position <= s:
            position += order
    elif policy == "order_up_to":
        position = up_to if position <= s else position
    else:
        position = max(position, up_to)
    return position


def _stalls(policy: str, s: int, order: int, up_to: int, initial: int, bill: int) -> bool:
    """Whether a pace line that takes `bill` a unit can find less than that although everything ordered has come."""
    seen, position = set(), initial
    while position not in seen:
        seen.add(position)
        if position < bill:
            return True
        position = _after(position - bill, policy, s, order, up_to)
    return False


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["reorder_point", "order_up_to", "base_stock"]),
    st.integers(-3, 12),
    _SMALL,
    _SMALL,
    st.integers(0, 30),
    _SMALL,
)
def test_one_bill(policy: str, s: int, order: int, above: int, initial: int, bill: int) -> None:
    up_to = above if policy == "base_stock" else s + above
    if policy == "order_up_to" and up_to < 0:
        up_to = 0
    row = f"plant,seat,,shop-plant,{policy},{s},{order},{up_to},{initial}"
    changes = {
        "replenishment": ("plant,seat,,shop-plant,reorder_point,40,80,,120", row),
        "bills": ("car,seat,4", f"car,seat,{bill}"),
    }
    with tempfile.TemporaryDirectory() as folder:
        found = stalls.find(read_case(write_small(Path(folder), changes)))
    about = [item for item in found if item.line == 2]
    # a finding may be cautious; silence must be safe
    if _stalls(policy, s, order, up_to, initial, bill):
        assert about
    if policy == "reorder_point" and not about:
        assert initial >= bill


@pytest.mark.parametrize(
    ("row", "quiet"),
    [
        ("reorder_point,3,4,,4", True),
        ("reorder_point,2,4,,4", True),
        ("reorder_point,0,4,,4", True),
        ("reorder_point,0,3,,4", False),
        ("reorder_point,3,3,,4", True),
        ("order_up_to,0,,8,8", True),
        ("order_up_to,0,,9,9", False),
        ("base_stock,,,4,4", True),
        ("base_stock,,,3,4", False),
    ],
)
def test_hand_counted(row: str, quiet: bool, tmp_path: Path) -> None:
    """A unit takes 4 seats; with s = 0 and Q = 3 the position runs 4, 3 and stays."""
    changes = {"replenishment": ("reorder_point,40,80,,120", row)}
    found = stalls.find(read_case(write_small(tmp_path, changes)))
    assert (found == []) == quiet
