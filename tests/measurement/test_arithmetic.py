"""Growth, share, pull and contribution against the figures of the Chinese telecommunications statistics of 2017."""

from __future__ import annotations

import pytest

from landbridge.measurement.arithmetic import Figure, base_of, contribution, growth, pull, share

NOW, BASE = Figure(12_620, "miit"), Figure(12_620 - 759, "miit")
FIXED = Figure(1_971, "miit")


def test_pull_of_mobile_data_is_the_published_one() -> None:
    mobile = pull(Figure(1_157, "miit"), Figure(0, "miit"), BASE)
    assert mobile.value == pytest.approx(9.75, abs=0.01)  # published: 9.7


def test_pull_and_contribution_of_fixed_data() -> None:
    before = base_of(FIXED, 9.5)
    assert before is not None
    assert pull(FIXED, before, BASE).value == pytest.approx(1.44, abs=0.005)  # published: 1.4
    rate = contribution(FIXED, before, NOW, BASE).value
    assert rate == pytest.approx(22.5, abs=0.05)
    assert rate == pytest.approx(21.9, abs=0.7)  # published, from unrounded figures


def test_pulls_of_the_parts_sum_to_the_growth_of_the_total() -> None:
    rest, before = Figure(NOW.value - FIXED.value, "miit"), Figure(1_800, "miit")
    rest_before = Figure(BASE.value - before.value, "miit")
    pulls = [pull(FIXED, before, BASE).value, pull(rest, rest_before, BASE).value]
    assert sum(p for p in pulls if p is not None) == pytest.approx(growth(NOW, BASE).value)


def test_two_bases_are_refused_or_marked() -> None:
    part, whole = Figure(401_000, "association"), Figure(8_310_000, "caam")
    assert share(part, whole).refusal == "bases_crossed"
    asked = share(part, whole, across=True)
    assert (round(asked.value or 0, 2), asked.indicative) == (4.83, True)
    assert share(Figure(1, None), Figure(2, None)).refusal == "bases_crossed"


def test_what_says_nothing_is_suppressed() -> None:
    assert contribution(FIXED, Figure(1_800, "miit"), NOW, NOW).refusal == "no_change"
    assert contribution(FIXED, Figure(2_000, "miit"), NOW, BASE).refusal == "opposite_signs"
    assert growth(NOW, Figure(-5, "miit")).refusal == "base_not_positive"
    assert base_of(NOW, -100) is None
