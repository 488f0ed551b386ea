from __future__ import annotations

from landbridge.network.ancestry import compile_ancestry
from tests.network.cases import MakeCase


def test_every_row_with_provenance_says_what_it_is_about(make_case: MakeCase) -> None:
    case = make_case(
        schedule="""
            line,item,month,quantity,confidence,derived_from
            a,suv,2024-02,10,derived,F1;F2
            a,suv,2024-01,10,,
        """,
        demand="market,item,month,quantity,confidence\nberlin,suv,2024-01,5,estimate",
        lanes="lane,origin,destination,confidence\nl,x,y,published",
        routes="route,position,lane\nr,1,l",
        facts="fact,indicator,unit,confidence\nF1,output,vehicles,published",
    )
    ancestry = compile_ancestry(case)
    assert ancestry.columns[0] == "table"
    about = ("table", "line", "item", "market", "lane", "month", "confidence", "derived_from")
    assert ancestry.select(about).rows() == [
        ("demand", None, "suv", "berlin", None, "2024-01", "estimate", None),
        ("lanes", None, None, None, "l", None, "published", None),
        ("schedule", "a", "suv", None, None, "2024-01", "synthetic", None),
        ("schedule", "a", "suv", None, None, "2024-02", "derived", ["F1", "F2"]),
    ]


def test_tables_of_sites_terminals_and_services(make_case: MakeCase) -> None:
    case = make_case(
        sites="site,place\nplant,zhengzhou",
        terminals="terminal,site\ncustoms,plant",
        timetables="service,lane\ntrain,l",
    )
    assert compile_ancestry(case).select("table", "site", "terminal", "service", "lane").rows() == [
        ("sites", "plant", None, None, None),
        ("terminals", "plant", "customs", None, None),
        ("timetables", None, None, "train", "l"),
    ]
