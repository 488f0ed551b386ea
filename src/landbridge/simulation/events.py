"""The event queue: a calendar queue over the whole horizon, whose bucket being served is a small heap.

An event is (t, key, x): key = priority << 60 | activity << 36 | sequence, so that (t, key) is the whole order
(docs/simulation.md, T3 to T5); x is the number of the thing it is about. A bucket's events stand in chunks of
consecutive nodes, so that opening it is no chase from node to node; the first node of a chunk names the next chunk.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import inlined
from landbridge.simulation.layout import BUCKET, CHUNK, FREE_NODE, N_HEAP, N_NODES

Array = np.ndarray[Any, Any]


@inlined
def push(
    tally: Array, buckets: Array, fill: Array, nodes: Array, heap: Array, shift: int, t: int, key: int, x: int
) -> None:
    """Add an event; one at or beyond the horizon is dropped."""
    bucket = t >> shift
    if bucket >= buckets.shape[0]:
        return
    if bucket <= tally[BUCKET]:
        _sift_up(tally, heap, t, key, x)
        return
    node = buckets[bucket]
    filled = fill[bucket]
    if node < 0 or filled == CHUNK:
        chunk = tally[FREE_NODE]
        if chunk >= 0:
            tally[FREE_NODE] = nodes[chunk].next
        else:
            chunk = tally[N_NODES]
            tally[N_NODES] = chunk + CHUNK
        nodes[chunk].next = node
        buckets[bucket] = chunk
        node = chunk
        filled = 0
    fill[bucket] = filled + 1
    node += filled
    nodes[node].t = t
    nodes[node].key = key
    nodes[node].x = x


@inlined
def settle(tally: Array, buckets: Array, fill: Array, nodes: Array, heap: Array, last_bucket: int) -> bool:
    """Make the heap's top the next event, opening buckets up to last_bucket; False if there is none."""
    while tally[N_HEAP] == 0:
        bucket = tally[BUCKET] + 1
        while bucket <= last_bucket and buckets[bucket] < 0:
            bucket += 1
        if bucket > last_bucket:
            tally[BUCKET] = max(tally[BUCKET], last_bucket)
            return False
        tally[BUCKET] = bucket
        chunk = buckets[bucket]
        filled = fill[bucket]
        buckets[bucket] = -1
        while chunk >= 0:
            for node in range(chunk, chunk + filled):
                _sift_up(tally, heap, nodes[node].t, nodes[node].key, nodes[node].x)
            following = nodes[chunk].next
            nodes[chunk].next = tally[FREE_NODE]
            tally[FREE_NODE] = chunk
            chunk = following
            filled = CHUNK
    return True


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
