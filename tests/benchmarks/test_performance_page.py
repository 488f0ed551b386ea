"""What the page says of a target follows from the figures alone."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import page, results
from benchmarks.limits import index_limits, slope
from benchmarks.plots import ticks
from benchmarks.targets import judge


def threads(*ratios: float) -> dict[str, Any]:
    return {"threads": {"ratios": list(ratios)}}


@pytest.mark.parametrize(
    ("ratios", "shown", "verdict"),
    [((1.2, 1.9, 1.85), "1.85 ×", "aim"), ((1.7,), "1.7 ×", "must"), ((1.59, 1.9, 1.0), "1.59 ×", "missed")],
)
def test_more_is_better(ratios: tuple[float, ...], shown: str, verdict: str) -> None:
    (found,) = judge(threads(*ratios))
    assert (found.shown, found.verdict) == (shown, verdict)


@pytest.mark.parametrize(
    ("seconds", "size", "verdicts"), [(0.9, 99.0, ["aim", "aim"]), (2.5, 214.0, ["missed", "short"])]
)
def test_less_is_better(seconds: float, size: float, verdicts: list[str]) -> None:
    folder = {"written_s": [seconds], "size_mb": size, "trace_ms": [20.0]}
    assert [row.verdict for row in judge({"folder": folder})] == [*verdicts, "must"]


def test_the_page_tells_every_target_that_was_measured() -> None:
    measured = results.read()
    text = page.performance_page(measured)
    judged = judge(measured)
    assert len(judged) == 11
    for row in judged:
        assert f"| {row.what_en} | {row.what_zh} | {row.shown} |" in text


def test_a_busy_machine_is_admitted() -> None:
    measured = results.read()
    about = measured["national"]["about"]
    busy = {**measured, "national": {**measured["national"], "about": {**about, "load_before": 3.0}}}
    quiet = {**measured, "national": {**measured["national"], "about": {**about, "load_before": 0.1}}}
    assert "Other work ran" in page.performance_page(busy)
    assert "Other work ran" not in page.performance_page(quiet)


def test_the_readme_keeps_everything_but_its_table() -> None:
    text = f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n"
    made = page.readme(text, results.read())
    assert made.startswith("before\n")
    assert made.endswith("after\n")
    assert "old" not in made
    assert page.readme(made, results.read()) == made


def test_no_limit_is_reached_by_the_national_year() -> None:
    limits = index_limits(results.read()["national"]["runs"][0])
    assert all(limit.times > 1 for limit in limits)
    assert limits == sorted(limits, key=lambda limit: limit.times)


def test_a_line_through_points_has_their_slope() -> None:
    assert slope([(0, 1), (1, 3), (2, 5)]) == 2


@pytest.mark.parametrize("most", [0.03, 0.9, 1, 7.3, 20.1, 1200])
def test_an_axis_has_few_round_marks_and_room_for_the_most(most: float) -> None:
    marks = ticks(most)
    assert marks[0] == 0
    assert marks[-2] < most <= marks[-1]
    assert 3 <= len(marks) <= 8
