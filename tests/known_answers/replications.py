"""Independent replications, and the interval in which a known answer has to lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy import stats

from landbridge.documents.document import Network, Plan, Record
from landbridge.simulation.simulate import simulate

LEVEL = 0.999
Estimates = Mapping[str, float]


def replicate(
    network: Network, plan: Plan, estimate: Callable[[Record], Estimates], replications: int
) -> dict[str, list[float]]:
    """What each of so many runs, with the seeds 1, 2, 3 and so on, gives as an estimate."""
    runs = [estimate(simulate(network, plan, seed)) for seed in range(1, replications + 1)]
    return {name: [run[name] for run in runs] for name in runs[0]}


def interval(estimates: list[float], level: float = LEVEL) -> tuple[float, float]:
    """Student's interval for the mean of independent estimates: its middle and half its width."""
    spread = np.std(estimates, ddof=1) / np.sqrt(len(estimates))
    return float(np.mean(estimates)), float(stats.t.ppf((1 + level) / 2, len(estimates) - 1) * spread)


def assert_known(estimates: Mapping[str, list[float]], answers: Mapping[str, tuple[float, float]]) -> None:
    """Every answer lies in the interval of its estimates, and the interval is no wider than would let a fault pass.

    Parameters
    ----------
    answers
        By name of the estimate: the known answer, and the deviation that the test has to notice.
    """
    for name, (answer, notices) in answers.items():
        middle, half = interval(estimates[name])
        assert half < notices, f"{name}: an interval of +-{half:.4g} would not notice {notices:.4g}"
        assert abs(middle - answer) <= half, f"{name}: {middle:.6g} +- {half:.2g} is not {answer:.6g}"
