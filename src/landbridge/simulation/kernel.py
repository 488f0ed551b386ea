"""The event loop, compiled: what happens at each event, in the order of docs/simulation.md, T3 to T5."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import compiled, inlined
from landbridge.simulation.draws import draw
from landbridge.simulation.events import drop_top, push, settle
from landbridge.simulation.instants import instant
from landbridge.simulation.intrinsics import fetch
from landbridge.simulation.layout import (
    ACTIVITY,
    ARRIVE,
    BACK,
    DEMAND,
    DEPART,
    FINISH,
    GATHERED,
    N_EVENTS,
    N_STOPS,
    NEVER,
    REORDER_POINT,
    RETRY,
    ROLL,
    SEQUENCE,
    TRY,
)
from landbridge.simulation.lines import retarget, try_next
from landbridge.simulation.markets import assign, choose_link, choose_pool, find_oldest
from landbridge.simulation.movements import handle, join, leave, wake
from landbridge.simulation.orders import dock, serve, shelve
from landbridge.simulation.working_time import open_at

Array = np.ndarray[Any, Any]


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
    sources: Array,
    lots: Array,
    inbound: Array,
    unloaded: Array,
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
    behind: Array,
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
    queues: Array,
    terminals: Array,
    servers: Array,
    movements: Array,
    services: Array,
    fleets: Array,
    runs: Array,
    in_process: Array,
    made: Array,
    scrapped: Array,
    waiting: Array,
    delivered: Array,
    coming: Array,
    under_way: Array,
    bounds: Array,
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
    while settle(tally, buckets, nodes, heap, shift, until, stocks, lines, vehicles, movements, lots):
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
        a = (key >> 36) & ACTIVITY
        if priority == ARRIVE:
            stock = stocks[a]
            # the lot's own row is cold by now: read it only where lots differ in size
            quantity = stock.quantity if stock.policy == REORDER_POINT else lots[x].quantity
            line_no = stock.user
            if line_no >= 0:
                slot = stock.slot
                if stock.capacity < NEVER:
                    line = lines[line_no]
                    posted = stock.target - 1 - slack[slot]
                    taken = posted
                    if line.posted:
                        model = sequence[line.vehicle + line.next] - line.pools
                        taken -= bills[line.bills + model * line.width + slot - line.slots]
                    if stock.dock >= 0 or stock.received - taken + quantity > stock.capacity:
                        dock(stock, x, lots)
                        retarget(stock, lots, slack, posted)
                        continue
                stock.received += quantity
                if lines[line_no].waits == slot and stock.target - 1 - slack[slot] <= stock.received:
                    lines[line_no].waits = RETRY
                    stock.quiet = stock.capacity == NEVER
                    stops[lines[line_no].stop].lot = x
                    at = open_at(segments, first, hint, lines[line_no].map, t)
                    push(
                        tally,
                        buckets,
                        nodes,
                        heap,
                        shift,
                        at,
                        (TRY << 60) | (line_no << 36) | lines[line_no].next,
                        0,
                    )
            else:
                room = stock.capacity - stock.received + stock.committed
                if stock.dock >= 0 or quantity > room:
                    dock(stock, x, lots)
                    continue
                stock.received += quantity
                serve(
                    -1 - stock.user, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks,
                    sources, lots, inbound, unloaded, makers, products, inputs,
                )  # fmt: skip
        elif priority == BACK:
            fleets[services[a].fleet].at_hand += runs[x].wagons
        elif priority == ROLL:
            m = x
            v = movements[m].first
            while v >= 0:
                fetch(vehicles, v)
                v = behind[v]
            v = movements[m].first
            group = -1
            group_first = -1
            group_units = 0
            lane_count = lanes.shape[0]
            while v >= 0:
                following = behind[v]
                item = pools[vehicles[v].pool].item
                if a < lane_count:
                    moving[a, item] -= 1
                else:
                    handling[a - lane_count, item] -= 1
                vehicles[v].position += 1
                route = routes[flows[vehicles[v].flow].route]
                if vehicles[v].position == route.steps:
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
                            segments, first, hint, vehicles, behind, steps, pools, lanes, terminals, servers,
                            movements, handling,
                        )  # fmt: skip
                        group = -1
                elif onward >= 0:
                    q = join(onward, v, item, t, tally, buckets, nodes, heap, shift, behind, lanes, queues, queued)
                    if q >= 0:
                        leave(
                            q, lanes[onward].load, t, -1, lanes[onward].transit, 0, seed, tally, buckets, nodes, heap,
                            shift, segments, first, hint, lines, yards, yard_lines, vehicles, behind, steps, pools,
                            flows, lanes, queues, movements, coming, under_way, bounds, queued, moving,
                        )  # fmt: skip
                v = following
        elif priority == FINISH:
            # x is the pool, or -1 - pool of scrap, so that the vehicle's own row, cold by now, need not be read
            p = x if x >= 0 else -1 - x
            v = lines[a].vehicle + (key & SEQUENCE)
            in_process[p] -= 1
            if x < 0:
                scrapped[p] += 1
                y = lines[a].yard
                yards[y].taken -= 1
                wake(y, t, tally, buckets, nodes, heap, shift, segments, first, hint, lines, yards, yard_lines)
                continue
            made[p] += 1
            k = choose_link(pools[p], links, books)
            if k < 0:
                waiting[p] += 1
                behind[v] = -1
                if pools[p].head < 0:
                    pools[p].head = v
                else:
                    behind[pools[p].tail] = v
                pools[p].tail = v
                continue
            assign(v, k, tally, vehicles, pools, links, flows, routes, books, entries)
            lane = route_steps[routes[flows[vehicles[v].flow].route].first]
            q = join(lane, v, pools[p].item, t, tally, buckets, nodes, heap, shift, behind, lanes, queues, queued)
            if q >= 0:
                leave(
                    q, lanes[lane].load, t, -1, lanes[lane].transit, 0, seed, tally, buckets, nodes, heap, shift,
                    segments, first, hint, lines, yards, yard_lines, vehicles, behind, steps, pools, flows, lanes,
                    queues, movements, coming, under_way, bounds, queued, moving,
                )  # fmt: skip
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
                pools[p].head = behind[v]
                waiting[p] -= 1
                assign(v, k, tally, vehicles, pools, links, flows, routes, books, entries)
                vehicles[v].entry = -2 - vehicles[v].entry
                lane = route_steps[routes[flows[vehicles[v].flow].route].first]
                q = join(lane, v, pools[p].item, t, tally, buckets, nodes, heap, shift, behind, lanes, queues, queued)
                if q >= 0:
                    leave(
                        q, lanes[lane].load, t, -1, lanes[lane].transit, 0, seed, tally, buckets, nodes, heap, shift,
                        segments, first, hint, lines, yards, yard_lines, vehicles, behind, steps, pools, flows, lanes,
                        queues, movements, coming, under_way, bounds, queued, moving,
                    )  # fmt: skip
            if entries[x].loses > 0:
                # older entries of the book may be a backlog, which stays
                entries[x].lost = entries[x].quantity - entries[x].filled
                book.open -= entries[x].lost
                find_oldest(book, entries)
            if x + 1 < book.last:
                at = entries[x + 1].t
                push(
                    tally,
                    buckets,
                    nodes,
                    heap,
                    shift,
                    at,
                    (DEMAND << 60) | (a << 36) | (x + 1 - book.first),
                    x + 1,
                )
        elif priority == DEPART:
            service = services[a]
            if x + 1 < service.last:
                key = (DEPART << 60) | (a << 36) | (x + 1 - service.first)
                push(tally, buckets, nodes, heap, shift, runs[x + 1].departs, key, x + 1)
            run = runs[x]
            if run.closed:
                continue
            q = lanes[service.lane].queue
            there = queues[q].queued
            if run.cut_off > 0:
                there = _count_early(queues[q], t - run.cut_off, vehicles, behind, times, steps, movements, entries)
            run.queued = there
            room = run.capacity
            if service.fleet >= 0:
                room = min(room, fleets[service.fleet].at_hand * fleets[service.fleet].carries)
            if min(there, room) >= run.least:
                run.loaded = min(there, room)
                m = leave(
                    q, run.loaded, t, a, service.transit, x - service.first, seed, tally, buckets, nodes, heap, shift,
                    segments, first, hint, lines, yards, yard_lines, vehicles, behind, steps, pools, flows, lanes,
                    queues, movements, coming, under_way, bounds, queued, moving,
                )  # fmt: skip
                run.movement = m
                if service.fleet >= 0:
                    fleet = fleets[service.fleet]
                    run.wagons = (run.loaded + fleet.carries - 1) // fleet.carries
                    fleet.at_hand -= run.wagons
                    law = service.back
                    at = movements[m].ended + max(1, draw(law.code, law.a, law.b, seed, law.stream, x - service.first))
                    push(tally, buckets, nodes, heap, shift, at, (BACK << 60) | (a << 36) | (x - service.first), x)
        elif priority == GATHERED:
            q = x
            if queues[q].queued > 0 and queues[q].loads - 1 == key & SEQUENCE:
                lane = queues[q].lane
                leave(
                    q, queues[q].queued, t, -1, lanes[lane].transit, 0, seed, tally, buckets, nodes, heap, shift,
                    segments, first, hint, lines, yards, yard_lines, vehicles, behind, steps, pools, flows, lanes,
                    queues, movements, coming, under_way, bounds, queued, moving,
                )  # fmt: skip
        else:
            try_next(
                a, key & SEQUENCE, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks,
                sources, lots, inbound, unloaded, makers, products, inputs, lines, periods, slots, slack, bills, due,
                sequence, yards, stops, vehicles, times, in_process,
            )  # fmt: skip
    for i in range(stocks.shape[0]):
        shelve(i, until - 1, tally, stocks, lots, inbound)
    return True


@inlined
def _count_early(
    queue: Any,
    latest: int,
    vehicles: Array,
    behind: Array,
    times: Array,
    steps: Array,
    movements: Array,
    entries: Array,
) -> int:
    """How many of a queue's vehicles joined it no later than `latest`; they stand in the order in which they joined."""
    if latest < queue.cut_off:
        queue.early = 0
    queue.cut_off = latest
    v = behind[queue.edge] if queue.early > 0 else queue.head
    while v >= 0 and _joined(v, vehicles, times, steps, movements, entries) <= latest:
        queue.edge = v
        queue.early += 1
        v = behind[v]
    return queue.early  # type: ignore[no-any-return]


@inlined
def _joined(v: int, vehicles: Array, times: Array, steps: Array, movements: Array, entries: Array) -> int:
    """When a vehicle joined the queue it stands in."""
    if vehicles[v].position > 0:
        return movements[steps[vehicles[v].steps + vehicles[v].position - 1] - 1].ended  # type: ignore[no-any-return]
    if vehicles[v].entry < -1:
        return entries[-2 - vehicles[v].entry].t  # type: ignore[no-any-return]
    return instant(times[v].finished)
