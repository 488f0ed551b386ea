"""A battery of statistical tests for 64-bit words; each test gives a p-value, which is uniform if the words are random.

Source
------
D. E. Knuth, The Art of Computer Programming 2 (3rd ed., 1997), 3.3.2 and 3.3.3: equidistribution, serial, permutation,
runs, maximum of t, collision, serial correlation. G. Marsaglia, "A current view of random number generators" (1985):
birthday spacings, binary rank.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Words = NDArray[np.uint64]


def uniforms(words: Words) -> NDArray[np.float64]:
    """As draws take them: the highest 53 bits, and a half (docs/simulation.md, R1)."""
    return ((words >> np.uint64(11)).astype(float) + 0.5) * 2.0**-53


def two_sided(p: float) -> float:
    """Neither too far from what is expected nor too near."""
    return min(1.0, 2 * min(p, 1 - p))


def chi_square(observed: NDArray[np.int64], shares: NDArray[np.float64] | None = None) -> float:
    """Two-sided p-value of counts against their shares."""
    expected = observed.sum() * (np.full(observed.size, 1 / observed.size) if shares is None else shares)
    statistic = float(((observed.ravel() - expected) ** 2 / expected).sum())
    return two_sided(float(stats.chi2.sf(statistic, observed.size - 1)))


def equidistribution(words: Words) -> float:
    """Cells of the unit interval are hit equally often."""
    return chi_square(np.bincount((words >> np.uint64(52)).astype(np.int64), minlength=4096))


def low_bits(words: Words) -> float:
    """The last bits that a draw uses are as even as the first."""
    return chi_square(np.bincount(((words >> np.uint64(11)) & np.uint64(4095)).astype(np.int64), minlength=4096))


def kolmogorov_smirnov(words: Words) -> float:
    """The empirical distribution is near the uniform one, and not too near."""
    return two_sided(float(stats.kstest(uniforms(words), "uniform").pvalue))


def serial(words: Words) -> float:
    """Pairs of neighbours fill the unit square evenly."""
    cells = (words >> np.uint64(58)).astype(np.int64)
    return chi_square(np.bincount(cells[0::2] * 64 + cells[1::2], minlength=4096))


def permutation(words: Words) -> float:
    """Five neighbours stand in each of their 120 orders equally often."""
    ranks = np.argsort(words[: words.size // 5 * 5].reshape(-1, 5), axis=1)
    return chi_square(np.unique(ranks @ 5 ** np.arange(5), return_counts=True)[1])


def maximum(words: Words) -> float:
    """The largest of eight to the eighth is uniform."""
    return two_sided(float(stats.kstest(uniforms(words).reshape(-1, 8).max(axis=1) ** 8, "uniform").pvalue))


def correlations(words: Words) -> float:
    """Correlations with the next, the second next and so on to the 32nd, taken together."""
    u = uniforms(words) - 0.5
    n = u.size - 32
    z = np.array([12 * float(u[:n] @ u[lag : lag + n]) / math.sqrt(n) for lag in range(1, 33)])
    return two_sided(float(stats.chi2.sf(float(z @ z), 32)))


def runs_about_the_median(words: Words) -> float:
    """Runs above and below one half are neither too many nor too few (Wald & Wolfowitz 1940)."""
    above = words >> np.uint64(63)
    runs = 1 + int((above[1:] != above[:-1]).sum())
    return float(2 * stats.norm.sf(abs(runs - 1 - (above.size - 1) / 2) / math.sqrt((above.size - 1) / 4)))


def runs_up(words: Words) -> float:
    """Ascending runs, each followed by a skipped number so that they are independent, have Knuth's lengths."""
    rises = words[1:] > words[:-1]
    lengths, at, falls = [], 0, np.flatnonzero(~rises).tolist()
    for fall in falls:
        if fall >= at:
            lengths.append(min(fall - at + 1, 6))
            at = fall + 2
    counts = np.bincount(lengths, minlength=7)[1:]
    shares = np.array([1 / math.factorial(r) - 1 / math.factorial(r + 1) for r in range(1, 6)] + [1 / 720])
    return chi_square(counts, shares)


