from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from landbridge.measurement.months import NEVER, Period, read_months
from tests.measurement import hand_made
from tests.measurement.hand_made import DAY, END, FEBRUARY, MARCH


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 1, 1), date(2024, 9, 30), "2024-01/2024-09"),
        (date(2023, 1, 1), date(2024, 12, 31), "2023-01/2024-12"),
        (date(2024, 1, 1), date(2024, 11, 14), "2024-01-01/2024-11-14"),
        (date(2024, 11, 14), date(2024, 11, 14), "2024-11-14"),
    ],
)
def test_a_period_is_labelled_as_shortly_as_it_can_be(first: date, last: date, label: str) -> None:
    assert Period(first, last).label == label


def test_the_year_before_a_leap_february_ends_with_its_28th() -> None:
    assert Period(date(2024, 2, 1), date(2024, 2, 29)).year_before() == Period(date(2023, 2, 1), date(2023, 2, 28))
    assert Period(date(2025, 2, 1), date(2025, 2, 28)).year_before() == Period(date(2024, 2, 1), date(2024, 2, 29))


def test_a_month_owns_its_first_millisecond_and_not_the_next_ones() -> None:
    months = read_months(hand_made.network())
    instants = np.array([NEVER, -1, 0, FEBRUARY - 1, FEBRUARY, MARCH - 1, MARCH, END - 1, END])
    assert months.month_of(instants).tolist() == [-1, -1, 0, 0, 1, 1, 2, 2, -1]
    assert months.day_of(instants).tolist() == [-1, -1, 0, 30, 31, 59, 60, 90, -1]
    assert months.counts(instants).tolist() == [False, False, True, True, True, True, True, True, False]


def test_days_follow_the_clocks_of_the_home_place() -> None:
    network = hand_made.network()
    there = type(network)(network.tables, {**network.settings, "time_zone": "Europe/Berlin"})
    months = read_months(there)
    last_sunday_of_march = 90
    assert months.days[last_sunday_of_march] == date(2024, 3, 31)
    assert months.day_starts[last_sunday_of_march + 1] - months.day_starts[last_sunday_of_march] == DAY - DAY // 24
