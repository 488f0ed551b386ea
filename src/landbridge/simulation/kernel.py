"""The event loop, compiled: what happens at each event, in the order of docs/simulation.md, T3 to T5."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import compiled, inlined
from landbridge.simulation.events import drop_top, push, settle
from landbridge.simulation.layout import (
    ARRIVE,
    DEMAND,
    DEPART,
    FINISH,
    N_EVENTS,
    N_STOPS,
    REORDER_POINT,
    RETRY,
    ROLL,
    TRY,
)
from landbridge.simulation.lines import try_next
from landbridge.simulation.markets import assign, choose_link, choose_pool, find_oldest
from landbridge.simulation.movements import handle, join, leave
from landbridge.simulation.orders import serve
from landbridge.simulation.working_time import open_at

Array = np.ndarray[Any, Any]

_ACTIVITY = np.int64(2**24 - 1)
_SEQUENCE = np.int64(2**36 - 1)


@compiled
def run_until(
    until: int,
    seed: np.uint64,
    shift: int,
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    segments: Array,
    first: Array,
    hint: Array,
    stocks: Array,
    lots: Array,
    makers: Array,
    products: Array,
    inputs: Array,
    lines: Array,
    periods: Array,
    slots: Array,
    slack: Array,
    bills: Array,
    due: Array,
    sequence: Array,
    yards: Array,
    yard_lines: Array,
    stops: Array,
    vehicles: Array,
    times: Array,
    steps: Array,
    pools: Array,
    links: Array,
    flows: Array,
    routes: Array,
    route_steps: Array,
    books: Array,
    book_links: Array,
    entries: Array,
    lanes: Array,
    terminals: Array,
    servers: Array,
    movements: Array,
    services: Array,
    runs: Array,
    in_process: Array,
    made: Array,
    waiting: Array,
    delivered: Array,
    queued: Array,
    moving: Array,
    handling: Array,
) -> bool:
    """Let everything before `until` happen.

    Returns
    -------
    bool
        False if the table of stops is full: give it more room and call again.
    """
    last_bucket = min((until - 1) >> shift, buckets.shape[0] - 1)
    while settle(tally, buckets, nodes, heap, last_bucket):
        t = heap[0].t
        if t >= until:
            break
        if tally[N_STOPS] == stops.shape[0]:
            return False
        key = heap[0].key
        x = heap[0].x
        drop_top(tally, heap)
        tally[N_EVENTS] += 1
        priority = key >> 60
        a = (key >> 36) & _ACTIVITY
        joined = -1  # lane whose queue grew to a full load
        if priority == ARRIVE:
            stock = stocks[a]
            # the lot's own row is cold by now: read it only where lots differ in size
            stock.received += stock.quantity if stock.policy == REORDER_POINT else lots[x].quantity
            line_no = stock.line
            if line_no >= 0:
                slot = lines[line_no].slots + stock.slot
                if lines[line_no].waits == stock.slot and slots[slot].target - 1 - slack[slot] <= stock.received:
                    lines[line_no].waits = RETRY
                    at = open_at(segments, first, hint, lines[line_no].map, t)
                    push(tally, buckets, nodes, heap, shift, at, (TRY << 60) | (line_no << 36) | lines[line_no].next, 0)
            else:
                serve(
                    stock.maker, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint,
                    stocks, lots, makers, products, inputs,
                )  # fmt: skip
        elif priority == ROLL:
            m = x
            v = movements[m].first
            group = -1
            group_first = -1
            group_units = 0
            lane_count = lanes.shape[0]
            while v >= 0:
                following = vehicles[v].next
                item = pools[vehicles[v].pool].item
                if a < lane_count:
                    moving[a, item] -= 1
                else:
                    handling[a - lane_count, item] -= 1
                vehicles[v].position += 1
                route = routes[flows[vehicles[v].flow].route]
                if vehicles[v].position == route.steps:
                    times[v].delivered = t
                    delivered[flows[vehicles[v].flow].book] += 1
                    onward = -1
                else:
                    onward = route_steps[route.first + vehicles[v].position]
                if onward >= lane_count:
                    if group != onward:
                        group = onward
                        group_first = v
                        group_units = 0
                    group_units += 1
                    ahead = -1
                    if following >= 0:
                        after = vehicles[following].position + 1
                        way = routes[flows[vehicles[following].flow].route]
                        if after < way.steps:
                            ahead = route_steps[way.first + after]
                    if ahead != group:
                        handle(
                            group - lane_count, group_first, group_units, t, seed, tally, buckets, nodes, heap, shift,
                            segments, first, hint, vehicles, steps, pools, lanes, terminals, servers, movements,
                            handling,
                        )  # fmt: skip
                        group = -1
                elif onward >= 0 and join(onward, v, lanes, vehicles, pools, queued):
                    leave(
                        onward, lanes[onward].load, t, -1, lanes[onward].transit, 0, seed, tally, buckets, nodes, heap,
                        shift, segments, first, hint, lines, yards, yard_lines, vehicles, steps, pools, lanes,
                        movements, queued, moving,
                    )  # fmt: skip
                v = following
        elif priority == FINISH:
            p = vehicles[x].pool
            in_process[p] -= 1
            made[p] += 1
            k = choose_link(pools[p], links, books, entries)
            vehicles[x].next = -1
            if k < 0:
                waiting[p] += 1
                if pools[p].head < 0:
                    pools[p].head = x
                else:
                    vehicles[pools[p].tail].next = x
                pools[p].tail = x
            else:
                assign(x, k, t, tally, vehicles, times, steps, pools, links, flows, routes, books, entries)
                joined = x
        elif priority == DEMAND:
            book = books[a]
            book.open += entries[x].quantity
            book.arisen = x + 1
            find_oldest(book, entries)
            while book.open > 0:
                k = choose_pool(book, book_links, links, pools, times)
                if k < 0:
                    break
                p = links[k].pool
                v = pools[p].head
                pools[p].head = vehicles[v].next
                waiting[p] -= 1
                assign(v, k, t, tally, vehicles, times, steps, pools, links, flows, routes, books, entries)
                lane = route_steps[routes[flows[vehicles[v].flow].route].first]
                if join(lane, v, lanes, vehicles, pools, queued):
                    leave(
                        lane, lanes[lane].load, t, -1, lanes[lane].transit, 0, seed, tally, buckets, nodes, heap, shift,
                        segments, first, hint, lines, yards, yard_lines, vehicles, steps, pools, lanes, movements,
                        queued, moving,
                    )  # fmt: skip
            if entries[x].loses > 0:
                # older entries of the book may be a backlog, which stays
                entries[x].lost = entries[x].quantity - entries[x].filled
                book.open -= entries[x].lost
                find_oldest(book, entries)
            if x + 1 < book.last:
                at = entries[x + 1].t
                push(tally, buckets, nodes, heap, shift, at, (DEMAND << 60) | (a << 36) | (x + 1 - book.first), x + 1)
        elif priority == DEPART:
            service = services[a]
            run = runs[x]
            lane = service.lane
            there = 0
            v = lanes[lane].head
            if run.cut_off == 0:
                there = lanes[lane].queued
            else:
                while v >= 0 and _joined(v, vehicles, times, steps, movements) <= t - run.cut_off:
                    there += 1
                    v = vehicles[v].next
            run.queued = there
            if min(there, run.capacity) >= run.least:
                run.loaded = min(there, run.capacity)
                run.movement = leave(
                    lane, run.loaded, t, a, service.transit, x - service.first, seed, tally, buckets, nodes, heap,
                    shift, segments, first, hint, lines, yards, yard_lines, vehicles, steps, pools, lanes, movements,
                    queued, moving,
                )  # fmt: skip
            if x + 1 < service.last:
                at = runs[x + 1].departs
                push(
                    tally, buckets, nodes, heap, shift, at, (DEPART << 60) | (a << 36) | (x + 1 - service.first), x + 1
                )
        else:
            try_next(
                a, key & _SEQUENCE, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks, lots,
                makers, products, inputs, lines, periods, slots, slack, bills, due, sequence, yards, stops, vehicles,
                times, in_process,
            )  # fmt: skip
        if joined >= 0:
            lane = route_steps[routes[flows[vehicles[joined].flow].route].first]
            if join(lane, joined, lanes, vehicles, pools, queued):
                leave(
                    lane, lanes[lane].load, t, -1, lanes[lane].transit, 0, seed, tally, buckets, nodes, heap, shift,
                    segments, first, hint, lines, yards, yard_lines, vehicles, steps, pools, lanes, movements,
                    queued, moving,
                )  # fmt: skip
    return True


@inlined
def _joined(v: int, vehicles: Array, times: Array, steps: Array, movements: Array) -> int:
    """When a vehicle joined the queue it stands in."""
    if vehicles[v].position == 0:
        return times[v].assigned  # type: ignore[no-any-return]
    return movements[steps[vehicles[v].steps + vehicles[v].position - 1]].ended  # type: ignore[no-any-return]