def birthday_spacings(words: Words) -> float:
    """Of 2**12 birthdays in a year of 2**32 days, spacings coincide a Poisson number of times of mean 4."""
    birthdays = np.sort((words[: words.size // 4096 * 4096] >> np.uint64(32)).reshape(-1, 4096), axis=1)
    spacings = np.sort(np.diff(birthdays, axis=1), axis=1)
    equal = int((np.diff(spacings, axis=1) == 0).sum())
    expected = 4.0 * birthdays.shape[0]
    return two_sided(float(stats.poisson.cdf(equal, expected)) - float(stats.poisson.pmf(equal, expected)) / 2)


def collisions(words: Words) -> float:
    """2**16 balls thrown into 2**24 urns collide about 128 times; a Poisson number to a good approximation."""
    balls = (words[: words.size // 65536 * 65536] >> np.uint64(40)).reshape(-1, 65536)
    hits = sum(65536 - np.unique(row).size for row in balls)
    urns = 2**24
    expected = balls.shape[0] * (65536 - urns * -math.expm1(65536 * math.log1p(-1 / urns)))
    return two_sided(float(stats.poisson.cdf(hits, expected)) - float(stats.poisson.pmf(hits, expected)) / 2)


def every_bit(words: Words) -> float:
    """Each of the 64 bits is one half of the time, and changes half of the time; taken together."""
    z = []
    for bit in range(64):
        ones = (words >> np.uint64(bit)) & np.uint64(1)
        z.append((2 * int(ones.sum()) - ones.size) / math.sqrt(ones.size))
        z.append((2 * int((ones[1:] ^ ones[:-1]).sum()) - ones.size + 1) / math.sqrt(ones.size - 1))
    return two_sided(float(stats.chi2.sf(float(np.square(z).sum()), len(z))))


def bits_set(words: Words) -> float:
    """How many bits are set in neighbours: binomial numbers, independent of each other."""
    weights = np.bitwise_count(words).astype(float) - 32
    n = weights.size - 1
    z = float(weights[1:] @ weights[:-1]) / 16 / math.sqrt(n)
    return float(2 * stats.norm.sf(abs(z)))


def binary_rank(words: Words) -> float:
    """Ranks of 32 x 32 matrices of bits."""
    rows = (words[: min(words.size, 2**17) // 32 * 32] >> np.uint64(32)).reshape(-1, 32).copy()
    rank = np.zeros(rows.shape[0], int)
    for bit in range(31, -1, -1):
        has = ((rows >> np.uint64(bit)) & np.uint64(1)).astype(bool)
        some = has.any(axis=1)
        pivot = np.where(some, has.argmax(axis=1), 0)
        own = rows[np.arange(rows.shape[0]), pivot]
        has[np.arange(rows.shape[0]), pivot] = False
        rows ^= np.where(has & some[:, None], own[:, None], np.uint64(0))
        rows[some, pivot[some]] = 0
        rank += some
    shares = np.array([0.0052854502, 0.1283502644, 0.5775761902, 0.2887880952])
    counts = np.array([(rank <= 29).sum(), (rank == 30).sum(), (rank == 31).sum(), (rank == 32).sum()])
    return chi_square(counts, shares / shares.sum())


BATTERY: Mapping[str, Callable[[Words], float]] = MappingProxyType(
    {
        test.__name__: test
        for test in (
            equidistribution,
            low_bits,
            kolmogorov_smirnov,
            serial,
            permutation,
            maximum,
            correlations,
            runs_about_the_median,
            runs_up,
            birthday_spacings,
            collisions,
            every_bit,
            bits_set,
            binary_rank,
        )
    }
)
