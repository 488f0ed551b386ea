from __future__ import annotations

from landbridge.network.places import compile_places, read_atlas
from tests.network.cases import MakeCase


def test_chain_from_the_innermost_to_the_widest(make_case: MakeCase) -> None:
    atlas = read_atlas(make_case())
    assert [row["place"] for row in atlas.chain("airport")] == ["airport", "zhengzhou", "henan", "china", "asia"]
    assert atlas.chain(None) == atlas.chain("atlantis") == []


def test_the_innermost_place_of_a_kind(make_case: MakeCase) -> None:
    atlas = read_atlas(make_case())
    assert atlas.within("airport", "city") == "zhengzhou"
    assert atlas.within("airport", "province") == "henan"
    assert atlas.within("airport", "country", "region") == "china"
    assert atlas.within("china", "city") is None
    assert atlas.within("elsewhere", "country", "region") == "elsewhere"
    assert atlas.within(None, "city") is None


def test_time_zone_and_country_are_the_parents_where_blank(make_case: MakeCase) -> None:
    atlas = read_atlas(make_case())
    assert atlas.time_zone("airport") == "Asia/Shanghai"
    assert atlas.time_zone("hamburg") == "Europe/Berlin"
    assert atlas.time_zone("elsewhere") == atlas.time_zone("asia") == atlas.time_zone(None) == "UTC"
    assert atlas.country_code("airport") == "CN"
    assert atlas.country_code("asia") is None


def test_an_inner_time_zone_wins(make_case: MakeCase) -> None:
    places = """
        place,parent,kind,country,time_zone
        china,,country,CN,Asia/Shanghai
        urumqi,china,city,,Asia/Urumqi
        zhengzhou,china,city,,
    """
    atlas = read_atlas(make_case(places=places))
    assert atlas.time_zone("urumqi") == "Asia/Urumqi"
    assert atlas.time_zone("zhengzhou") == "Asia/Shanghai"


def test_a_ring_of_parents_ends(make_case: MakeCase) -> None:
    atlas = read_atlas(make_case(places="place,parent,kind\na,b,city\nb,a,city\nzhengzhou,,city"))
    assert [row["place"] for row in atlas.chain("a")] == ["a", "b"]


def test_places_resolve(make_case: MakeCase) -> None:
    case = make_case()
    places = compile_places(case, read_atlas(case))
    rows = {row["place"]: (row["country"], row["iso"], row["time_zone"]) for row in places.iter_rows(named=True)}
    assert list(rows) == sorted(rows)
    assert rows["airport"] == rows["china"] == ("china", "CN", "Asia/Shanghai")
    assert rows["hamburg"] == ("germany", "DE", "Europe/Berlin")
    assert rows["elsewhere"] == (None, None, "UTC")
