from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from landbridge.simulation.draws import (
    CONSTANT,
    EXPONENTIAL,
    GAMMA,
    LOGNORMAL,
    NONE,
    draw,
    gamma_below,
    gamma_quantile,
    law,
    normal_quantile,
    philox,
    poisson,
    stream,
    uniform,
)

HOUR = 3_600_000
N = 20_000
TAILS = [1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1 - 1e-6]


def words(*four: int) -> tuple[np.uint64, np.uint64]:
    """Four 32-bit words, lowest first, as two of 64 bits."""
    return np.uint64(four[0] | four[1] << 32), np.uint64(four[2] | four[3] << 32)


def draws(of: tuple[int, float, float], name: str = "a", seed: int = 1, n: int = N) -> NDArray[np.float64]:
    """The first n draws of a stream [ms]."""
    code, a, b = of
    own = np.uint64(stream("test", name, "time"))
    return np.array([draw(code, a, b, np.uint64(seed), own, np.int64(i)) for i in range(n)], float)


def uniforms(name: str, seed: int = 1, first: int = 0, n: int = N) -> NDArray[np.float64]:
    own = np.uint64(stream("test", name, "time"))
    return np.array([uniform(np.uint64(seed), own, np.int64(first + i)) for i in range(n)])


# Random123's kat_vectors, philox4x32 10: counter, key, and the first two words of the result
@pytest.mark.parametrize(
    ("counter", "key", "result"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB),
        ),
    ],
)
def test_philox_known_answers(counter: tuple[int, ...], key: tuple[int, int], result: tuple[int, int]) -> None:
    low, high = words(*counter)
    key_word, _ = words(*key, 0, 0)
    assert int(philox(low, high, key_word)) == result[0] << 32 | result[1]


def test_uniform_is_the_middle_of_its_53_bits() -> None:
    # of 6627e8d5e169c58d the highest 53 bits, and a half
    assert uniform(np.uint64(0), np.uint64(0), np.int64(0)) == ((0x6627E8D5E169C58D >> 11) + 0.5) / 2**53


def test_uniforms_are_uniform() -> None:
    u = uniforms("a")
    assert u.min() > 0
    assert u.max() < 1
    assert stats.kstest(u, "uniform").pvalue > 1e-3


def test_streams_are_64_bits_of_blake2b_of_the_names() -> None:
    # from `printf 'lane|a|transit' | b2sum --length 64`, read from the last byte to the first
    assert stream("lane", "a", "transit") == int.from_bytes(bytes.fromhex("06eb04e7c8135110"), "little")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (uniforms("a"), uniforms("b")),
        (uniforms("a"), uniforms("a", seed=2)),
        (uniforms("a"), uniforms("a", first=1)),
        (uniforms("a"), uniforms("a", first=2**40)),
    ],
    ids=["entities", "seeds", "neighbours", "far apart"],
)
def test_streams_are_independent(one: NDArray[np.float64], other: NDArray[np.float64]) -> None:
    # five standard errors of a correlation of independent numbers; and the pairs fill the unit square evenly
    assert abs(np.corrcoef(one, other)[0, 1]) < 5 / math.sqrt(N)
    cells = np.histogram2d(one, other, bins=10, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(cells.ravel()).pvalue > 1e-4


def test_a_draw_depends_on_nothing_before_it() -> None:
    of = law("lognormal", 10.0, 15.0, None)
    forward = draws(of, n=50)
    own = np.uint64(stream("test", "a", "time"))
    backward = [draw(*of, np.uint64(1), own, np.int64(i)) for i in reversed(range(50))]
    assert forward.tolist() == backward[::-1]


@pytest.mark.parametrize("u", [*TAILS, 1 - 1e-9, 1 - 1e-12])
def test_normal_quantile(u: float) -> None:
    assert normal_quantile(u) == pytest.approx(stats.norm.ppf(u), rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("a", [0.05, 0.5, 1.0, 2.5, 30.0, 1e4, 1e6])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.99, 1.0, 1.01, 2.0, 10.0])
def test_gamma_below(a: float, share: float) -> None:
    assert gamma_below(a, a * share) == pytest.approx(special.gammainc(a, a * share), rel=1e-9, abs=1e-12)


def test_gamma_below_nothing() -> None:
    assert gamma_below(2.0, 0.0) == gamma_below(2.0, -1.0) == 0.0


@pytest.mark.parametrize("a", [0.25, 0.5, 1.0, 2.5, 30.0, 1e4])
@pytest.mark.parametrize("u", TAILS[2:])
def test_gamma_quantile(a: float, u: float) -> None:
    assert gamma_quantile(a, u) == pytest.approx(special.gammaincinv(a, u), rel=1e-8)


@pytest.mark.parametrize("a", [1.1e6, 1e8, 1e12])
@pytest.mark.parametrize("u", TAILS[2:])
def test_gamma_quantile_of_narrow_spread(a: float, u: float) -> None:
    # Cornish & Fisher's expansion (Johnson, Kotz & Balakrishnan, ch. 17); scipy is off by 5e-8 in these tails
    z = float(stats.norm.ppf(u))
    root = math.sqrt(a)
    expected = a + z * root + (z**2 - 1) / 3 + (z**3 - 7 * z) / (36 * root) - (3 * z**4 + 7 * z**2 - 16) / (810 * a)
    assert gamma_quantile(a, u) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("u", [2.0**-54, 0.3, 1 - 2.0**-53])
