from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landbridge.measurement.counts import count_deliveries
from landbridge.measurement.measure import measure
from landbridge.measurement.months import read_months
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, END, FEBRUARY, HOUR, MARCH, built

# Three e-cars abroad: the first leaves in January and arrives in March, the second is at the border, one is unassigned.
ABROAD = {"market": "hamburg", "route": "abroad", "assigned_ms": 0, "demanded_ms": 0}
VEHICLES = [
    {**built("z-line", "e-car", 0)[0], **ABROAD, "delivered_ms": MARCH},
    {**built("z-line", "e-car", FEBRUARY)[0], **ABROAD},
    *built("z-line", "e-car", -1, MARCH),
    {**built("k-line", "i-car", 0)[0], "market": "home-market", "route": "k-home", "delivered_ms": FEBRUARY - 1},
    {**built("k-line", "i-car", -1)[0], "market": "home-market", "route": "k-home", "delivered_ms": -1},
]
JOURNEYS = {
    0: [(0, DAY), (2 * DAY, 3 * DAY), (3 * DAY, 4 * DAY), (FEBRUARY - 1, MARCH)],
    1: [(FEBRUARY, MARCH), (MARCH, MARCH + DAY), (MARCH + DAY, None)],
}
DEMAND = [{"market": "hamburg", "item": "e-car", "number": 0, "demanded_ms": 0, "quantity": 2, "unit_value_cny": 120.0}]
LOTS = [
    {"site": "plant-z", "item": "seat", "number": 0, "supplier": "seats", "maker_line": "seat-line", "quantity": 7},
    {"site": "plant-z", "item": "seat", "number": 1, "supplier": "seats", "maker_line": "seat-line", "quantity": 5},
    {"site": "plant-z", "item": "seat", "number": 2, "supplier": "seats", "maker_line": "seat-line", "quantity": 9},
    {"site": "plant-z", "item": "seat", "number": 3, "supplier": "glass", "quantity": 11, "shipped_ms": 0},
]


def test_every_event_is_counted_in_its_month() -> None:
    lots = [{**lot, "shipped_ms": t} for lot, t in zip(LOTS, (DAY, 2 * DAY, None, 0), strict=True)]
    record = hand_made.record(VEHICLES, JOURNEYS, lots=lots)
    counts = measure(hand_made.network(demand=DEMAND), hand_made.plan(), record)["counts"]
    assert counts.rows() == [
        ("2024-01", "built", "k-line", "i-car", None, None, 1, None),
        ("2024-01", "built", "z-line", "e-car", None, None, 1, None),
        ("2024-01", "delivered", "k-line", "i-car", "home-market", "k-home", 1, None),
        ("2024-01", "exported", "z-line", "e-car", "hamburg", "abroad", 1, 120.0),
        ("2024-01", "made", "seat-line", "seat", None, None, 12, None),
        ("2024-02", "built", "z-line", "e-car", None, None, 1, None),
        ("2024-03", "built", "z-line", "e-car", None, None, 1, None),
        ("2024-03", "delivered", "z-line", "e-car", "hamburg", "abroad", 1, None),
    ]


@pytest.mark.parametrize(
    ("takts", "hours_of_month"),
    [
        # 8 h on each of the first three days, half speed from the fifth day on
        pytest.param([(-10 * DAY, 1)], [3 * 8 + 27 * 12, 29 * 12, 31 * 12], id="one takt"),
        pytest.param(
            [(-10 * DAY, 1), (FEBRUARY + 9 * DAY, 2)], [348, 9 * 12 + 20 * 6, 31 * 6], id="slower from the tenth"
        ),
        pytest.param([(FEBRUARY, 1)], [0, 29 * 12, 31 * 12], id="not before February"),
        pytest.param([(END, 1)], [0, 0, 0], id="after the end"),
    ],
)
def test_capacity_is_planned_working_time_over_takt(takts: list[tuple[int, int]], hours_of_month: list[int]) -> None:
    lines = [
        {"line": "z-line", "site": "plant-z", "mode": "pace", "items": ["e-car"], "calendar_map": "days"},
        {"line": "seat-line", "site": "seats", "mode": "order", "items": ["seat"]},
    ]
    hours = [{"line": "z-line", "from_ms": t, "takt_ns": h * HOUR * 1_000_000} for t, h in takts]
    made = measure(hand_made.network(lines=lines, takts=hours), hand_made.plan(), hand_made.record([]))["capacity"]
    assert made["line"].unique().to_list() == ["z-line"]
    assert made.sort("month")["capacity_units"].to_list() == pytest.approx(hours_of_month)


def test_a_record_without_anything_has_no_counts() -> None:
    made = measure(hand_made.network(), hand_made.plan(), hand_made.record([]))
    assert made["counts"].is_empty()
    assert made["counts"].schema["units"] == pl.Int64


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["k-line", "z-line"]),
            st.sampled_from(["e-car", "i-car"]),
            st.sampled_from(
                [("hamburg", "abroad"), ("home-market", "z-home"), ("home-market", "k-home"), (None, None)]
            ),
            st.integers(0, END - 1),
        ),
        max_size=30,
    )
)
def test_deliveries_are_those_that_the_vehicles_tell(
    drawn: list[tuple[str, str, tuple[str | None, str | None], int]],
) -> None:
    vehicles = [
        {"line": line, "item": item, "market": market, "route": route, "delivered_ms": t if route else None}
        for line, item, (market, route), t in drawn
    ]
    network = hand_made.network()
    found = count_deliveries(network, hand_made.record(vehicles), read_months(network))
    expected = Counter((line, item, *to, t // DAY) for line, item, to, t in drawn if to[1])
    columns = ("line", "item", "market", "route", "day")
    assert dict(zip(found.select(columns).iter_rows(), found["units"], strict=True)) == expected
