"""The event queue: a calendar queue over the whole horizon, whose bucket being served is a small heap.

An event is (t, key, x): key = priority << 60 | activity << 36 | sequence, so that (t, key) is the whole order
(docs/simulation.md, T3 to T5); x is the number of the thing it is about. A bucket's events stand in chunks of
consecutive nodes, so that opening it is no chase from node to node. A bucket names its last node; the first node of
a chunk names the last one of the chunk filled before.
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
    ROLL,
    SEQUENCE,
)

Array = np.ndarray[Any, Any]
_IN_CHUNK = CHUNK - 1


@inlined
def push(tally: Array, buckets: Array, nodes: Array, heap: Array, shift: int, t: int, key: int, x: int) -> None:
    """Add an event; one at or beyond the horizon is dropped."""
    bucket = t >> shift
    if bucket >= buckets.shape[0]:
        return
    if bucket <= tally[BUCKET]:
        _sift_up(tally, heap, t, key, x)
        return
    last = buckets[bucket]
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
    buckets[bucket] = node
    nodes[node].t = t
    nodes[node].key = key
    nodes[node].x = x


@inlined
def settle(
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    last_bucket: int,
    stocks: Array,
    lines: Array,
    vehicles: Array,
    movements: Array,
) -> bool:
    """Make the heap's top the next event, opening buckets up to last_bucket; False if there is none."""
    while tally[N_HEAP] == 0:
        bucket = tally[BUCKET] + 1
        while bucket <= last_bucket and buckets[bucket] < 0:
            bucket += 1
        if bucket > last_bucket:
            tally[BUCKET] = max(tally[BUCKET], last_bucket)
            return False
        tally[BUCKET] = bucket
        last = buckets[bucket]
        buckets[bucket] = -1
        while last >= 0:
            chunk = last - (last & _IN_CHUNK)
            for node in range(chunk, last + 1):
                _sift_up(tally, heap, nodes[node].t, nodes[node].key, nodes[node].x)
            last = nodes[chunk].next
            nodes[chunk].next = tally[FREE_NODE]
            tally[FREE_NODE] = chunk
        _look_ahead(bucket, buckets, nodes, stocks, lines, vehicles, movements)
    return True


@inlined
def _look_ahead(
    bucket: int,
    buckets: Array,
    nodes: Array,
    stocks: Array,
    lines: Array,
    vehicles: Array,
    movements: Array,
) -> None:
    """Fetch what the events of the next bucket will touch, and the events of the one after it."""
    if bucket + 2 >= buckets.shape[0]:
        return
    last = buckets[bucket + 2]
    if last >= 0:
        for node in range(last - (last & _IN_CHUNK), last + 1, 2):
            fetch(nodes, node)
    last = buckets[bucket + 1]
    if last < 0:
        return
    for node in range(last - (last & _IN_CHUNK), last + 1):
        key = nodes[node].key
        priority = key >> 60
        a = key >> 36 & ACTIVITY
        if priority == ARRIVE:
            fetch(stocks, a)
        elif priority == FINISH:
            fetch(vehicles, lines[a].vehicle + (key & SEQUENCE))
        elif priority == ROLL:
            fetch(vehicles, movements[nodes[node].x].first)


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
