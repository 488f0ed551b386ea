"""The event queue against Python's heap: events near and far, at one instant, and pushed while others are served."""

from __future__ import annotations

import heapq
from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from landbridge.simulation.compiled import compiled
from landbridge.simulation.events import drop_top, push, settle
from landbridge.simulation.layout import (
    BUCKET,
    CHUNK,
    DEMAND,
    FREE_NODE,
    LINE,
    LOT,
    MOVEMENT,
    NODE,
    RING,
    STOCK,
    VEHICLE,
    WINDOW,
)

Array = np.ndarray[Any, Any]
HORIZON = 40 << WINDOW


@compiled
def _serve(
    first: Array,
    later: Array,
    until: int,
    shift: int,
    served: Array,
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    stocks: Array,
    lines: Array,
    vehicles: Array,
    movements: Array,
    lots: Array,
) -> int:
    """Push the first events, serve all before `until`, and after each push one of the later ones, so much later."""
    for i in range(len(first)):
        push(tally, buckets, nodes, heap, shift, first[i], (DEMAND << 60) | i, i)
    n = 0
    while settle(tally, buckets, nodes, heap, shift, until, stocks, lines, vehicles, movements, lots):
        t = heap[0].t
        if t >= until:
            break
        served[n, 0] = t
        served[n, 1] = heap[0].x
        drop_top(tally, heap)
        if n < len(later):
            x = len(first) + n
            push(tally, buckets, nodes, heap, shift, t + later[n], (DEMAND << 60) | x, x)
        n += 1
    return n


def _expected(first: list[int], later: list[int], until: int) -> list[tuple[int, int]]:
    heap = [(t, i) for i, t in enumerate(first)]
    heapq.heapify(heap)
    served: list[tuple[int, int]] = []
    while heap and heap[0][0] < until:
        t, x = heapq.heappop(heap)
        if len(served) < len(later):
            heapq.heappush(heap, (t + later[len(served)], len(first) + len(served)))
        served.append((t, x))
    return served


@given(
    first=st.lists(st.integers(0, HORIZON - 1), max_size=60),
    later=st.lists(st.integers(0, 3 << WINDOW) | st.integers(0, 2) | st.just(2**61), max_size=60),
    shift=st.integers(0, 2),
)
@example(first=[0] * 40, later=[0] * 40, shift=0)
@example(first=[HORIZON - 1], later=[1], shift=0)
def test_events_are_served_in_order(first: list[int], later: list[int], shift: int) -> None:
    """In two calls, as a run is that stops on the way."""
    most = len(first) + len(later) + 1
    buckets = np.full(RING + (HORIZON >> shift + WINDOW) + 1, -1, np.int32)
    nodes = np.zeros(most + CHUNK * (len(buckets) + 1), NODE)
    tally = np.zeros(16, np.int64)
    tally[FREE_NODE] = tally[BUCKET] = -1
    rest = [np.zeros(1, kind) for kind in (STOCK, LINE, VEHICLE, MOVEMENT, LOT)]
    memory = (tally, buckets, nodes, np.zeros(most, NODE), *rest)
    served = np.zeros((most, 2), np.int64)
    firsts, laters = np.array(first, np.int64), np.array(later, np.int64)

    half = _serve(firsts, laters, HORIZON // 2, shift, served, *memory)
    none = np.zeros(0, np.int64)
    # the later ones that are left come after others, so only a run without them is stopped on the way
    if half < len(later):
        tally[:], buckets[:] = 0, -1
        tally[FREE_NODE] = tally[BUCKET] = -1
        half = _serve(firsts, laters, HORIZON, shift, served, *memory)
    else:
        half += _serve(none, none, HORIZON, shift, served[half:], *memory)

    assert [tuple(row) for row in served[:half].tolist()] == _expected(first, later, HORIZON)
