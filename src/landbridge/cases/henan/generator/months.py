"""The case's months and their days of work."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 13))
WARM_UP_D = 75
# Public holidays of 2024 on which no plant of the case works, as announced by the State Council.
_FREE = frozenset(
    date(2024, month, day)
    for month, first, last in ((1, 1, 1), (2, 10, 17), (4, 4, 6), (5, 1, 5), (6, 8, 10), (9, 15, 17), (10, 1, 7))
    for day in range(first, last + 1)
)


def days_of(month: str) -> int:
    """Days of the month."""
    year, number = map(int, month.split("-"))
    return calendar.monthrange(year, number)[1]


def working_days(month: str) -> int:
    """Days from Monday to Saturday that are no public holiday."""
    first = date.fromisoformat(f"{month}-01")
    days = (first + timedelta(days=i) for i in range(days_of(month)))
    return sum(day.weekday() < 6 and day not in _FREE for day in days)


def apportion(total: int, weights: list[float]) -> list[int]:
    """The total in whole units by weight: largest remainders, ties to the first."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - shares[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
