"""Ciw, a simulator of queueing networks that others wrote, finds what the engine finds.

Source
------
G. I. Palmer, V. A. Knight, P. R. Harper & A. L. Hawa, "Ciw: an open-source discrete event simulation library",
Journal of Simulation 13 (2019).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ciw
import numpy as np
import pytest
from scipy import stats

from landbridge.simulation.simulate import simulate
from tests.known_answers.queues import Source, Visits, queues, visits
from tests.known_answers.replications import LEVEL, interval
from tests.oracle.sketch import Row

CUSTOMERS = 3000
SERVERS = {"M/M/2": {"first": 2}, "tandem": {"first": 1, "second": 2}}
MEAN_H = {1: 0.6, 2: 1.3}
stations = pytest.mark.parametrize("servers", SERVERS.values(), ids=SERVERS)


def terminals(servers: Mapping[str, int]) -> dict[str, Row]:
    """The stations as terminals."""
    return {
        name: {"servers": c, "time_distribution": "exponential", "time_h": MEAN_H[c]} for name, c in servers.items()
    }


def run_ciw(arrivals: Any, services: list[Any], servers: Mapping[str, int], customers: int) -> list[Any]:
    """The records of Ciw's first customers, who pass the stations in order."""
    names = list(servers)
    routing = [[float(j == i + 1) for j in range(len(names))] for i in range(len(names))]
    network = ciw.create_network(
        arrival_distributions=[arrivals] + [None] * (len(names) - 1),
        service_distributions=services,
        number_of_servers=list(servers.values()),
        routing=routing,
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers, method="Finish")
    return simulation.get_all_records()


def of_station(records: list[Any], node: int) -> list[Any]:
    """What happened at one station, in the order in which customers came."""
    return sorted((r for r in records if r.node == node), key=lambda r: (r.arrival_date, r.service_start_date))


@stations
def test_the_same_customers_wait_equally_long(servers: Mapping[str, int]) -> None:
    # Ciw is told when customers come and how long each is served; where they wait is its own finding
    network, plan = queues({"line": Source(CUSTOMERS, 1.0, list(servers))}, terminals(servers))
    record = simulate(network, plan, 11)
    found = [visits(record, name) for name in servers]
    gaps = np.diff(found[0].arrived, prepend=0).tolist()
    never = 10**15
    records = run_ciw(
        ciw.dists.Sequential([*gaps, never]),
        [ciw.dists.Sequential([*(v.ended - v.began).tolist(), 1]) for v in found],
        servers,
        CUSTOMERS,
    )
    for node, ours in enumerate(found, 1):
        theirs = of_station(records, node)
        assert [r.arrival_date for r in theirs] == ours.arrived.tolist()
        assert [r.service_start_date for r in theirs] == ours.began.tolist()
        assert sum(r.waiting_time > 0 for r in theirs) > CUSTOMERS // 3


@stations
def test_other_customers_wait_as_long_on_average(servers: Mapping[str, int]) -> None:
    # nothing shared but the rates: the two simulators' means differ by no more than chance explains (Welch 1947)
    runs, customers, skipped = 12, 4000, 500
    network, plan = queues({"line": Source(customers, 1.0, list(servers))}, terminals(servers))

    def ours(seed: int) -> list[float]:
        record = simulate(network, plan, seed)
        return [mean_wait(visits(record, name).after(skipped)) for name in servers]

    def theirs(seed: int) -> list[float]:
        ciw.seed(seed)
        services = [ciw.dists.Exponential(1 / MEAN_H[c]) for c in servers.values()]
        records = run_ciw(ciw.dists.Exponential(1.0), services, servers, customers)
        return [
            float(np.mean([r.waiting_time for r in of_station(records, node)[skipped:customers]]))
            for node in range(1, len(servers) + 1)
        ]

    one, other = (np.array([of(seed) for seed in range(runs)]) for of in (ours, theirs))
    for station in range(len(servers)):
        assert stats.ttest_ind(one[:, station], other[:, station], equal_var=False).pvalue > 1 - LEVEL
        # and either interval would have noticed an eighth
        for means in (one, other):
            middle, half = interval(means[:, station].tolist(), 0.95)
            assert half < middle / 8


def mean_wait(found: Visits) -> float:
    """Mean wait [h]."""
    return float(found.waits_h.mean())
