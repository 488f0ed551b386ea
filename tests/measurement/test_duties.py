from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from landbridge.measurement.measure import measure
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, FEBRUARY, built

# Places: Hamburg lies in germany, which lies in eu; the plant Alpha in zheng, yu, cn.
PLACES: hand_made.Rows = [
    *hand_made.PLACES,
    {"place": "germany", "parent": "eu", "kind": "country", "name_en": "Germany", "name_zh": "德国"},
]
SITES: hand_made.Rows = [
    *(site for site in hand_made.SITES if site["site"] != "hamburg"),
    {"site": "hamburg", "kind": "market", "place": "germany", "country": "germany"},
]
WORTH = [{"market": "hamburg", "item": "e-car", "number": 0, "demanded_ms": 0, "quantity": 9, "unit_value_cny": 200.0}]


def _tariff(kind: str, rate: float, **given: Any) -> dict[str, Any]:
    return {"destination": "eu", "hs_code": "8703", "kind": kind, "rate_percent": rate, **given}


def _duties(tariffs: hand_made.Rows, days: tuple[int, ...] = (1,), **tables: hand_made.Rows) -> pl.DataFrame:
    abroad = {"market": "hamburg", "route": "abroad", "assigned_ms": 0, "demanded_ms": 0}
    vehicles = [{**one, **abroad, "delivered_ms": day * DAY} for day in days for one in built("z-line", "e-car", 0)]
    home = {"market": "home-market", "route": "z-home", "assigned_ms": 0, "delivered_ms": DAY}
    vehicles.append({**built("z-line", "e-car", 0)[0], **home})
    given = {"places": PLACES, "sites": SITES, "demand": WORTH, "tariffs": tariffs, **tables}
    network = hand_made.network(**given)
    return measure(network, hand_made.plan(), hand_made.record(vehicles))["duties"]


def _rates(found: pl.DataFrame) -> dict[str, float]:
    return dict(found.select("kind", "rate_percent").iter_rows())


def test_kinds_add_up_and_each_is_levied_on_the_value() -> None:
    found = _duties([_tariff("customs", 10), _tariff("countervailing", 17, origin="cn", maker="Alpha")], (1, 2))
    columns = ("month", "destination", "maker", "hs_code", "kind", "rate_percent", "units", "value_cny", "duty_cny")
    assert found.select(columns).rows() == [
        ("2024-01", "germany", "Alpha", "870380", "countervailing", 17, 2, 400, 68),
        ("2024-01", "germany", "Alpha", "870380", "customs", 10, 2, 400, 40),
    ]


@pytest.mark.parametrize(
    ("rows", "rate"),
    [
        pytest.param([{"maker": "Alpha"}, {"hs_code": "870380"}], 1, id="a named maker before a longer code"),
        pytest.param([{"hs_code": "870380"}, {"origin": "yu"}], 1, id="a longer code before an origin"),
        pytest.param([{"origin": "yu"}, {"origin": "cn"}], 1, id="a narrower origin"),
        pytest.param([{"origin": "cn"}, {"destination": "germany"}], 1, id="an origin before a narrower destination"),
        pytest.param([{"destination": "germany"}, {}], 1, id="a narrower destination"),
        pytest.param([{"maker": "Beta"}, {}], 2, id="another maker's"),
        pytest.param([{"hs_code": "870360"}, {}], 2, id="another commodity's"),
        pytest.param([{"origin": "germany"}, {}], 2, id="another origin's"),
    ],
)
def test_the_narrowest_row_of_a_kind_holds(rows: list[dict[str, Any]], rate: float) -> None:
    tariffs = [_tariff("customs", number, **row) for number, row in enumerate(rows, start=1)]
    assert _rates(_duties(tariffs)) == {"customs": rate}
    assert _rates(_duties(tariffs[::-1])) == {"customs": rate}


def test_a_rate_holds_from_its_first_day_to_the_day_before_it_ends() -> None:
    tariffs = [
        _tariff("customs", 5, valid_to=date(2024, 1, 15)),
        _tariff("customs", 8, valid_from=date(2024, 1, 15), valid_to=date(2024, 2, 1)),
    ]
    found = _duties(tariffs, (13, 14, 30, FEBRUARY // DAY))
    assert found.select("rate_percent", "units").rows() == [(5, 1), (8, 2)]


def test_what_is_not_known_is_not_counted_in_silence() -> None:
    codeless = [{**item, "hs_code": None} if item["item"] == "e-car" else item for item in hand_made.ITEMS]
    assert _duties([_tariff("customs", 10)], items=codeless).select(
        "kind", "rate_percent", "units", "duty_cny"
    ).rows() == [("unknown", None, 1, None)]
    worthless = [{**WORTH[0], "unit_value_cny": None}]
    assert _duties([_tariff("customs", 10)], demand=worthless).select("value_cny", "duty_cny").rows() == [(None, None)]


def test_without_tariffs_there_are_no_duties() -> None:
    assert _duties([]).is_empty()
