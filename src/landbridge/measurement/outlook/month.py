"""A month, as something to count with."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, number: int) -> Month:
        """The month of a running number."""
        return cls(number // 12, number % 12 + 1)

    @property
    def number(self) -> int:
        """Its running number: one more for every month."""
        return self.year * 12 + self.month - 1

    @property
    def days(self) -> int:
        """How many days it has."""
        return calendar.monthrange(self.year, self.month)[1]

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, self.days)

    def __add__(self, months: int) -> Month:
        """The month so many later.

        Examples
        --------
        >>> str(Month(2024, 11) + 3)
        '2025-02'
        """
        return Month.of(self.number + months)

    def __sub__(self, other: Month) -> int:
        """How many months it is later than another."""
        return self.number - other.number

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """The months from the first to the last, both included."""
    return tuple(first + i for i in range(last - first + 1))
