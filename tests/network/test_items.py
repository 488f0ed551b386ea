from __future__ import annotations

from landbridge.network.items import compile_bills, compile_items
from tests.network.cases import MakeCase


def test_vehicles_are_tracked_whatever_the_table_says(make_case: MakeCase) -> None:
    case = make_case(items="item,segment,tracked\nsuv,vehicle,no\npack,battery,yes\nbolt,component,\nbus,vehicle,")
    items = compile_items(case)
    assert items.select("item", "tracked").rows() == [("bolt", False), ("bus", True), ("pack", True), ("suv", True)]


def test_bills_by_item_and_input(make_case: MakeCase) -> None:
    bills = compile_bills(make_case(bills="item,input,quantity\nsuv,wheel,4\nsuv,pack,1\nbus,wheel,6"))
    assert bills.select("item", "input", "quantity").rows() == [
        ("bus", "wheel", 6),
        ("suv", "pack", 1),
        ("suv", "wheel", 4),
    ]
