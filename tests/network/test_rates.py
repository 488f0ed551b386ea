from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from landbridge.network.rates import EVER, Change, RateBook, Steps, multiply, of_spans

DAY_SHIFT: Steps = ((0, 0), (8, 1000), (17, 0), (32, 1000), (41, 0))


def rate_at(steps: Steps, t: int) -> int:
    """The rate that holds at t, as the record's rule W1 says it."""
    rate = steps[0][1]
    for begins, r in steps:
        if begins <= t:
            rate = r
    return rate


def test_no_change() -> None:
    assert multiply(DAY_SHIFT, []) == DAY_SHIFT


def test_a_closure_within_a_shift() -> None:
    assert multiply(((0, 1000),), [Change(5, 9, 0)]) == ((0, 1000), (5, 0), (9, 1000))


def test_a_closure_over_the_end_of_a_shift() -> None:
    assert multiply(DAY_SHIFT, [Change(15, 20, 0)]) == ((0, 0), (8, 1000), (15, 0), (32, 1000), (41, 0))


def test_a_closure_in_idle_time_changes_nothing() -> None:
    assert multiply(DAY_SHIFT, [Change(18, 30, 0)]) == DAY_SHIFT


def test_a_slowdown() -> None:
    assert multiply(DAY_SHIFT, [Change(16, 33, 500)]) == (
        (0, 0), (8, 1000), (16, 500), (17, 0), (32, 500), (33, 1000), (41, 0),
    )  # fmt: skip


def test_two_slowdowns_multiply_and_round_down_each() -> None:
    # 1000 * 333 // 1000 = 333, then 333 * 333 // 1000 = 110
    steps = multiply(((0, 1000),), [Change(0, 10, 333), Change(5, 15, 333)])
    assert steps == ((0, 333), (5, 110), (10, 333), (15, 1000))


def test_a_speed_up() -> None:
    assert multiply(((0, 1000),), [Change(3, 4, 1500)]) == ((0, 1000), (3, 1500), (4, 1000))


def test_closed_before_opening_and_after_closing() -> None:
    lifetime = [Change(-EVER, 10, 0), Change(35, EVER, 0)]
    assert multiply(DAY_SHIFT, lifetime) == ((0, 0), (10, 1000), (17, 0), (32, 1000), (35, 0))
    assert multiply(((-100, 1000),), lifetime) == ((-100, 0), (10, 1000), (35, 0))


def test_a_change_before_the_map_begins_is_over() -> None:
    assert multiply(((0, 1000),), [Change(-10, 0, 0)]) == ((0, 1000),)


def test_a_change_that_never_began_to_end() -> None:
    assert multiply(((0, 1000),), [Change(-EVER, EVER, 0)]) == ((0, 0),)


def test_spans() -> None:
    assert of_spans([(32, 41), (8, 17)], 0, 100) == ((0, 0), (8, 1000), (17, 0), (32, 1000), (41, 0), (100, 1000))


def test_spans_that_touch_or_overlap_are_one() -> None:
    assert of_spans([(2, 5), (5, 7), (6, 9), (3, 4)], 0, 20) == ((0, 0), (2, 1000), (9, 0), (20, 1000))


def test_a_span_that_reaches_over_the_beginning() -> None:
    assert of_spans([(-5, -3), (-2, 4)], 0, 20) == ((0, 1000), (4, 0), (20, 1000))


def test_a_span_that_reaches_over_the_planned_end() -> None:
    assert of_spans([(15, 30)], 0, 20) == ((0, 0), (15, 1000))


def test_a_span_without_length_is_none() -> None:
    assert of_spans([(5, 5), (9, 7)], 0, 20) == ((0, 0), (20, 1000))


def test_no_spans() -> None:
    assert of_spans([], 0, 20) == ((0, 0), (20, 1000))


changes = st.builds(
    lambda start, length, factor: Change(start, start + length, factor),
    st.integers(-5, 45),
    st.integers(0, 30),
    st.integers(0, 2500),
)


@given(st.lists(changes, max_size=5))
def test_every_instant_has_the_product(several: list[Change]) -> None:
    steps = multiply(DAY_SHIFT, several)
    for t in range(60):
        rate = rate_at(DAY_SHIFT, t)
        for change in several:
            if change.start <= t < change.end:
                rate = rate * change.factor // 1000
        assert rate_at(steps, t) == rate
    assert all(a[0] < b[0] and a[1] != b[1] for a, b in itertools.pairwise(steps))


@given(st.lists(st.tuples(st.integers(-10, 60), st.integers(-10, 60)), max_size=6))
def test_every_instant_is_open_in_a_span(spans: list[tuple[int, int]]) -> None:
    steps = of_spans(spans, 0, 50)
    for t in range(70):
        is_open = t >= 50 or any(start <= t < end for start, end in spans)
        assert rate_at(steps, t) == 1000 * is_open
    assert all(a[0] < b[0] and a[1] != b[1] for a, b in itertools.pairwise(steps))


def test_a_map_that_never_rests_is_not_in_the_book() -> None:
    rates = RateBook()
    assert rates.name(((-5, 1000), (3, 1000)), "line|a") is None
    assert rates.table().rows() == []


def test_equal_maps_are_in_the_book_once() -> None:
    rates = RateBook()
    assert rates.name(DAY_SHIFT, "line|b") == "line|b"
    assert rates.name(((0, 500),), "line|a") == "line|a"
    assert rates.name(tuple(DAY_SHIFT), "line|c") == "line|b"
    assert rates.table().rows() == [("line|a", 0, 500), *(("line|b", t, rate) for t, rate in DAY_SHIFT)]
