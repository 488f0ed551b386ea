"""Trains, stocks, stops and service."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landbridge.documents import Measures
from landbridge.measurement.measure import measure
from landbridge.measurement.stops import worked_ms
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, END, FEBRUARY, HOUR, MARCH, Rows, built, rows


def _measures(vehicles: Rows = (), demand: Rows = (), **record: Rows) -> Measures:
    network = hand_made.network(demand=demand)
    return measure(network, hand_made.plan(), hand_made.record(vehicles, **record))


def test_trains_scheduled_run_and_filled() -> None:
    def train(t: int, loaded: int, service: str = "cn-train") -> dict[str, object]:
        return {
            "service": service,
            "number": 0,
            "departs_ms": t,
            "capacity_units": 10,
            "queued_units": loaded,
            "loaded_units": loaded,
        }

    trains = _measures(
        departures=[
            train(-DAY, 9),
            train(0, 10),
            train(DAY, 0),
            train(2 * DAY, 5),
            train(FEBRUARY, 0),
            train(0, 3, "eu-train"),
        ]
    )["trains"]
    assert trains.select("service", "lane", "mode", "month", "scheduled", "run", "units", "fill_percent").rows() == [
        ("cn-train", "train-cn", "rail", "2024-01", 3, 2, 15, 75.0),
        ("cn-train", "train-cn", "rail", "2024-02", 1, 0, 0, None),
        ("eu-train", "train-eu", "rail", "2024-01", 1, 1, 3, 30.0),
    ]


def test_stocks_are_what_lay_where_at_the_ends_of_months() -> None:
    balances = [
        {"time_ms": 0, "item": "seat", "state": "on_hand", "site": "plant-z", "line": "z-line", "units": 4},
        {"time_ms": FEBRUARY, "item": "seat", "state": "on_hand", "site": "plant-z", "line": "z-line", "units": 3},
        {"time_ms": FEBRUARY, "item": "seat", "state": "on_hand", "site": "plant-z", "line": "k-line", "units": 2},
        {"time_ms": FEBRUARY, "item": "e-car", "state": "moving", "lane": "train-cn", "units": 7},
        {"time_ms": END, "item": "e-car", "state": "handling", "terminal": "customs", "units": 1},
        {"time_ms": END, "item": "e-car", "state": "made", "line": "z-line", "units": 900},
    ]
    assert _measures(balances=balances)["stocks"].rows() == [
        ("opening", "on_hand", "seat", "plant-z", 4),
        ("2024-01", "moving", "e-car", "train-cn", 7),
        ("2024-01", "on_hand", "seat", "plant-z", 5),
        ("2024-03", "handling", "e-car", "customs", 1),
    ]


def test_a_stop_is_one_units_waits_booked_to_the_last_cause_in_working_time() -> None:
    def stop(line: str, unit: int, began: int, ended: int | None, supplier: str | None) -> dict[str, object]:
        cause = {"cause": "yard"} if supplier is None else {"cause": "part", "item": "seat", "supplier": supplier}
        return {"line": line, "unit": unit, "began_ms": began, "ended_ms": ended, **cause}

    stops = _measures(
        stops=[
            stop("z-line", 1, -DAY, -HOUR, "seats"),  # all in the warm-up
            stop("z-line", 2, -HOUR, 9 * HOUR, "seats"),  # one hour of it in the horizon and in working time
            stop("z-line", 3, 10 * HOUR, 12 * HOUR, "seats"),
            stop("z-line", 3, 12 * HOUR, DAY + 9 * HOUR, "glass"),  # 10 to 16 o'clock and 8 to 9 the next day
            stop("z-line", 4, 5 * DAY, 5 * DAY + 4 * HOUR, None),  # at half speed
            stop("k-line", 1, END - 3 * HOUR, None, "glass"),  # to the end; no map: never rests
        ]
    )["stops"]
    assert stops.select("month", "line", "site", "cause", "supplier", "stops", "hours").rows() == [
        ("2024-01", "z-line", "plant-z", "part", "glass", 1, 7.0),
        ("2024-01", "z-line", "plant-z", "part", "seats", 1, 1.0),
        ("2024-01", "z-line", "plant-z", "yard", None, 1, 2.0),
        ("2024-03", "k-line", "plant-k", "part", "glass", 1, 3.0),
    ]


@given(st.lists(st.integers(-9 * DAY, 10 * DAY), min_size=2, max_size=2))
def test_working_time_is_the_sum_of_the_rates(span: list[int]) -> None:
    begins, ends = sorted(t // HOUR * HOUR for t in span)
    steps = rows("network", "rates", hand_made.RATES)
    total = 0
    for hour in range(begins, ends, HOUR):
        held = [row["permille"] for row in hand_made.RATES if row["t_ms"] <= hour]
        total += HOUR * held[-1] // 1000
    worked = worked_ms(steps, np.array([begins, ends]))
    assert worked[1] - worked[0] == total


DEMAND = [
    {"market": "home-market", "item": "e-car", "number": 0, "demanded_ms": -DAY, "quantity": 9, "promised_ms": 5 * DAY},
    {"market": "home-market", "item": "e-car", "number": 1, "demanded_ms": 0, "quantity": 3, "promised_ms": 5 * DAY},
    {
        "market": "home-market",
        "item": "e-car",
        "number": 2,
        "demanded_ms": MARCH,
        "quantity": 2,
        "promised_ms": 100 * DAY,
    },
    {"market": "home-market", "item": "i-car", "number": 0, "demanded_ms": DAY, "quantity": 4},
]


def test_service_counts_the_horizons_demand_and_what_was_promised_within_it() -> None:
    filled = {("e-car", 0): 9, ("e-car", 1): 2, ("e-car", 2): 1, ("i-car", 0): 1}
    demands = [
        {
            **{key: row[key] for key in ("market", "item", "number", "demanded_ms", "quantity")},
            "filled_units": filled[row["item"], row["number"]],
            "lost_units": 0,
        }
        for row in DEMAND
    ]

    def vehicle(line: str, item: str, demanded: int, delivered: int | None) -> dict[str, object]:
        way = {"assigned_ms": demanded, "market": "home-market", "route": "z-home"}
        return {**built(line, item, 0)[0], **way, "demanded_ms": demanded, "delivered_ms": delivered}

    vehicles = [
        vehicle("z-line", "e-car", -DAY, DAY),
        vehicle("z-line", "e-car", 0, 5 * DAY),
        vehicle("z-line", "e-car", 0, 5 * DAY + 1),
        vehicle("z-line", "e-car", MARCH, MARCH + DAY),  # early, but its promise lies beyond the end: not yet due
        vehicle("k-line", "i-car", DAY, None),
    ]
    service = _measures(vehicles, DEMAND, demands=demands)["service"]
    assert service.rows(named=True) == [
        {
            "market": "home-market",
            "item": "e-car",
            "demanded": 5,
            "assigned": 3,
            "delivered": 3,
            "on_time": 1,
            "due": 3,
            "on_time_percent": pytest.approx(100 / 3),
        },
        {
            "market": "home-market",
            "item": "i-car",
            "demanded": 4,
            "assigned": 1,
            "delivered": 0,
            "on_time": None,
            "due": None,
            "on_time_percent": None,
        },
    ]
