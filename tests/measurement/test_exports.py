from __future__ import annotations

from datetime import date

import pytest

from landbridge.measurement.measure import measure
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, FEBRUARY, built, fact

MARCH_FIRST = date(2024, 3, 1)

ABROAD = {"assigned_ms": 0, "market": "hamburg", "route": "abroad"}
DEMAND = [
    {"market": "hamburg", "item": "e-car", "number": 0, "demanded_ms": 0, "quantity": 5, "unit_value_cny": 200.0},
    {
        "market": "hamburg",
        "item": "e-car",
        "number": 1,
        "demanded_ms": FEBRUARY,
        "quantity": 5,
        "unit_value_cny": 300.0,
    },
]


def _journey(start: int, steps: int = 4) -> list[tuple[int, int | None]]:
    """To the port 1 day, to the border 5, customs 1, to Hamburg 8, each beginning when the last ended."""
    ends = [1, 6, 7, 15]
    return [(start + ([0, *ends][i]) * DAY, start + ends[i] * DAY) for i in range(steps)]


def test_a_vehicle_is_exported_when_the_movement_over_the_border_begins() -> None:
    vehicles = [
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": 0},
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": FEBRUARY},
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": 0},
        {**built("z-line", "e-car", -9 * DAY)[0], **ABROAD, "demanded_ms": 0},
        {
            **built("z-line", "e-car", 0)[0],
            "assigned_ms": 0,
            "demanded_ms": 0,
            "market": "home-market",
            "route": "z-home",
        },
    ]
    journeys = {
        0: _journey(FEBRUARY - 7 * DAY),  # leaves the border at the first instant of February
        1: _journey(FEBRUARY - 8 * DAY),  # a day earlier: January
        2: _journey(0, steps=3),  # through customs, not yet over the border
        3: _journey(-9 * DAY),  # over the border in the warm-up
        4: [(0, DAY)],
    }
    measures = measure(hand_made.network(demand=DEMAND), hand_made.plan(), hand_made.record(vehicles, journeys))
    columns = ["month", "hs_code", "maker", "province", "market", "destination", "mode", "units", "value_cny"]
    assert measures["exports"].select(columns).rows() == [
        ("2024-01", "870380", "Alpha", "yu", "hamburg", "eu", "rail", 1, 300.0),
        ("2024-02", "870380", "Alpha", "yu", "hamburg", "eu", "rail", 1, 200.0),
    ]


def test_a_value_that_is_not_wholly_known_is_not_given() -> None:
    unknown = [{**DEMAND[0], "unit_value_cny": None}, DEMAND[1]]
    vehicles = [
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": 0},
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": FEBRUARY},
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": FEBRUARY},
    ]
    journeys = {0: _journey(DAY), 1: _journey(DAY), 2: _journey(FEBRUARY)}
    facts = [fact("VALUE", "export_value", 1, unit="CNY"), fact("LATE", "export_units", 1, period_start=MARCH_FIRST)]
    network = hand_made.network(demand=unknown, facts=facts)
    measures = measure(network, hand_made.plan(), hand_made.record(vehicles, journeys))
    assert measures["exports"].select("month", "units", "value_cny").rows() == [
        ("2024-01", 2, None),
        ("2024-02", 1, 300),
    ]
    assert measures["published"]["fact"].to_list() == ["LATE"]
    assert "export_value_all" not in measures["headline"]["figure"]


def test_lead_times_run_from_step_to_step_and_from_yard_to_market() -> None:
    waits = [0, 2, 6]  # days in the yard
    vehicles = [
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": 0, "delivered_ms": (15 + wait) * DAY}
        for wait in waits
    ]
    vehicles.append({**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": 0})
    journeys = {i: _journey(wait * DAY) for i, wait in enumerate(waits)}
    journeys[3] = [(0, DAY), (3 * DAY, None)]
    measures = measure(hand_made.network(demand=DEMAND), hand_made.plan(), hand_made.record(vehicles, journeys))
    lead_times = measures["lead_times"]
    assert lead_times.select("position", "leg", "kind", "vehicles", "p50_d", "wait_mean_d").rows() == [
        (0, "whole", "whole", 3, 15.0, 8 / 3),
        (1, "to-port", "lane", 4, 2.0, 2.0),
        (2, "train-cn", "lane", 3, 5.0, 0.0),
        (3, "customs", "terminal", 3, 1.0, 0.0),
        (4, "train-eu", "lane", 3, 8.0, 0.0),
    ]
    first = lead_times.row(1, named=True)
    assert first["mean_d"] == (1 + 1 + 3 + 7) / 4
    assert first["p90_d"] == pytest.approx(3 + 0.7 * 4)  # between the third and the fourth of 1, 1, 3, 7


def test_lead_times_of_the_steps_sum_to_the_whole() -> None:
    vehicles = [
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": 0, "delivered_ms": (16 + i) * DAY} for i in range(3)
    ]
    journeys = {i: _journey((1 + i) * DAY) for i in range(3)}
    measures = measure(hand_made.network(demand=DEMAND), hand_made.plan(), hand_made.record(vehicles, journeys))
    whole, *steps = measures["lead_times"].rows(named=True)
    assert whole["mean_d"] + whole["wait_mean_d"] == sum(step["mean_d"] for step in steps)


def test_steps_in_any_order_are_read_alike() -> None:
    vehicles = [
        {**built("z-line", "e-car", 0)[0], **ABROAD, "demanded_ms": 0, "delivered_ms": 15 * DAY} for _ in range(2)
    ]
    record = hand_made.record(vehicles, {0: _journey(0), 1: _journey(0)})
    shuffled = type(record)({**record.tables, "steps": record["steps"].reverse()}, record.settings)
    network, plan = hand_made.network(demand=DEMAND), hand_made.plan()
    expected = measure(network, plan, record)["lead_times"]
    assert measure(network, plan, shuffled)["lead_times"].equals(expected)
