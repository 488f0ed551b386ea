"""The event queue: a calendar queue of two levels, whose bucket being served is a small heap.

An event is (t, key, x): key = priority << 60 | activity << 36 | sequence, so that (t, key) is the whole order
(docs/simulation.md, T3 to T5); x is the number of the thing it is about. What is far ahead waits in windows of
2**WINDOW buckets; a window is spread over the ring's buckets when its turn is near. There are few windows over the
whole horizon, and a ring is small: both stay in the cache, which buckets over the horizon would not. `buckets` holds
the ring, then the windows. Their events stand in chunks of consecutive nodes, so that reading them is no chase from
node to node; each names its last node, and the first node of a chunk the last one of the chunk filled before.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import inlined
from landbridge.simulation.intrinsics import fetch
from landbridge.simulation.layout import (
    ACTIVITY,
    ARRIVE,
    BUCKET,
    CHUNK,
    FINISH,
    FREE_NODE,
    N_HEAP,
    N_NODES,
    RING,
    ROLL,
    SEQUENCE,
    SPREAD,
    WINDOW,
)

Array = np.ndarray[Any, Any]
_IN_CHUNK = CHUNK - 1
_IN_RING = RING - 1
_EARLY = 2  # buckets before its turn that a window is spread


@inlined
def push(tally: Array, buckets: Array, nodes: Array, heap: Array, shift: int, t: int, key: int, x: int) -> None:
    """Add an event; one beyond the last window is dropped."""
    bucket = t >> shift
    if bucket <= tally[BUCKET]:
        _sift_up(tally, heap, t, key, x)
    elif bucket < tally[SPREAD]:
        _append(tally, buckets, nodes, bucket & _IN_RING, t, key, x)
    elif (bucket >> WINDOW) + RING < buckets.shape[0]:
        _append(tally, buckets, nodes, (bucket >> WINDOW) + RING, t, key, x)


@inlined
def _append(tally: Array, buckets: Array, nodes: Array, place: int, t: int, key: int, x: int) -> None:
    last = buckets[place]
    if last & _IN_CHUNK == _IN_CHUNK:
        # -1, so that there is none yet, or the last one of its chunk
        chunk = tally[FREE_NODE]
        if chunk >= 0:
            tally[FREE_NODE] = nodes[chunk].next
        else:
            chunk = tally[N_NODES]
            tally[N_NODES] = chunk + CHUNK
        nodes[chunk].next = last
        last = chunk - 1
    node = last + 1
    buckets[place] = node
    nodes[node].t = t
    nodes[node].key = key
    nodes[node].x = x


@inlined
def settle(
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    shift: int,
    until: int,
    stocks: Array,
    lines: Array,
    vehicles: Array,
    movements: Array,
    lots: Array,
) -> bool:
    """Make the heap's top the next event, opening buckets up to that of until - 1; False if there is none."""
    last_bucket = min((until - 1) >> shift, ((buckets.shape[0] - RING) << WINDOW) - 1)
    while tally[N_HEAP] == 0:
        bucket = tally[BUCKET] + 1
        while bucket <= last_bucket:
            if bucket + _EARLY >= tally[SPREAD]:
                _spread(tally, buckets, nodes, shift, stocks, lines, vehicles, movements, lots)
            if buckets[bucket & _IN_RING] >= 0:
                break
            bucket += 1
        if bucket > last_bucket:
            tally[BUCKET] = max(tally[BUCKET], last_bucket)
            return False
        tally[BUCKET] = bucket
        last = buckets[bucket & _IN_RING]
        buckets[bucket & _IN_RING] = -1
        while last >= 0:
            chunk = last - (last & _IN_CHUNK)
            for node in range(chunk, last + 1):
                _sift_up(tally, heap, nodes[node].t, nodes[node].key, nodes[node].x)
            last = nodes[chunk].next
            nodes[chunk].next = tally[FREE_NODE]
            tally[FREE_NODE] = chunk
    return True


@inlined
def _spread(
    tally: Array,
    buckets: Array,
    nodes: Array,
    shift: int,
    stocks: Array,
    lines: Array,
    vehicles: Array,
    movements: Array,
    lots: Array,
) -> None:
    """Put the events of the next window into the ring's buckets, and fetch what they will touch."""
    window = (tally[SPREAD] >> WINDOW) + RING
    if window >= buckets.shape[0]:
        return
    tally[SPREAD] += 1 << WINDOW
    last = buckets[window]
    buckets[window] = -1
    while last >= 0:
        chunk = last - (last & _IN_CHUNK)
        before = nodes[chunk].next
        for node in range(before - _IN_CHUNK, before + 1, 2):
            fetch(nodes, node)
        for node in range(chunk, last + 1):
            t = nodes[node].t
            key = nodes[node].key
            x = nodes[node].x
            _append(tally, buckets, nodes, (t >> shift) & _IN_RING, t, key, x)
            priority = key >> 60
            a = key >> 36 & ACTIVITY
            if priority == FINISH:
                fetch(vehicles, lines[a].vehicle + (key & SEQUENCE))
            elif priority == ARRIVE:
                fetch(stocks, a)
                fetch(lots, x)
            elif priority == ROLL:
                fetch(movements, x)
        nodes[chunk].next = tally[FREE_NODE]
        tally[FREE_NODE] = chunk
        last = before


@inlined
def drop_top(tally: Array, heap: Array) -> None:
    """Take the heap's top away."""
    n = tally[N_HEAP] - 1
    tally[N_HEAP] = n
    if n == 0:
        return
    t = heap[n].t
    key = heap[n].key
    x = heap[n].x
    i = 0
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        if child + 1 < n and _before(heap[child + 1].t, heap[child + 1].key, heap[child].t, heap[child].key):
            child += 1
        if not _before(heap[child].t, heap[child].key, t, key):
            break
        heap[i].t = heap[child].t
        heap[i].key = heap[child].key
        heap[i].x = heap[child].x
        i = child
    heap[i].t = t
    heap[i].key = key
    heap[i].x = x


@inlined
def _sift_up(tally: Array, heap: Array, t: int, key: int, x: int) -> None:
    i = tally[N_HEAP]
    tally[N_HEAP] = i + 1
    while i > 0:
        parent = (i - 1) >> 1
        if not _before(t, key, heap[parent].t, heap[parent].key):
            break
        heap[i].t = heap[parent].t
        heap[i].key = heap[parent].key
        heap[i].x = heap[parent].x
        i = parent
    heap[i].t = t
    heap[i].key = key
    heap[i].x = x


@inlined
def _before(t: int, key: int, other_t: int, other_key: int) -> bool:
    return t < other_t or (t == other_t and key < other_key)
