"""One station: closed forms lie inside the interval of independent replications."""

from __future__ import annotations

import functools
import math

import numpy as np
import pytest

from landbridge.documents.document import Record
from landbridge.simulation.simulate import simulate
from tests.known_answers.formulas import (
    cv_lognormal,
    erlang_c,
    mean_leftover,
    mean_lognormal,
    wait_mg1,
    wait_mmc,
    waiting_share_gm1,
)
from tests.known_answers.queues import Source, queues, visits
from tests.known_answers.replications import Estimates, assert_known, replicate
from tests.oracle.engines import assert_same
from tests.oracle.sketch import Row

SKIPPED = 1000


def wait_and_share(record: Record) -> Estimates:
    """Mean wait, and the share of customers that waits at all."""
    waits = visits(record, "station").after(SKIPPED).waits_h
    return {"wait": float(waits.mean()), "share": float((waits > 0).mean())}


def exponential(mean_h: float, servers: int = 1) -> Row:
    """A station with exponential service times."""
    return {"time_distribution": "exponential", "time_h": mean_h, "servers": servers}


def test_mm1() -> None:
    # M/M/1 at 0.7: the wait is longer than t with probability 0.7 exp(-(1 - 0.7) t / 0.7)
    service, late_h = 0.7, 5.0

    def estimate(record: Record) -> Estimates:
        waits = visits(record, "station").after(SKIPPED).waits_h
        return {**wait_and_share(record), "late": float((waits > late_h).mean())}

    network, plan = queues({"mm1": Source(30_000, 1.0, ["station"])}, {"station": exponential(service)})
    late = service * math.exp(-(1 / service - 1) * late_h)
    wait = wait_mmc(1, 1.0, service)
    assert wait == pytest.approx(service**2 / (1 - service))
    assert_known(
        replicate(network, plan, estimate, 30),
        {"wait": (wait, 0.03 * wait), "share": (service, 0.006), "late": (late, 0.07 * late)},
    )


def test_number_in_mm1_is_geometric_and_keeps_littles_law() -> None:
    # P(N = n) = (1 - r) r^n; L = lambda W (Little, Operations Research 9, 1961)
    service, looks = 0.6, np.arange(500, 19_000, 40)

    def estimate(record: Record) -> Estimates:
        balances = record["balances"]
        balances = balances.filter(balances["state"].cast(str) == "handling")
        there = np.zeros(len(looks))
        there[np.searchsorted(looks * 3_600_000, balances["time_ms"].to_numpy())] = balances["units"].to_numpy()
        stays = visits(record, "station").after(SKIPPED).stays_h
        return {
            "number": float(there.mean()),
            "empty": float((there == 0).mean()),
            "three": float((there >= 3).mean()),
            "little": float(there.mean() - stays.mean()),
        }

    network, plan = queues({"number": Source(20_000, 1.0, ["station"])}, {"station": exponential(service)}, looks)
    number = service / (1 - service)
    assert_known(
        replicate(network, plan, estimate, 20),
        {
            "number": (number, 0.06 * number),
            "empty": (1 - service, 0.02),
            "three": (service**3, 0.02),
            "little": (0.0, 0.06 * number),
        },
    )


@functools.cache
def waits_in_mmc(servers: int, service: float) -> dict[str, list[float]]:
    """What replications of M/M/c give."""
    network, plan = queues({"mmc": Source(40_000, 1.0, ["station"])}, {"station": exponential(service, servers)})
    return replicate(network, plan, wait_and_share, 20)


@pytest.mark.parametrize(("servers", "service"), [(2, 1.3), (5, 3.5)])
def test_mmc(servers: int, service: float) -> None:
    wait, share = wait_mmc(servers, 1.0, service), erlang_c(servers, service)
    assert_known(waits_in_mmc(servers, service), {"wait": (wait, 0.05 * wait), "share": (share, 0.01)})


@pytest.mark.parametrize(
    ("station", "mean", "cv"),
    [
        ({"time_distribution": "constant", "time_h": 0.7}, 0.7, 0.0),
        ({"time_distribution": "gamma", "time_h": 0.7, "time_cv": 0.4}, 0.7, 0.4),
        ({"time_distribution": "gamma", "time_h": 0.5, "time_cv": 1.5}, 0.5, 1.5),
        (
            {"time_distribution": "lognormal", "time_h": 0.5, "time_p90_h": 1.0},
            mean_lognormal(0.5, 1.0),
            cv_lognormal(0.5, 1.0),
        ),
    ],
    ids=["M/D/1", "gamma of narrow spread", "gamma of wide spread", "lognormal"],
)
def test_mg1(station: Row, mean: float, cv: float) -> None:
    network, plan = queues({"mg1": Source(25_000, 1.0, ["station"])}, {"station": station})
    wait = wait_mg1(1.0, mean, cv)
    assert_known(replicate(network, plan, wait_and_share, 20), {"wait": (wait, 0.04 * wait), "share": (mean, 0.01)})


def test_mdc() -> None:
    # what is there a service time later: what came, and what the servers could not take (Crommelin, P.O. Electrical
    # Engineers' Journal 25, 1932); by Little's law the mean wait is the mean number in the queue over the rate
    servers, service = 3, 2.1
    wait = mean_leftover(service, servers)
    network, plan = queues(
        {"mdc": Source(30_000, 1.0, ["station"])}, {"station": {"time_h": service, "servers": servers}}
    )
    estimates = replicate(network, plan, wait_and_share, 20)
    assert_known(estimates, {"wait": (wait, 0.04 * wait)})


def test_dm1() -> None:
    # customers at the line's takt: A*(s) = exp(-s)
    network, plan = queues({"dm1": Source(50_000, 1.0, ["station"], regular=True)}, {"station": exponential(0.7)})
    share = waiting_share_gm1(lambda s: math.exp(-s), 0.7)
    wait = share / (1 - share) * 0.7
    assert_known(replicate(network, plan, wait_and_share, 20), {"wait": (wait, 0.04 * wait), "share": (share, 0.01)})


def test_em1() -> None:
    # four vehicles travel together and are one customer: Erlang times between arrivals, A*(s) = (1 + s / 4)^-4
    stations = {"station": {**exponential(0.7), "handles": "departure"}}
    network, plan = queues({"em1": Source(80_000, 0.25, ["station"], road={"load_units": 4})}, stations)
    share = waiting_share_gm1(lambda s: (1 + s / 4) ** -4, 0.7)
    wait = share / (1 - share) * 0.7
    assert_known(replicate(network, plan, wait_and_share, 20), {"wait": (wait, 0.08 * wait), "share": (share, 0.01)})


def test_a_load_of_all_that_came_is_handled_like_a_departure() -> None:
    source = {"em1": Source(4000, 0.25, ["station"], road={"load_units": 4})}
    one, other = (
        simulate(*queues(source, {"station": {**exponential(0.7), "handles": handles, "load_units": 4}}), 1)
        for handles in ("departure", "load")
    )
    assert_same(one, other)


def test_a_wrong_answer_is_noticed() -> None:
    # what two servers do is not what three would do, nor what 3 % more work or 3 % fewer customers would bring
    estimates = waits_in_mmc(2, 1.3)
    for wait in (wait_mmc(3, 1.0, 1.3), wait_mmc(2, 1.0, 1.3 * 1.03), wait_mmc(2, 0.97, 1.3)):
        with pytest.raises(AssertionError, match="is not"):
            assert_known(estimates, {"wait": (wait, 10.0)})
