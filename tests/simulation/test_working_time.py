from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from landbridge.simulation.layout import NEVER
from landbridge.simulation.working_time import advance, lay_out, open_at, rate_at, when_worked, work_until

SHIFTS = [(0, 0), (8, 1000), (17, 0), (32, 1000), (41, 0)]
HALF = [(0, 500)]
THIRD = [(0, 333)]
DOUBLE = [(0, 2000)]
BROKEN = [(0, 370), (5, 371), (10, 370)]
LATE = [(10, 1000), (20, 0)]
# a hundred days of eight hours, then closed
DAYS = [(0, 0)] + [step for day in range(100) for step in ((24 * day + 8, 1000), (24 * day + 16, 0))]
ALL = [SHIFTS, HALF, THIRD, DOUBLE, BROKEN, LATE, DAYS]


def ask(function: Callable[..., int], steps: list[tuple[int, int]] | None, *rest: int) -> int:
    """The function's answer for one of the maps, laid out among the others; None never rests."""
    m = -1 if steps is None else ALL.index(steps)
    return int(function(*lay_out(ALL), m, *rest))


@pytest.mark.parametrize(
    ("steps", "t", "answer"),
    [
        (SHIFTS, 0, 8), (SHIFTS, 8, 8), (SHIFTS, 16, 16), (SHIFTS, 17, 32), (SHIFTS, 41, NEVER), (SHIFTS, 99, NEVER),
        (HALF, 3, 3), (LATE, 0, 0), (LATE, 19, 19), (LATE, 20, NEVER), (None, 7, 7),
        (DAYS, 24 * 57 + 16, 24 * 58 + 8), (DAYS, 24 * 99 + 16, NEVER),
    ],
)  # fmt: skip
def test_open_at(steps: list[tuple[int, int]] | None, t: int, answer: int) -> None:
    assert ask(open_at, steps, t) == answer


@pytest.mark.parametrize(
    ("steps", "t", "answer"),
    [
        (SHIFTS, 0, 0), (SHIFTS, 8, 0), (SHIFTS, 10, 2), (SHIFTS, 17, 9), (SHIFTS, 32, 9), (SHIFTS, 36, 13),
        (SHIFTS, 99, 18), (HALF, 1, 0), (HALF, 2, 1), (HALF, 7, 3), (THIRD, 3, 0), (THIRD, 4, 1), (DOUBLE, 3, 6),
        # 1.85 is 1 at 5; then floor(0.371), floor(4 x 0.371), floor(1.855) on top of it, and the last 0.37
        (BROKEN, 5, 1), (BROKEN, 6, 1), (BROKEN, 9, 2), (BROKEN, 10, 2), (BROKEN, 13, 3),
        (LATE, 10, 0), (LATE, 0, -10), (None, 7, 7), (DAYS, 24 * 57 + 12, 57 * 8 + 4),
    ],
)  # fmt: skip
def test_work_until(steps: list[tuple[int, int]] | None, t: int, answer: int) -> None:
    assert ask(work_until, steps, t) == answer


@pytest.mark.parametrize(
    ("steps", "t", "d", "answer"),
    [
        (SHIFTS, 0, 1, 9),
        # reached at the last instant of the shift, not at the first of the next
        (SHIFTS, 0, 9, 17), (SHIFTS, 10, 7, 17), (SHIFTS, 10, 8, 33), (SHIFTS, 20, 9, 41),
        (SHIFTS, 0, 18, 41), (SHIFTS, 0, 19, NEVER), (SHIFTS, 41, 1, NEVER),
        (HALF, 0, 1, 2), (HALF, 1, 1, 2), (HALF, 3, 1, 4), (HALF, 0, 50, 100),
        (THIRD, 0, 1, 4), (THIRD, 0, 2, 7), (THIRD, 0, 333, 1000),
        (DOUBLE, 0, 1, 1), (DOUBLE, 0, 3, 2), (DOUBLE, 5, 4, 7),
        (BROKEN, 0, 2, 8), (BROKEN, 2, 1, 3), (BROKEN, 4, 1, 8), (BROKEN, 0, 3, 13),
        (LATE, 0, 3, 3), (LATE, 0, 20, 20), (LATE, 0, 21, NEVER),
        (None, 7, 5, 12),
        (DAYS, 0, 50 * 8 + 1, 24 * 50 + 9), (DAYS, 24 * 30 + 12, 20 * 8, 24 * 50 + 12), (DAYS, 0, 801, NEVER),
    ],
)  # fmt: skip
def test_advance(steps: list[tuple[int, int]] | None, t: int, d: int, answer: int) -> None:
    assert ask(advance, steps, t, d) == answer


@pytest.mark.parametrize(
    ("steps", "t", "work", "answer"),
    [
        (SHIFTS, 0, 0, 0), (SHIFTS, 20, 9, 20), (SHIFTS, 0, 9, 17), (SHIFTS, 35, 10, 35), (SHIFTS, 50, 19, NEVER),
        (None, 7, 5, 7), (None, 7, 12, 12),
    ],
)  # fmt: skip
def test_when_worked(steps: list[tuple[int, int]] | None, t: int, work: int, answer: int) -> None:
    assert ask(when_worked, steps, t, work) == answer


def test_what_was_asked_before_changes_no_answer() -> None:
    m = ALL.index(DAYS)
    laid_out: tuple[Any, ...] = lay_out(ALL)
    kept, fresh = partial(advance, *laid_out, m), partial(ask, advance, DAYS)
    for t in (24 * 99, 0, 24 * 40 + 9, 24 * 41, 24 * 3, 24 * 98 + 15, 5):
        assert kept(t, 60) == fresh(t, 60)


def test_takts_follow_the_maps() -> None:
    segments, first, hint = lay_out([SHIFTS], [[(0, 60), (10, 50)], [(5, 7)]])
    assert [rate_at(segments, first, hint, 1, t) for t in (0, 9, 10, 99)] == [60, 60, 50, 50]
    assert [rate_at(segments, first, hint, 2, t) for t in (0, 5, 6)] == [7, 7, 7]
