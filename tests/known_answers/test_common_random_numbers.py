"""Scenarios that share their seed share their luck, so that their difference is known better than either.

Source
------
The method: P. Glasserman & D. D. Yao, "Some guidelines and guarantees for common random numbers", Management Science 38
(1992), who show for such queues that the variance of a difference falls.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from landbridge.documents.document import Network, Plan
from landbridge.simulation.simulate import simulate
from tests.known_answers.formulas import wait_mmc
from tests.known_answers.queues import Source, queues, visits
from tests.known_answers.replications import assert_known
from tests.known_answers.test_stock_rules import fill_and_wait, stock_under
from tests.oracle.sketch import Row

RUNS = 30


def station(mean_h: float, servers: int = 1) -> tuple[Network, Plan]:
    """Customers of one an hour before a station."""
    terminal: Row = {"time_distribution": "exponential", "time_h": mean_h, "servers": servers}
    return queues({"line": Source(4000, 1.0, ["station"])}, {"station": terminal})


def stock(level: int) -> tuple[Network, Plan]:
    """A base stock under Poisson demand, with a lead time of 8 h."""
    lead: Row = {"transit_distribution": "gamma", "transit_h": 8.0, "transit_cv": 1.0}
    return stock_under({"policy": "base_stock", "order_up_to": level, "initial": level}, lead, 3000)


def wait(scenario: tuple[Network, Plan], seed: int) -> float:
    """Mean wait at the station [h]."""
    return float(visits(simulate(*scenario, seed), "station").after(500).waits_h.mean())


def fill(scenario: tuple[Network, Plan], seed: int) -> float:
    """Share of orders filled from the shelf."""
    return fill_and_wait(simulate(*scenario, seed))["fill"]


@pytest.mark.parametrize(
    ("one", "other", "figure", "times"),
    [
        (lambda: station(0.7), lambda: station(0.67), wait, 10),
        (lambda: station(3.5, 5), lambda: station(3.3, 5), wait, 5),
        (lambda: stock(9), lambda: stock(10), fill, 10),
    ],
    ids=["a faster server", "five faster servers", "one more in stock"],
)
def test_common_seeds_cut_the_variance_of_a_difference(
    one: Callable[[], tuple[Network, Plan]],
    other: Callable[[], tuple[Network, Plan]],
    figure: Callable[[tuple[Network, Plan], int], float],
    times: float,
) -> None:
    first, second = one(), other()
    here = np.array([figure(first, seed) for seed in range(RUNS)])
    there = np.array([figure(second, seed) for seed in range(RUNS)])
    apart = np.array([figure(second, RUNS + seed) for seed in range(RUNS)])
    ratio = np.var(here - apart, ddof=1) / np.var(here - there, ddof=1)
    assert ratio > times


def test_a_difference_under_common_seeds_is_the_difference_of_the_closed_forms() -> None:
    # 2 % less service: less than a quarter of what either wait scatters, and yet seen
    slow, fast = station(0.7), station(0.686)
    differences = [wait(slow, seed) - wait(fast, seed) for seed in range(RUNS)]
    known = wait_mmc(1, 1.0, 0.7) - wait_mmc(1, 1.0, 0.686)
    assert_known({"difference": differences}, {"difference": (known, known)})
