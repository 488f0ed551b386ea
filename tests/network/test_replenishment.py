from __future__ import annotations

from landbridge.network.replenishment import compile_sources, compile_stocks
from tests.network.cases import MakeCase

TABLES = {
    "sites": "site,place,kind\nplant,zhengzhou,vehicle_plant\npacks,zhengzhou,battery_plant\nedge,zhengzhou,source",
    "lines": """
        line,site,mode,items,valid_from
        assembly,plant,pace,suv;bus,
        trucks,plant,pace,truck,
        pack-line,packs,order,pack,
        cell-line,packs,order,cell,
    """,
    "bills": "item,input,quantity\nsuv,pack,1\nbus,pack,4\nsuv,wheel,4\ntruck,wheel,6\npack,cell,100\ncell,salt,3",
    "lanes": "lane,origin,destination\nto-plant,packs,plant\nwheels,edge,plant\nsalts,edge,packs\nwithin,packs,packs",
}
HEADER = "site,item,line,lane,policy,initial\n"


def stocks(make_case: MakeCase, rows: str) -> list[tuple[object, ...]]:
    case = make_case(replenishment=HEADER + rows, **TABLES)
    both = compile_stocks(case).join(compile_sources(case), on="stock").sort("stock")
    return both.select("stock", "line", "supplier", "maker_line").rows()


def test_a_blank_line_is_the_only_one_that_uses_the_item(make_case: MakeCase) -> None:
    rows = "plant,pack,,to-plant,base_stock,5\npacks,cell,,within,base_stock,5\npacks,salt,,salts,base_stock,5"
    assert stocks(make_case, rows) == [
        ("packs|cell|pack-line", "pack-line", "packs", "cell-line"),
        ("packs|salt|cell-line", "cell-line", "edge", None),
        ("plant|pack|assembly", "assembly", "packs", "pack-line"),
    ]


def test_a_named_line_stays(make_case: MakeCase) -> None:
    rows = "plant,wheel,trucks,wheels,base_stock,5\nplant,wheel,assembly,wheels,base_stock,5"
    assert stocks(make_case, rows) == [
        ("plant|wheel|assembly", "assembly", "edge", None),
        ("plant|wheel|trucks", "trucks", "edge", None),
    ]


def test_only_a_line_in_mode_order_refills(make_case: MakeCase) -> None:
    tables = TABLES | {"lines": "line,site,mode,items\nassembly,plant,pace,suv\npack-line,packs,pace,pack"}
    case = make_case(replenishment=HEADER + "plant,pack,,to-plant,base_stock,5", **tables)
    assert compile_sources(case)["maker_line"].to_list() == [None]


def test_a_line_of_several_rows_counts_once(make_case: MakeCase) -> None:
    lines = TABLES["lines"] + "        assembly,plant,pace,suv;bus,2024-01-10\n"
    case = make_case(replenishment=HEADER + "plant,pack,,to-plant,base_stock,5", **TABLES | {"lines": lines})
    assert compile_stocks(case).select("stock", "line").rows() == [("plant|pack|assembly", "assembly")]


def test_the_rule_is_taken_over(make_case: MakeCase) -> None:
    rows = "site,item,line,lane,policy,reorder_point,order_quantity,order_up_to,initial\n"
    rows += "plant,pack,,to-plant,reorder_point,-3,20,,7\nplant,wheel,assembly,wheels,order_up_to,40,,100,90"
    stocks_ = compile_stocks(make_case(replenishment=rows, **TABLES))
    columns = ("item", "policy", "reorder_point", "order_quantity", "order_up_to", "initial")
    assert stocks_.select(columns).rows() == [
        ("pack", "reorder_point", -3, 20, None, 7),
        ("wheel", "order_up_to", 40, None, 100, 90),
    ]


WITH_SOURCES = "site,item,line,lane,priority,share,policy,initial,capacity\n"
SECOND_EDGE = TABLES | {
    "sites": TABLES["sites"] + "\nfar,hamburg,source",
    "lanes": TABLES["lanes"] + "\nfar-wheels,far,plant\nother-wheels,edge,plant",
}


def test_sources_are_numbered_by_priority_and_lane(make_case: MakeCase) -> None:
    rows = WITH_SOURCES + (
        "plant,wheel,trucks,wheels,2,,,,\n"
        "plant,wheel,trucks,other-wheels,1,3,base_stock,5,90\n"
        "plant,wheel,trucks,far-wheels,1,1,,,\n"
    )
    case = make_case(replenishment=rows, **SECOND_EDGE)
    assert compile_sources(case).select("source", "lane", "supplier", "priority", "weight").rows() == [
        (0, "far-wheels", "far", 1, 250_000),
        (1, "other-wheels", "edge", 1, 750_000),
        (2, "wheels", "edge", 2, 1_000_000),
    ]
    # the rule stands in one row, and is the stock's
    assert compile_stocks(case).select("stock", "policy", "initial", "capacity").rows() == [
        ("plant|wheel|trucks", "base_stock", 5, 90)
    ]


def test_one_stock_whether_its_line_is_named_or_not(make_case: MakeCase) -> None:
    rows = WITH_SOURCES + "plant,pack,,to-plant,,,base_stock,5,\nplant,pack,assembly,wheels,2,,,,"
    case = make_case(replenishment=rows, **TABLES)
    assert compile_stocks(case)["stock"].to_list() == ["plant|pack|assembly"]
    assert compile_sources(case).select("stock", "source", "maker_line").rows() == [
        ("plant|pack|assembly", 0, "pack-line"),
        ("plant|pack|assembly", 1, None),
    ]


def test_minimum_and_multiple_are_taken_over(make_case: MakeCase) -> None:
    rows = "site,item,line,lane,policy,order_up_to,initial,minimum_order,order_multiple\n"
    stocks_ = compile_stocks(make_case(replenishment=rows + "plant,pack,,to-plant,base_stock,9,9,20,5", **TABLES))
    assert stocks_.select("minimum_order", "order_multiple", "capacity").rows() == [(20, 5, None)]
