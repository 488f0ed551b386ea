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


def _after(position: int, policy: str, s: int, order: int, up_to: int, least: int = 1, multiple: int = 1) -> int:
    """The position after the rule has ordered (M2)."""
    amount = -(-max(up_to - position, least) // multiple) * multiple
    if policy == "reorder_point":
        while position <= s:
            position += order
    elif policy == "order_up_to":
        position += amount if position <= s else 0
    else:
        position += amount if position < up_to else 0
    return position


def _stalls(
    policy: str, s: int, order: int, up_to: int, initial: int, bill: int, least: int = 1, multiple: int = 1
) -> bool:
    """Whether a pace line that takes `bill` a unit can find less than that although everything ordered has come."""
    seen, position = set(), initial
    while position not in seen:
        seen.add(position)
        if position < bill:
            return True
        position = _after(position - bill, policy, s, order, up_to, least, multiple)
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


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["order_up_to", "base_stock"]),
    st.integers(-3, 12),
    _SMALL,
    st.integers(0, 30),
    _SMALL,
    _SMALL,
    _SMALL,
)
def test_with_minimum_and_multiple(
    policy: str, s: int, above: int, initial: int, bill: int, least: int, multiple: int
) -> None:
    up_to = above if policy == "base_stock" else max(0, s + above)
    header = "site,item,line,lane,policy,reorder_point,order_up_to,initial,minimum_order,order_multiple\n"
    row = f"plant,seat,,shop-plant,{policy},{s},{up_to},{initial},{least},{multiple}\n"
    changes = {"replenishment": ("", header + row), "bills": ("car,seat,4", f"car,seat,{bill}")}
    with tempfile.TemporaryDirectory() as folder:
        found = stalls.find(read_case(write_small(Path(folder), changes)))
    if _stalls(policy, s, 0, up_to, initial, bill, least, multiple):
        assert found


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
