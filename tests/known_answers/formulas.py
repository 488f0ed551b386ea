"""Closed forms of queues; rates are per hour, times in hours."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy import optimize, stats


def erlang_b(servers: int, load: float) -> float:
    """The share of customers that finds all servers busy where nobody may wait.

    Source
    ------
    A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone
    exchanges" (1917); the recursion over servers is the usual one.
    """
    lost = 1.0
    for n in range(1, servers + 1):
        lost = load * lost / (n + load * lost)
    return lost


def erlang_c(servers: int, load: float) -> float:
    """The share of customers that waits in M/M/c.

    Source
    ------
    A. K. Erlang (1917), as above.
    """
    lost = erlang_b(servers, load)
    return lost / (1 - load / servers * (1 - lost))


def wait_mmc(servers: int, arrivals: float, service: float) -> float:
    """Mean wait in M/M/c with a mean service time."""
    return erlang_c(servers, arrivals * service) / (servers / service - arrivals)


def wait_mg1(arrivals: float, service: float, cv: float) -> float:
    """Mean wait in M/G/1 with a mean service time and its coefficient of variation.

    Source
    ------
    F. Pollaczek, Mathematische Zeitschrift 32 (1930); A. Y. Khinchine, Matematicheskii Sbornik 39 (1932).
    """
    return arrivals * service**2 * (1 + cv**2) / (2 * (1 - arrivals * service))


def waiting_share_gm1(transform: Callable[[float], float], service: float) -> float:
    """The share of customers that waits in GI/M/1: the root within (0, 1) of s = A*((1 - s) / service).

    Parameters
    ----------
    transform
        A*, the Laplace transform of the time between arrivals.

    Source
    ------
    D. G. Kendall, Annals of Mathematical Statistics 24 (1953).
    """
    return float(optimize.brentq(lambda s: s - transform((1 - s) / service), 0, 1 - 1e-6))


def mean_leftover(arrivals: float, taken: int) -> float:
    """Mean number left behind when a Poisson number comes each time and at most so many are then taken.

    Notes
    -----
    The stationary state of the chain X' = max(X + A - taken, 0), cut where nothing is left.
    """
    states = 400
    pmf = stats.poisson.pmf(np.arange(states + taken), arrivals)
    moves = np.zeros((states, states))
    for x in range(states):
        after = np.maximum(np.arange(states + taken) + x - taken, 0)
        np.add.at(moves[x], np.minimum(after, states - 1), pmf)
    balance = np.vstack([moves.T - np.eye(states), np.ones(states)])
    shares = np.linalg.lstsq(balance, np.append(np.zeros(states), 1.0))[0]
    return float(shares @ np.arange(states))


def cv_lognormal(median: float, p90: float) -> float:
    """The coefficient of variation of a lognormal time with this median and 90th percentile."""
    sigma = math.log(p90 / median) / 1.2815515655446004
    return math.sqrt(math.expm1(sigma**2))


def mean_lognormal(median: float, p90: float) -> float:
    """The mean of a lognormal time with this median and 90th percentile."""
    return median * math.sqrt(1 + cv_lognormal(median, p90) ** 2)
