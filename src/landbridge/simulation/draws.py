"""Counter-based random durations: a draw is a function of (seed, stream, identity) and of nothing else.

Source
------
Generator: Philox4x32-10, Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011).
Normal quantile: Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
Gamma quantile: Newton steps kept inside a bracket, on the series and continued fraction of the incomplete gamma
function (DLMF 8.7.1, 8.9.2), started at Wilson & Hilferty's cube.
"""

from __future__ import annotations

import hashlib
import math
from typing import Any, Final

import numpy as np

from landbridge.simulation.compiled import compiled, inlined

Array = np.ndarray[Any, Any]

NONE: Final = 0
CONSTANT: Final = 1
EXPONENTIAL: Final = 2
LOGNORMAL: Final = 3
GAMMA: Final = 4

MS_PER_HOUR: Final = 3_600_000
_Z90: Final = 1.2815515655446004

_LOW: Final = np.uint64(0xFFFFFFFF)
_SHIFT: Final = np.uint64(32)
_MULTIPLIER_0: Final = np.uint64(0xD2511F53)
_MULTIPLIER_1: Final = np.uint64(0xCD9E8D57)
_WEYL_0: Final = np.uint64(0x9E3779B9)
_WEYL_1: Final = np.uint64(0xBB67AE85)


def stream(kind: str, name: str, purpose: str) -> int:
    """The stream of one entity and purpose: 64 bits that depend on their names alone.

    Examples
    --------
    >>> stream("lane", "a", "transit") == stream("lane", "a", "transit") != stream("lane", "b", "transit")
    True
    """
    digest = hashlib.blake2b(f"{kind}|{name}|{purpose}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def law(distribution: str | None, h: float | None, p90_h: float | None, cv: float | None) -> tuple[int, float, float]:
    """The duration law of four table columns: (code, a, b) as :func:`draw` takes them.

    Parameters
    ----------
    distribution
        constant, exponential, lognormal or gamma.
    h
        Mean in hours, median where lognormal; None or 0: no duration at all.
    p90_h, cv
        90th percentile in hours (lognormal), coefficient of variation (gamma).
    """
    if not h:
        return NONE, 0.0, 0.0
    ms = h * MS_PER_HOUR
    if distribution == "exponential":
        return EXPONENTIAL, ms, 0.0
    if distribution == "lognormal" and p90_h is not None:
        return LOGNORMAL, math.log(ms), math.log(p90_h / h) / _Z90
    if distribution == "gamma" and cv:
        return GAMMA, 1.0 / (cv * cv), ms * cv * cv
    return CONSTANT, float(max(1, round(ms))), 0.0


@inlined
def philox(counter_low: np.uint64, counter_high: np.uint64, key: np.uint64) -> np.uint64:
    """The first 64 of the 128 bits of Philox4x32-10, words 0 (high half) and 1 (low half)."""
    c0 = counter_low & _LOW
    c1 = counter_low >> _SHIFT
    c2 = counter_high & _LOW
    c3 = counter_high >> _SHIFT
    k0 = key & _LOW
    k1 = key >> _SHIFT
    for _ in range(10):
        p0 = _MULTIPLIER_0 * c0
        p1 = _MULTIPLIER_1 * c2
        c0 = (p1 >> _SHIFT) ^ c1 ^ k0
        c2 = (p0 >> _SHIFT) ^ c3 ^ k1
        c1 = p1 & _LOW
        c3 = p0 & _LOW
        k0 = (k0 + _WEYL_0) & _LOW
        k1 = (k1 + _WEYL_1) & _LOW
    return (c0 << _SHIFT) | c1


@inlined
def uniform(seed: np.uint64, stream_: np.uint64, identity: int) -> float:
    """A uniform number strictly between 0 and 1, on a grid of 2**-53."""
    bits = philox(np.uint64(identity), stream_, seed)
    return (float(bits >> np.uint64(11)) + 0.5) * 1.1102230246251565e-16


@compiled
def fill_uniforms(seed: np.uint64, stream_: np.uint64, identities: Array, found: Array) -> None:
    """Write the uniform numbers of several identities of a stream into `found`."""
    for i in range(len(identities)):
        found[i] = uniform(seed, stream_, identities[i])


def uniforms(seed: np.uint64, stream_: np.uint64, identities: Array) -> Array:
    """The uniform numbers of several identities of a stream."""
    found = np.empty(len(identities), np.float64)
    fill_uniforms(seed, stream_, identities.astype(np.int64), found)
    return found


@compiled
def normal_quantile(u: float) -> float:
    """The standard normal quantile, to about 1 part in 10**16 (AS 241)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                  + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
               + 133.14166789178437745) * r + 3.387132872796366608  # fmt: skip
        low = ((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                  + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
               + 42.313330701600911252) * r + 1.0  # fmt: skip
        return q * top / low
    r = math.sqrt(-math.log(u if q < 0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        top = ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                  + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
               + 4.6303378461565452959) * r + 1.42343711074968357734  # fmt: skip
        low = ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                  + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
               + 2.05319162663775882187) * r + 1.0  # fmt: skip
    else:
        r -= 5.0
        top = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                  + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
               + 5.4637849111641143699) * r + 6.6579046435011037772  # fmt: skip
        low = ((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                  + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
               + 0.59983220655588793769) * r + 1.0  # fmt: skip
    return -top / low if q < 0 else top / low


@compiled
def gamma_below(a: float, x: float) -> float:
    """The regularised lower incomplete gamma function P(a, x)."""
    return _below(a, x, math.lgamma(a))


@compiled
def _below(a: float, x: float, log_gamma: float) -> float:
    if x <= 0.0:
        return 0.0
    front = math.exp(a * math.log(x) - x - log_gamma)
    if x < a + 1.0:
        term = total = 1.0 / a
        k = a
        while term > total * 1e-17:
            k += 1.0
            term *= x / k
            total += term
        return total * front
    # Legendre's continued fraction of the upper part, evaluated forward (Lentz)
    b = x + 1.0 - a
    c = 1e300
    d = 1.0 / b
    fraction = d
    for i in range(1, 10000):
        n = i * (a - i)
        b += 2.0
        d = 1.0 / (n * d + b)
        c = b + n / c
        step = d * c
        fraction *= step
        if abs(step - 1.0) < 1e-16:
            break
    return 1.0 - front * fraction


@compiled
def gamma_quantile(a: float, u: float) -> float:
    """The x at which P(a, x) = u."""
    z = normal_quantile(u)
    cube = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * math.sqrt(a))
    x = a * cube * cube * cube
    if a > 1e6:
        # right to 1 part in 10**9 here, where the series would take thousands of terms
        return x
    if cube <= 0.0 or x <= 0.0:
        x = math.exp((math.log(u) + math.lgamma(a + 1.0)) / a)
    log_gamma = math.lgamma(a)
    low = 0.0
    high = math.inf
    for _ in range(100):
        error = _below(a, x, log_gamma) - u
        if error > 0.0:
            high = min(high, x)
        else:
            low = max(low, x)
        density = math.exp((a - 1.0) * math.log(x) - x - log_gamma) if x > 0.0 else 0.0
        following = x - error / density if density > 0.0 else -1.0
        if not low < following < high:
            following = 0.5 * (low + high) if high < math.inf else 2.0 * x + 1.0
        if abs(following - x) <= 1e-14 * x:
            return following
        x = following
    return x


@inlined
def draw(code: int, a: float, b: float, seed: np.uint64, stream_: np.uint64, identity: int) -> int:
    """One duration in ms, at least 1; 0 where there is no duration (code NONE)."""
    if code == 0:
        return 0
    if code == 1:
        return int(a)
    u = uniform(seed, stream_, identity)
    if code == 2:
        return int(-math.log(u) * a) + 1
    if code == 3:
        return int(math.exp(a + b * normal_quantile(u))) + 1
    return int(gamma_quantile(a, u) * b) + 1


@compiled
def poisson(mean: float, seed: np.uint64, stream_: np.uint64, identity: int) -> int:
    """A Poisson number: the smallest k with P(N <= k) = 1 - P(k + 1, mean) at least u."""
    if mean <= 0.0:
        return 0
    u = uniform(seed, stream_, identity)
    k = max(0, int(mean + math.sqrt(mean) * normal_quantile(u)))
    while 1.0 - gamma_below(k + 1.0, mean) < u:
        k += 1
    while k > 0 and 1.0 - gamma_below(float(k), mean) >= u:
        k -= 1
    return k
