from __future__ import annotations

from landbridge.network.routes import compile_flows, compile_routes
from tests.network.cases import MakeCase


def test_steps_are_numbered_without_gaps(make_case: MakeCase) -> None:
    case = make_case(routes="route,position,lane,terminal\nb,30,l3,\na,7,l1,\nb,10,l2,\nb,20,,t1")
    assert compile_routes(case).select("route", "position", "lane", "terminal").rows() == [
        ("a", 1, "l1", None),
        ("b", 1, "l2", None),
        ("b", 2, None, "t1"),
        ("b", 3, "l3", None),
    ]


def test_flows_are_millionths_of_a_lines_vehicles_of_an_item(make_case: MakeCase) -> None:
    flows = """
        line,item,market,route,share
        a,suv,berlin,rail,2
        a,suv,berlin,sea,1
        a,bus,berlin,sea,5
        b,suv,berlin,sea,1
        b,suv,almaty,road,3
    """
    rows = compile_flows(make_case(flows=flows)).select("line", "item", "market", "route", "weight").rows()
    assert rows == [
        ("a", "bus", "berlin", "sea", 1_000_000),
        ("a", "suv", "berlin", "rail", 666_667),
        ("a", "suv", "berlin", "sea", 333_333),
        ("b", "suv", "almaty", "road", 750_000),
        ("b", "suv", "berlin", "sea", 250_000),
    ]


def test_the_smallest_share_weighs_something(make_case: MakeCase) -> None:
    flows = "line,item,market,route,share\na,suv,x,r,0.000001\na,suv,y,r,1000000"
    assert compile_flows(make_case(flows=flows))["weight"].to_list() == [1, 1_000_000]
