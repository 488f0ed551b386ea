"""How much a shelf must hold, by hand and through the tiers."""

from __future__ import annotations

from pathlib import Path

import pytest

from landbridge.network.rules import shelves
from landbridge.tables.case import read_case
from tests.tables.small_case import write_small

HEADER = (
    "site,item,line,lane,policy,reorder_point,order_quantity,order_up_to,initial,"
    "minimum_order,order_multiple,capacity\n"
)


def least(folder: Path, seats: str, steel: str, scrap: str = "") -> list[tuple[int | None, str]]:
    """Lines and messages of the shelves that are too small."""
    lines = "line,site,mode,items,takt_s,calendar,scrap_share\nassembly,plant,pace,car,500,week,\n"
    changes = {
        "replenishment": ("", HEADER + f"plant,seat,,shop-plant,{seats}\nshop,steel,,mine-shop,{steel}\n"),
        "lines": ("", lines + f"seats,shop,order,seat,100,week,{scrap}\n"),
    }
    return [(item.line, item.message_en) for item in shelves.find(read_case(write_small(folder, changes)))]


@pytest.mark.parametrize(
    ("rule", "capacity"),
    [
        # an order of 80 and a car's 4 seats
        ("reorder_point,40,80,,50,,", 83),
        # at the last look 41, then 37: up to 100 by 63
        ("order_up_to,40,,100,50,,", 66),
        # the first look is at 9 - 4
        ("order_up_to,40,,100,9,,", 98),
        ("base_stock,,,100,50,,", 57),
        ("base_stock,,,50,50,,", 7),
        ("base_stock,,,50,50,20,", 23),
        ("base_stock,,,50,50,20,16", 35),
    ],
)
def test_a_line_at_pace(rule: str, capacity: int, tmp_path: Path) -> None:
    steel = "reorder_point,1000000,2000000,,2000000,,,"
    assert least(tmp_path / "enough", f"{rule},{max(capacity, 50)}", steel) == []
    short = least(tmp_path / "short", f"{rule.replace(',50,', ',3,')},{2}", steel)
    assert [line for line, _ in short] == [2, 2]


def test_what_a_maker_needs_for_its_customers_largest_order(tmp_path: Path) -> None:
    seats = "reorder_point,40,80,,50,,,"
    # 80 seats of 5,000 g and lots of 2,000,000 g
    assert least(tmp_path / "1", seats, "reorder_point,1,2000000,,1,,,2399999") == []
    assert least(tmp_path / "2", seats, "reorder_point,1,2000000,,1,,,2399998")[0][0] == 3
    # a fifth of what is made is scrapped: 100 are made for 80
    assert least(tmp_path / "3", seats, "reorder_point,1,2000000,,1,,,2499999", "0.2") == []
    assert "2499999" in least(tmp_path / "4", seats, "reorder_point,1,2000000,,1,,,2499998", "0.2")[0][1]
