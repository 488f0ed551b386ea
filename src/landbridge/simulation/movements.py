"""Moving, compiled: the rules V1 to V9 of docs/simulation.md."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import compiled, inlined
from landbridge.simulation.draws import draw
from landbridge.simulation.events import push
from landbridge.simulation.intrinsics import fetch
from landbridge.simulation.layout import DEPARTURE, GATHERED, LOAD, N_MOVEMENTS, PERIOD_NOW, RETRY, ROLL, TRY, YARD
from landbridge.simulation.working_time import advance, open_at

Array = np.ndarray[Any, Any]


@inlined
def join(
    a: int,
    v: int,
    item: int,
    t: int,
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    shift: int,
    behind: Array,
    lanes: Array,
    queues: Array,
    queued: Array,
) -> int:
    """Vehicle v, an `item`, joins its queue of lane a (V1); the queue if a full load stands there now (V2), else -1."""
    lane = lanes[a]
    q = lane.queue + lane.apart * item
    queue = queues[q]
    behind[v] = -1
    if queue.queued == 0:
        queue.head = v
        if lane.wait >= 0:
            push(tally, buckets, nodes, heap, shift, t + lane.wait, (GATHERED << 60) | (q << 36) | queue.loads, q)
        queue.loads += 1
    else:
        behind[queue.tail] = v
    queue.tail = v
    queue.queued += 1
    queued[a, item] += 1
    return q if queue.queued == lane.load else -1


@compiled
def leave(
    q: int,
    units: int,
    t: int,
    service: int,
    law: Any,
    identity: int,
    seed: np.uint64,
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    shift: int,
    segments: Array,
    first: Array,
    hint: Array,
    lines: Array,
    yards: Array,
    yard_lines: Array,
    vehicles: Array,
    behind: Array,
    steps: Array,
    pools: Array,
    flows: Array,
    lanes: Array,
    queues: Array,
    movements: Array,
    coming: Array,
    under_way: Array,
    bounds: Array,
    queued: Array,
    moving: Array,
) -> int:
    """The first `units` vehicles of queue q leave together; the number of their movement."""
    queue = queues[q]
    a = queue.lane
    lane = lanes[a]
    m = tally[N_MOVEMENTS]
    tally[N_MOVEMENTS] = m + 1
    number = lane.movements
    lane.movements = number + 1
    if service < 0:
        identity = number
    ends = advance(segments, first, hint, lane.map, t, draw(law.code, law.a, law.b, seed, law.stream, identity))
    movements[m].began = t
    movements[m].ended = ends
    movements[m].activity = a
    movements[m].number = number
    movements[m].service = service
    movements[m].units = units
    movements[m].first = queue.head
    period = tally[PERIOD_NOW]
    if lane.final >= 0:
        while period < bounds.shape[0] and ends >= bounds[period]:
            period += 1
    v = queue.head
    for _ in range(units):
        fetch(vehicles, v)
        v = behind[v]
    v = queue.head
    last = v
    fresh = False
    for _ in range(units):
        last = v
        pool = pools[vehicles[v].pool]
        steps[vehicles[v].steps + vehicles[v].position] = m + 1
        queued[a, pool.item] -= 1
        if lane.final >= 0:
            # nothing but delivery happens at the end, so it is counted now for the period it falls in
            coming[period, flows[vehicles[v].flow].book] += 1
            under_way[period, lane.final, pool.item] += 1
        else:
            moving[a, pool.item] += 1
        if vehicles[v].position == 0:
            yards[lines[pool.line].yard].taken -= 1
            fresh = True
        v = behind[v]
    if fresh:
        # lines look for a place only after the whole load has left
        w = queue.head
        woken = -1
        for _ in range(units):
            y = lines[pools[vehicles[w].pool].line].yard
            if vehicles[w].position == 0 and y != woken:
                woken = y
                wake(y, t, tally, buckets, nodes, heap, shift, segments, first, hint, lines, yards, yard_lines)
            w = behind[w]
    behind[last] = -1
    queue.head = v
    queue.queued -= units
    queue.early = max(0, queue.early - units)
    if lane.final < 0:
        push(tally, buckets, nodes, heap, shift, ends, (ROLL << 60) | (a << 36) | number, m)
    return m  # type: ignore[no-any-return]


@compiled
def wake(
    y: int,
    t: int,
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    shift: int,
    segments: Array,
    first: Array,
    hint: Array,
    lines: Array,
    yards: Array,
    yard_lines: Array,
) -> None:
    """Every line that waits for yard y tries again (L6)."""
    for k in range(yards[y].first, yards[y].last):
        line_no = yard_lines[k]
        if lines[line_no].waits == YARD:
            lines[line_no].waits = RETRY
            at = open_at(segments, first, hint, lines[line_no].map, t)
            push(tally, buckets, nodes, heap, shift, at, (TRY << 60) | (line_no << 36) | lines[line_no].next, 0)


@inlined
def handle(
    a: int,
    v: int,
    units: int,
    t: int,
    seed: np.uint64,
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    shift: int,
    segments: Array,
    first: Array,
    hint: Array,
    vehicles: Array,
    behind: Array,
    steps: Array,
    pools: Array,
    lanes: Array,
    terminals: Array,
    servers: Array,
    movements: Array,
    handling: Array,
) -> None:
    """The group of `units` vehicles that begins with v comes to terminal a (V7, V8)."""
    terminal = terminals[a]
    size = 1
    if terminal.handles == DEPARTURE:
        size = units
    elif terminal.handles == LOAD:
        size = terminal.load
    while units > 0:
        job = min(size, units)
        units -= job
        m = tally[N_MOVEMENTS]
        tally[N_MOVEMENTS] = m + 1
        number = terminal.movements
        terminal.movements = number + 1
        server = terminal.first
        began = _begins(servers[server], t, segments, first, hint)
        for k in range(terminal.first + 1, terminal.last):
            begins = _begins(servers[k], t, segments, first, hint)
            if begins < began or (begins == began and servers[k].free < servers[server].free):
                server = k
                began = begins
        law = terminal.time
        ends = advance(
            segments, first, hint, servers[server].map, began, draw(law.code, law.a, law.b, seed, law.stream, number),
        )  # fmt: skip
        servers[server].free = ends
        movements[m].began = began
        movements[m].ended = ends
        movements[m].activity = lanes.shape[0] + a
        movements[m].number = number
        movements[m].service = -1
        movements[m].units = job
        movements[m].first = v
        last = v
        for _ in range(job):
            last = v
            steps[vehicles[v].steps + vehicles[v].position] = m + 1
            handling[a, pools[vehicles[v].pool].item] += 1
            v = behind[v]
        behind[last] = -1
        push(tally, buckets, nodes, heap, shift, ends, (ROLL << 60) | ((lanes.shape[0] + a) << 36) | number, m)


@inlined
def _begins(server: Any, t: int, segments: Array, first: Array, hint: Array) -> int:
    """When the server can begin a job that comes at t."""
    return open_at(segments, first, hint, server.map, max(t, server.free))
