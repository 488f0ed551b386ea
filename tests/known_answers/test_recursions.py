"""Queues followed customer by customer: the engine's waits are those of the recursions, to the millisecond."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from landbridge.simulation.draws import draw, law, stream
from landbridge.simulation.simulate import simulate
from tests.known_answers.queues import FIRST_ARRIVAL_MS, Source, Times, queues, visits

CUSTOMERS = 4000
SEED = 7


def drawn(distribution: str, mean_h: float, of: int, seed: int = SEED) -> Times:
    """The first draws of a stream [ms]."""
    code = law(distribution, mean_h, None, 0.5)
    return np.array([draw(*code, np.uint64(seed), np.uint64(of), np.int64(i)) for i in range(CUSTOMERS)])


def serve(arrived: Times, service: Times, servers: int) -> Times:
    """When each customer's service begins.

    Source
    ------
    J. Kiefer & J. Wolfowitz, "On the theory of queues with many servers", Transactions of the American Mathematical
    Society 78 (1955); with one server D. V. Lindley's recursion, Proceedings of the Cambridge Philosophical Society 48
    (1952).
    """
    work = [0] * servers
    began, before = [], arrived[0]
    for at, lasts in zip(arrived.tolist(), service.tolist(), strict=True):
        work = sorted(max(left - (at - before), 0) for left in work)
        began.append(at + work[0])
        work[0] += lasts
        before = at
    return np.array(began)


@pytest.mark.parametrize("distribution", ["exponential", "gamma", "constant"])
@pytest.mark.parametrize("servers", [1, 2, 7])
def test_waits_are_those_of_the_recursion(servers: int, distribution: str) -> None:
    mean_h = 0.9 * servers
    station = {"servers": servers, "time_distribution": distribution, "time_h": mean_h, "time_cv": 0.5}
    network, plan = queues({"line": Source(CUSTOMERS, 1.0, ["station"])}, {"station": station})
    found = visits(simulate(network, plan, SEED), "station")

    gaps = drawn("exponential", 1.0, stream("stock", "line|line-part|line", "transit"))
    arrived = np.append(0, np.cumsum(gaps[:-1])) + FIRST_ARRIVAL_MS
    service = drawn(distribution, mean_h, stream("terminal", "station", "time"))
    began = serve(arrived, service, servers)
    # all that came together would be as many customers at once
    assert (began > arrived).mean() > 0.5
    np.testing.assert_array_equal(found.arrived, arrived)
    np.testing.assert_array_equal(found.began, began)
    np.testing.assert_array_equal(np.sort(found.ended), np.sort(began + service))


def test_stations_in_a_row_are_recursions_in_a_row() -> None:
    names: Sequence[str] = ["first", "second", "third"]
    stations = {name: {"servers": 2, "time_distribution": "exponential", "time_h": 1.8} for name in names}
    network, plan = queues({"line": Source(CUSTOMERS, 1.0, names)}, stations)
    record = simulate(network, plan, SEED)
    arrived = visits(record, "first").arrived
    for name in names:
        service = drawn("exponential", 1.8, stream("terminal", name, "time"))
        began = serve(arrived, service, servers=2)
        np.testing.assert_array_equal(visits(record, name).began, began)
        # those who overtook come to the next station first
        arrived = np.sort(began + service)
