"""Intervals cover what they say, totals add up, and days follow from totals."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from landbridge.measurement.outlook.coverage import measure_coverage
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.monthly import read_monthly
from landbridge.measurement.outlook.path import Path
from landbridge.measurement.outlook.rolling import OWN, Trial, origins_of, trial
from landbridge.measurement.outlook.sample import read_sample
from landbridge.measurement.outlook.spread import Spread, quantile, spread_at
from tests.measurement.outlook.made import series, shaped

MADE, LENGTH, AHEAD = 150, 78, 6


def simulated(rng: np.random.Generator) -> np.ndarray:
    """A wandering level, a season, the festival and noise."""
    wander = np.cumsum(0.04 * rng.standard_normal(LENGTH + AHEAD))
    return np.asarray(
        shaped(LENGTH + AHEAD, Month(2016, 1), slope=0.0) * np.exp(wander + 0.05 * rng.standard_normal(LENGTH + AHEAD))
    )


def test_intervals_cover_as_often_as_they_say() -> None:
    """150 simulated series, one month and one total each: within what chance allows one test in a thousand to miss."""
    rng = np.random.default_rng(11)
    month, total = np.zeros(2), np.zeros(2)
    for _ in range(MADE):
        truth = simulated(rng)
        made = read_monthly(series(truth[:LENGTH], Month(2016, 1)), with_library=False)
        assert made is not None
        third, six = made.path.month(2), made.path.total(AHEAD)
        month += _within(third, truth[LENGTH + 2])
        total += _within(six, truth[LENGTH:].sum())
    for share, at_least, at_most in zip((*month / MADE, *total / MADE), (0.7, 0.89) * 2, (0.91, 1.0) * 2, strict=True):
        assert at_least <= share <= at_most


def _within(interval: object, truth: float) -> np.ndarray:
    low95, low80, high80, high95 = interval.ends  # type: ignore[attr-defined]
    return np.array([low80 <= truth <= high80, low95 <= truth <= high95], float)


def test_coverage_is_counted_from_what_was_known() -> None:
    rng = np.random.default_rng(4)
    values = simulated(rng)
    sample = read_sample(series(values, Month(2016, 1)))
    tried = trial(OWN, sample, origins_of(sample))
    covered = measure_coverage(sample, tried)
    assert covered is not None
    assert covered.of_months == 6 * (len(tried.origins) - 12 - 6) + 15
    assert 0.6 < covered.months[0] < covered.months[1] <= 1
    early = [row for row in range(15) if tried.origins[row] < tried.origins[15]]
    later = np.array(tried.errors)
    later[15:] = 99.0
    for row in early:
        later[row, tried.origins[15] - tried.origins[row] :] = 99.0
    changed = type(tried)(tried.model, tried.origins, tried.forecasts, later)
    assert spread_at(changed, 15) == spread_at(tried, 15)


def test_the_parts_of_a_spread_are_told_apart() -> None:
    """Errors of a single month, of all months alike, and of a random walk."""
    rng = np.random.default_rng(8)
    origins = tuple(range(30, 631))
    walk = np.cumsum(0.3 * rng.standard_normal((601, 12)), axis=1)
    errors = walk + 0.5 * rng.standard_normal((601, 12)) + 0.4 * rng.standard_normal((601, 1))
    found = [spread_at(Trial(OWN, origins, errors, errors), position) for position in range(60, 601)]
    means = [np.mean([getattr(s, part) for s in found if s]) for part in ("once", "shared", "lasting")]
    assert means == pytest.approx([0.25, 0.16, 0.09], rel=0.3)


def test_a_total_and_the_day_of_a_mark() -> None:
    path = Path(Month(2024, 11), np.array([300.0, 310.0]), np.diag([0.01, 0.01]), np.inf, True)
    total = path.total()
    assert total.point == 610
    deviation = np.sqrt((300 / 610) ** 2 * 0.01 + (310 / 610) ** 2 * 0.01)
    assert total.high95 == pytest.approx(610 * np.exp(1.960 * deviation))
    crossing = path.crossing(1000.0, 1150.0)
    assert crossing.day == date(2024, 11, 15)
    slow = 300 * np.exp(-1.960 * 0.1)
    assert crossing.late95 == date(2024, 11, int(np.ceil(150 / slow * 30)))
    assert crossing.early95 is not None
    assert crossing.early95 < crossing.day < crossing.late95
    never = path.crossing(1000.0, 2000.0)
    assert (never.day, never.early95, never.late95) == (None, None, None)
    perhaps = path.crossing(1000.0, 1700.0)
    assert (perhaps.day, perhaps.early80, perhaps.early95) == (None, None, date(2024, 12, 31))


def test_a_level_that_passes_zero_has_additive_errors() -> None:
    path = Path(Month(2024, 11), np.array([-5.0, 3.0]), np.diag([4.0, 4.0]), np.inf, False)
    total = path.total()
    assert (total.point, total.high95) == (-2.0, pytest.approx(-2 + 1.960 * np.sqrt(8)))


def test_quantiles_are_those_of_student() -> None:
    assert quantile(95, np.inf) == 1.960
    assert quantile(80, 0.5) == 3.078
    assert quantile(95, 11.9) == 2.228
    sizes = [quantile(level, freedom) for level in (80, 95) for freedom in (1, 2, 3, 5, 12, 100)]
    assert all(later <= earlier for earlier, later in pairwise(sizes[:6]))
    assert Spread(0.0, 0.0, 1.0).deviation()[3] == 2.0
    assert Spread(1.0, 3.0, 0.0).covariance()[0, 4] == 3.0
