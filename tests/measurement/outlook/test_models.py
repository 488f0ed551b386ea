"""Series of known make are recovered, and no model looks ahead."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from landbridge.measurement.outlook.models import DAMPING, STIFFNESS, damped_trend, seasonal_naive
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.rolling import LIBRARY, MODELS, NAIVE, OWN, contest, origins_of, trial
from landbridge.measurement.outlook.sample import HORIZON, SEASON, Floats, Sample, read_sample
from landbridge.measurement.outlook.structural import structural
from tests.measurement.outlook.made import series, shaped

FIRST = Month(2016, 1)


def sample_of(values: Floats) -> Sample:
    return read_sample(series(values, FIRST))


def test_seasonal_naive_is_the_last_year() -> None:
    values = np.arange(1.0, 37.0)
    values[26] = np.nan
    found = seasonal_naive(sample_of(values), [36])[0]
    expected = [*values[24:26], values[14], *values[27:36]]
    assert np.exp(found) == pytest.approx(expected)


@pytest.mark.parametrize("model", [damped_trend, structural])
def test_a_series_of_known_make_is_recovered(model: object) -> None:
    truth = shaped(96 + HORIZON, FIRST, slope=0.0)
    found = model(sample_of(truth[:96]), [96])[0]  # type: ignore[operator]
    assert found == pytest.approx(np.log(truth[96:]), abs=0.05)


def test_a_trend_fades() -> None:
    """It rises on, but a year ahead by much less than it would at its last pace."""
    last = 11 + 0.02 * 119
    found = damped_trend(sample_of(np.exp(11 + 0.02 * np.arange(120))), [120])[0]
    undamped = damped_trend(sample_of(np.exp(11 + 0.02 * np.arange(120))), [120], damping=1.0)[0]
    assert found.mean() > last
    assert found[-1] < last + 0.5 * 0.02 * HORIZON
    assert undamped[-1] == pytest.approx(last + 0.02 * HORIZON, abs=0.03)


def test_the_festival_is_foreseen() -> None:
    """2023 had it in January, 2024 has it in February: seasonal naive errs by the whole effect, ours hardly."""
    truth = np.log(shaped(96 + HORIZON, FIRST, effect=-0.6, slope=0.0))
    sample = sample_of(np.exp(truth[:96]))
    january = slice(0, 2)
    off = [np.abs(model(sample, [96])[0] - truth[96:])[january].max() for model in (seasonal_naive, damped_trend)]
    assert off[0] > 0.3
    assert off[1] < 0.08
    blind = replace(sample, festival=np.zeros_like(sample.festival))
    assert np.abs(damped_trend(blind, [96])[0] - truth[96:])[january].max() > 2 * off[1]


def test_a_month_out_of_line_counts_for_less() -> None:
    """One month at a twentieth of its usual output: what follows is foreseen as if it had hardly been."""
    rng = np.random.default_rng(9)
    values = shaped(80, FIRST) * np.exp(0.05 * rng.standard_normal(80))
    broken = values.copy()
    broken[76] /= 20
    usual = damped_trend(sample_of(values), [80])[0]
    off = [np.abs(damped_trend(sample_of(broken), [80], tolerance=t)[0] - usual).mean() for t in (2.0, math.inf)]
    assert off[0] < 0.1 < 0.2 < off[1]


def test_ours_is_the_least_squares_it_says_it_is() -> None:
    """One dense system, over known months and those to come, against one pass of the filter."""
    rng = np.random.default_rng(5)
    values = shaped(70, FIRST) * np.exp(0.1 * rng.standard_normal(70))
    values[[20, 33, 34]] = np.nan
    sample = sample_of(values)
    for origin in (30, 55, 70):
        found = damped_trend(sample, [origin], tolerance=math.inf)[0]
        assert found == pytest.approx(least_squares(sample, origin), abs=1e-5)


def least_squares(sample: Sample, origin: int) -> Floats:
    """The criterion of `damped_trend`, solved as it stands."""
    months = origin + HORIZON
    rows: list[Floats] = []
    aims: list[float] = []
    for month in range(origin):
        if not np.isnan(sample.values[month]):
            row = np.zeros(months + SEASON + 1)
            row[month] = row[months + sample.season[month]] = 1
            row[-1] = sample.festival[month]
            rows.append(row)
            aims.append(float(sample.values[month]))
    for month in range(months - 2):
        row = np.zeros(months + SEASON + 1)
        row[month : month + 3] = np.sqrt(STIFFNESS) * np.array([DAMPING, -(1 + DAMPING), 1])
        rows.append(row)
        aims.append(0.0)
    for column, weight in [*((months + m, 0.5) for m in range(SEASON)), (months + SEASON, 0.1)]:
        row = np.zeros(months + SEASON + 1)
        row[column] = np.sqrt(weight)
        rows.append(row)
        aims.append(0.0)
    solved = np.linalg.lstsq(np.array(rows), np.array(aims), rcond=None)[0]
    ahead = np.arange(origin, months)
    return np.asarray(solved[ahead] + solved[months + sample.season[ahead]] + solved[-1] * sample.festival[ahead])


@pytest.mark.parametrize("name", sorted(MODELS))
def test_no_model_looks_ahead(name: str) -> None:
    """What is not yet known at an origin can be anything."""
    rng = np.random.default_rng(3)
    values = shaped(60, FIRST) * np.exp(0.05 * rng.standard_normal(60))
    changed = values.copy()
    changed[50:] *= 3
    before, after = (MODELS[name](sample_of(v), (36, 45, 50)) for v in (values, changed))
    assert before == pytest.approx(after, abs=1e-9)


def test_ours_must_beat_both() -> None:
    rng = np.random.default_rng(2)
    trending = sample_of(shaped(84, FIRST, slope=0.02) * np.exp(0.05 * rng.standard_normal(84)))
    found = contest(trending, origins_of(trending))
    assert set(found.trials) == {NAIVE, LIBRARY, OWN}
    least = min(trial.score for trial in found.trials.values())
    assert found.winner.score == least
    still = sample_of(np.tile(rng.uniform(100, 900, SEASON), 6))
    assert contest(still, origins_of(still), with_library=False).chosen == NAIVE


def test_errors_are_forecast_less_truth() -> None:
    values = shaped(60, FIRST)
    sample = sample_of(values)
    tried = trial(NAIVE, sample, (48, 59, 60))
    assert tried.errors[0, 0] == pytest.approx(np.log(values[36] / values[48]))
    assert np.isnan(tried.errors[1, 1:]).all()
    assert np.isnan(tried.errors[2]).all()


def test_a_short_series_has_no_origins() -> None:
    assert origins_of(sample_of(shaped(29, FIRST))) == ()
    assert len(origins_of(sample_of(shaped(30, FIRST)))) == 7
    assert len(origins_of(sample_of(shaped(120, FIRST)))) == 61
