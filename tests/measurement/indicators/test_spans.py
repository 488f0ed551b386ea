from __future__ import annotations

from datetime import date

import pytest

from landbridge.measurement.indicators.spans import spans
from landbridge.measurement.months import read_months
from tests.measurement.indicators import sketch


def _spans(first: date, last: date, cumulative: bool, combined: bool) -> list[tuple[str, str | None, bool]]:
    months = read_months(sketch.network(first, last))
    return [(s.period.label, s.mark, s.hidden) for s in spans(months, cumulative, combined)]


def test_months_and_running_totals() -> None:
    days = date(2023, 12, 1), date(2024, 2, 29)
    assert _spans(*days, cumulative=False, combined=False) == [
        ("2023-12", None, False),
        ("2024-01", None, False),
        ("2024-02", None, False),
    ]
    assert _spans(*days, cumulative=True, combined=False) == [
        ("2023-12", "starts_late", False),
        ("2024-01", None, False),
        ("2024-01/2024-02", None, False),
    ]


@pytest.mark.parametrize("cumulative", [False, True])
def test_january_and_february_are_one_where_that_is_asked(cumulative: bool) -> None:
    found = _spans(date(2024, 1, 1), date(2024, 3, 31), cumulative, combined=True)
    assert found == [
        ("2024-01/2024-02", None, False),
        ("2024-01/2024-03" if cumulative else "2024-03", None, False),
    ]


def test_january_without_february_is_refused() -> None:
    january = _spans(date(2023, 11, 1), date(2024, 1, 31), cumulative=False, combined=True)
    assert january[-1] == ("2024-01", "one_of_two_months", True)
    february = _spans(date(2024, 2, 1), date(2024, 3, 31), cumulative=True, combined=True)
    assert february == [("2024-02", "one_of_two_months", True), ("2024-02/2024-03", "one_of_two_months", True)]


def test_a_part_of_a_month_says_so_and_is_labelled_by_its_days() -> None:
    found = _spans(date(2024, 1, 10), date(2024, 2, 20), cumulative=False, combined=False)
    assert found == [
        ("2024-01-10/2024-01-31", "part_of_month", False),
        ("2024-02-01/2024-02-20", "part_of_month", False),
    ]
