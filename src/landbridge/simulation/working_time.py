"""Working time and clock time: rate maps, compiled. The rules are W1 to W4 of docs/simulation.md."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import compiled, inlined
from landbridge.simulation.layout import NEVER, SEGMENT

Array = np.ndarray[Any, Any]
_FULL = 1000


@inlined
def _segment(segments: Array, first: Array, hint: Array, m: int, t: int) -> int:
    """The segment of map m that holds at t; the hint is where the last look ended, and only saves time."""
    low = first[m]
    last = first[m + 1] - 1
    k: int = hint[m]
    steps = 0
    while k < last and segments[k + 1].t <= t:
        k += 1
        steps += 1
        if steps == 8:
            high = last
            while k < high:
                middle = (k + high + 1) >> 1
                if segments[middle].t <= t:
                    k = middle
                else:
                    high = middle - 1
            break
    while k > low and segments[k].t > t:
        k -= 1
    hint[m] = k
    return k


@inlined
def open_at(segments: Array, first: Array, hint: Array, m: int, t: int) -> int:
    """The first instant not before t at which map m works; NEVER where it does not any more."""
    if m < 0:
        return t
    k = _segment(segments, first, hint, m, t)
    if segments[k].rate > 0:
        return t
    last = first[m + 1] - 1
    while k < last:
        k += 1
        if segments[k].rate > 0:
            return segments[k].t  # type: ignore[no-any-return]
    return NEVER


@inlined
def rate_at(segments: Array, first: Array, hint: Array, m: int, t: int) -> int:
    """What map m holds at t."""
    return segments[_segment(segments, first, hint, m, t)].rate  # type: ignore[no-any-return]


@inlined
def takt_at(segments: Array, first: Array, hint: Array, takt: int, t: int) -> int:
    """The takt at t [ns], where `takt` is one that never changes, or -1 - its map."""
    return takt if takt >= 0 else rate_at(segments, first, hint, -1 - takt, t)


@inlined
def work_until(segments: Array, first: Array, hint: Array, m: int, t: int) -> int:
    """W(t): the work that map m can do until t [ms of full rate]."""
    if m < 0:
        return t
    k = _segment(segments, first, hint, m, t)
    return segments[k].work + (t - segments[k].t) * segments[k].rate // 1000  # type: ignore[no-any-return]


@inlined
def when_worked(segments: Array, first: Array, hint: Array, m: int, t: int, work: int) -> int:
    """The first instant not before t at which W has reached work."""
    if m < 0:
        return max(t, work)
    last = first[m + 1] - 1
    k = _segment(segments, first, hint, m, t)
    steps = 0
    while k < last and segments[k + 1].work < work:
        k += 1
        steps += 1
        if steps == 8:
            high = last
            while k < high:
                middle = (k + high + 1) >> 1
                if segments[middle].work < work:
                    k = middle
                else:
                    high = middle - 1
            break
    return worked_in(segments, k, t, work)


@inlined
def worked_in(segments: Array, k: int, t: int, work: int) -> int:
    """The first instant not before t at which W has reached work, where that is in segment k."""
    missing = work - segments[k].work
    if segments[k].rate == 0:
        return t if missing <= 0 else NEVER
    if segments[k].rate == _FULL:
        return max(t, segments[k].t + missing)  # type: ignore[no-any-return]
    return max(t, segments[k].t + (missing * 1000 + segments[k].rate - 1) // segments[k].rate)  # type: ignore[no-any-return]


@inlined
def segment_worked(segments: Array, first: Array, k: int, m: int, t: int, work: int) -> int:
    """The segment in which :func:`when_worked` is, looked for from segment k of map m on."""
    low = first[m]
    last = first[m + 1] - 1
    k = max(k, low)
    while k > low and segments[k].t > t and segments[k].work >= work:
        k -= 1
    while k < last and (segments[k + 1].work < work or segments[k + 1].t <= t):
        k += 1
    return k


@inlined
def advance(segments: Array, first: Array, hint: Array, m: int, t: int, d: int) -> int:
    """The first instant at which d ms of work are done, begun at the first open instant not before t."""
    if m < 0:
        return t + d
    k = _segment(segments, first, hint, m, t)
    if segments[k].rate == _FULL and (k == first[m + 1] - 1 or t + d <= segments[k + 1].t):
        # at full rate to the end: work is time
        return t + d
    return _advance_over(segments, first, hint, m, t, d)


@compiled
def _advance_over(segments: Array, first: Array, hint: Array, m: int, t: int, d: int) -> int:
    begin = open_at(segments, first, hint, m, t)
    if begin >= NEVER:
        return NEVER
    return when_worked(segments, first, hint, m, begin, work_until(segments, first, hint, m, begin) + d)


Steps = list[tuple[int, int]]


def lay_out(maps: list[Steps], takts: list[Steps] | None = None) -> tuple[Array, Array, Array]:
    """Segments end to end, the first of each map (with one past the last), and the hints.

    Parameters
    ----------
    maps
        Per map its (t [ms], rate [permille]) steps in order of time.
    takts
        Per maker its (t [ms], takt [ns]) steps, which follow the maps as maps of their own, for :func:`rate_at` only.
    """
    every = [*maps, *(takts or [])]
    first = np.zeros(len(every) + 1, np.int64)
    first[1:] = np.cumsum([len(steps) for steps in every])
    segments = np.zeros(first[-1], SEGMENT)
    if len(segments):
        steps = np.array([step for own in every for step in own], np.int64)
        segments["t"], segments["rate"] = steps.T
        done = np.zeros(len(segments), np.int64)
        done[1:] = np.diff(segments["t"]) * segments["rate"][:-1] // _FULL
        done[first[:-1]] = 0
        work = np.cumsum(done)
        segments["work"] = work - np.repeat(work[first[:-1]], np.diff(first))
        segments["work"][first[len(maps)] :] = 0
    return segments, first, first[:-1].copy()
