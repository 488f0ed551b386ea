"""The Spring Festival moves between January and February."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from landbridge.measurement.outlook.festival import new_year, shares
from landbridge.measurement.outlook.month import Month, months_between


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2012, (1, 23)),
        (2018, (2, 16)),
        (2020, (1, 25)),
        (2021, (2, 12)),
        (2023, (1, 22)),
        (2024, (2, 10)),
        (2025, (1, 29)),
    ],
)
def test_the_day_is_that_of_the_calendar(year: int, day: tuple[int, int]) -> None:
    assert new_year(year) == date(year, *day)


def test_what_january_gains_february_loses() -> None:
    for year in range(2015, 2026):
        assert shares(months_between(Month(year, 1), Month(year, 12)), "CN").sum() == pytest.approx(0, abs=1e-9)
    early, late = (shares([Month(year, 1), Month(year, 2)], "CN") for year in (2023, 2024))
    assert early[0] > 0 > early[1]
    assert late[0] < 0 < late[1]


def test_it_is_kept_where_it_is_kept_and_not_within_a_combined_figure() -> None:
    months = months_between(Month(2023, 1), Month(2024, 3))
    assert not np.any(shares(months, "DE"))
    assert not np.any(shares(months, None))
    assert not np.any(shares(months, "CN", combined=True))