@pytest.mark.parametrize("cv", [10.0, 0.3, 1e-3, 1e-9])
def test_gamma_quantile_ends_at_any_spread(u: float, cv: float) -> None:
    x = gamma_quantile(1 / cv**2, u)
    assert 0 <= x < math.inf
    assert (x * cv**2 < 1) == (u < 0.5)


def test_laws_of_table_columns() -> None:
    assert law("constant", 1.5, None, None) == (CONSTANT, 5_400_000.0, 0.0)
    assert law("exponential", 2.0, None, None) == (EXPONENTIAL, 7_200_000.0, 0.0)
    code, a, b = law("lognormal", 2.0, 5.0, None)
    assert (code, a, b) == (LOGNORMAL, math.log(7_200_000), pytest.approx(math.log(2.5) / stats.norm.ppf(0.9)))
    assert law("gamma", 2.0, None, 0.5) == (GAMMA, 4.0, 1_800_000.0)


def test_no_time_is_no_law() -> None:
    assert law("lognormal", None, None, None) == law("constant", 0.0, None, None) == (NONE, 0.0, 0.0)
    assert draw(NONE, 0.0, 0.0, np.uint64(1), np.uint64(1), np.int64(1)) == 0


def test_a_constant_is_rounded_to_whole_ms_and_at_least_one() -> None:
    assert law("constant", 1e-9, None, None)[1] == 1.0
    assert law("constant", 1 / HOUR * 2.4, None, None)[1] == 2.0
    assert law("gamma", 2.0, None, 0.0) == (CONSTANT, 7_200_000.0, 0.0)
    assert set(draws(law("constant", 0.5, None, None), n=10)) == {1_800_000.0}


@pytest.mark.parametrize(
    ("of", "scipy_law"),
    [
        (law("exponential", 8.0, None, None), stats.expon(scale=8 * HOUR)),
        (
            law("lognormal", 30.0, 48.0, None),
            stats.lognorm(s=math.log(48 / 30) / stats.norm.ppf(0.9), scale=30 * HOUR),
        ),
        (law("gamma", 6.0, None, 0.4), stats.gamma(a=6.25, scale=6 * HOUR * 0.16)),
        (law("gamma", 6.0, None, 1.5), stats.gamma(a=1 / 2.25, scale=6 * HOUR * 2.25)),
        (law("gamma", 6.0, None, 0.0005), stats.gamma(a=4e6, scale=6 * HOUR * 0.0005**2)),
    ],
    ids=["exponential", "lognormal", "gamma", "gamma of wide spread", "gamma of narrow spread"],
)
def test_draws_have_the_moments_and_the_distribution_of_their_law(
    of: tuple[int, float, float], scipy_law: stats.rv_continuous
) -> None:
    sample = draws(of)
    mean, variance, _, excess = (float(moment) for moment in scipy_law.stats(moments="mvsk"))
    # a draw is the next whole ms above the value: half a ms more on average
    assert abs(sample.mean() - 0.5 - mean) < 5 * math.sqrt(variance / N)
    assert abs(sample.var() - variance) < 5 * variance * math.sqrt((excess + 2) / N)
    assert stats.kstest(sample - 0.5, scipy_law.cdf).pvalue > 1e-3
    for share in (0.1, 0.5, 0.9):
        below = float((sample <= scipy_law.ppf(share)).mean())
        assert abs(below - share) < 5 * math.sqrt(share * (1 - share) / N)


@pytest.mark.parametrize(
    "of",
    [
        law("exponential", 1e-9, None, None),
        law("lognormal", 1e-9, 2e-9, None),
        law("gamma", 1e-9, None, 3.0),
        law("gamma", 1.0, None, 10.0),
        law("constant", 1e-9, None, None),
    ],
)
def test_a_draw_is_at_least_one_ms(of: tuple[int, float, float]) -> None:
    assert draws(of, n=500).min() == 1


@pytest.mark.parametrize("mean", [0.02, 0.7, 3.0, 26.45, 400.0, 350_000.0])
def test_poisson_is_the_smallest_number_that_reaches_u(mean: float) -> None:
    own = np.uint64(stream("book", "berlin|suv", "quantity"))
    for i in range(300):
        u = uniform(np.uint64(5), own, np.int64(i))
        assert poisson(mean, np.uint64(5), own, np.int64(i)) == stats.poisson.ppf(u, mean)


def test_poisson_moments() -> None:
    own = np.uint64(stream("book", "berlin|suv", "quantity"))
    sample = np.array([poisson(4.5, np.uint64(5), own, np.int64(i)) for i in range(N)])
    assert abs(sample.mean() - 4.5) < 5 * math.sqrt(4.5 / N)
    assert abs(sample.var() - 4.5) < 5 * math.sqrt((4.5 + 2 * 4.5**2) / N)


def test_poisson_of_nothing() -> None:
    assert poisson(0.0, np.uint64(1), np.uint64(1), np.int64(1)) == 0
