"""Lines at pace, compiled: the rules L1 to L10, Q1 to Q3 and M10 of docs/simulation.md.

A part's `slack` is how much more demand may be posted on its stock before something may have to be done about it
(an order, a shortage, room for a lot at the dock), less one. A unit subtracts its bill from all its line's parts at
once; only parts whose slack fell below zero are looked at.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import inlined
from landbridge.simulation.draws import draw, uniform
from landbridge.simulation.events import push
from landbridge.simulation.layout import FINISH, FREE, N_LOTS, N_STOPS, NEVER, SCRAPPED, TRY, UNASSIGNED, YARD
from landbridge.simulation.orders import accept_from, note, unload
from landbridge.simulation.working_time import advance, open_at, rate_at, when_worked

Array = np.ndarray[Any, Any]
_FAR = 2**30


@inlined
def first_try(line: Any, periods: Array, segments: Array, first: Array, hint: Array, not_before: int) -> int:
    """When the line first tries its next unit (L3, L4); moves the line on to that unit's period."""
    n = line.next
    while n >= periods[line.period].first + periods[line.period].units:
        line.period += 1
    period = periods[line.period]
    work = period.work + (n - period.first) * period.span // period.units
    released = when_worked(segments, first, hint, line.plan_map, period.start, work)
    if released < NEVER:
        released = open_at(segments, first, hint, line.plan_map, released)
    at = max(released, not_before)
    return open_at(segments, first, hint, line.map, at) if at < NEVER else NEVER


@inlined
def post(line: Any, model: int, slack: Array, bills: Array) -> None:
    """Subtract the bill of the line's next unit from the slack of all its parts."""
    slots = np.uint64(line.slots)
    row = np.uint64(line.bills) + np.uint64(model) * np.uint64(line.width)
    for i in range(np.uint64(line.width)):
        slack[slots + i] -= bills[row + i]


@inlined
def find_due(line: Any, slack: Array, due: Array) -> int:
    """Write the slots with a slack below zero, in order, into due; their number."""
    n = 0
    block = np.uint64(line.block)
    start = np.uint64(line.slots)
    while start < np.uint64(line.slots + line.width):
        signs = np.int32(0)
        for j in range(block):
            signs |= slack[start + j]
        if signs < 0:
            for j in range(block):
                if slack[start + j] < 0:
                    due[n] = start + j
                    n += 1
        start += block
    return n


@inlined
def retarget(stocks: Array, lots: Array, slots: Array, slack: Array, slot: int, posted: int) -> None:
    """Set the slack of a slot anew from what its stock holds and when it orders next."""
    stock = stocks[slots[slot].stock]
    target = min(stock.trigger, stock.received + 1, posted + _FAR)
    if stock.limited and stock.dock >= 0:
        target = min(target, stock.received + lots[stock.dock].quantity - stock.capacity)
    slots[slot].target = target
    slack[slot] = target - 1 - posted


@inlined
def wait(line_no: int, n: int, t: int, cause: int, waits: int, tally: Array, lines: Array, stops: Array) -> None:
    """Open a stop of line `line_no` (L7)."""
    stop = tally[N_STOPS]
    tally[N_STOPS] = stop + 1
    stops[stop].line = line_no
    stops[stop].cause = cause
    stops[stop].unit = n
    stops[stop].began = t
    stops[stop].ended = -1
    stops[stop].lot = -1
    lines[line_no].stop = stop
    lines[line_no].waits = waits


@inlined
def try_next(
    line_no: int,
    n: int,
    t: int,
    seed: np.uint64,
    tally: Array,
    buckets: Array,
    fill: Array,
    nodes: Array,
    heap: Array,
    shift: int,
    segments: Array,
    first: Array,
    hint: Array,
    stocks: Array,
    sources: Array,
    shares: Array,
    lots: Array,
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
    stops: Array,
    vehicles: Array,
    times: Array,
    in_process: Array,
) -> None:
    """Line `line_no` tries to start its unit n."""
    line = lines[line_no]
    if line.stop >= 0:
        stops[line.stop].ended = t
        line.stop = -1
    line.waits = FREE
    vehicle = line.vehicle + n
    pool = sequence[vehicle]
    model = pool - line.pools
    if line.posted == 0:
        post(line, model, slack, bills)
        line.posted = 1
    found = find_due(line, slack, due)
    for k in range(found):
        slot = due[k]
        if slots[slot].target - 1 - slack[slot] > stocks[slots[slot].stock].received:
            wait(line_no, n, t, slots[slot].stock, slot, tally, lines, stops)
            return
    if yards[line.yard].taken >= yards[line.yard].capacity:
        wait(line_no, n, t, -1, YARD, tally, lines, stops)
        return
    yards[line.yard].taken += 1
    line.posted = 0
    lot = tally[N_LOTS]
    row = line.bills + model * line.width - line.slots
    for k in range(found):
        slot = due[k]
        if bills[row + slot] > 0:
            note(tally, stocks, lots, slots[slot].stock, slots[slot].target - 1 - slack[slot], t)
    for k in range(found):
        slot = due[k]
        if bills[row + slot] > 0:
            posted = slots[slot].target - 1 - slack[slot]
            stock = stocks[slots[slot].stock]
            if stock.limited and stock.dock >= 0:
                unload(stock, posted, t, tally, lots, unloaded)
            retarget(stocks, lots, slots, slack, slot, posted)
    accept_from(
        lot, t, seed, tally, buckets, fill, nodes, heap, shift, segments, first, hint,
        stocks, sources, shares, lots, unloaded, makers, products, inputs,
    )  # fmt: skip
    law = line.throughput
    lasts = max(1, draw(law.code, law.a, law.b, seed, law.stream, n))
    # what finishes: a pool's vehicle, or scrap of it
    becomes = pool
    if line.flawed > 0.0:
        u = uniform(seed, line.quality, n)
        if u < line.scrap:
            becomes = -1 - pool
        elif u < line.flawed:
            law = line.rework
            lasts += max(1, draw(law.code, law.a, law.b, seed, law.stream, n))
    finish = advance(segments, first, hint, line.map, t, lasts)
    times[vehicle].started = t
    times[vehicle].finished = finish
    vehicles[vehicle].next = -1
    vehicles[vehicle].flow = UNASSIGNED if becomes >= 0 else SCRAPPED
    vehicles[vehicle].entry = -1
    vehicles[vehicle].pool = pool
    vehicles[vehicle].position = -1
    in_process[pool] += 1
    push(tally, buckets, fill, nodes, heap, shift, finish, (FINISH << 60) | (line_no << 36) | n, becomes)
    line.next = n + 1
    if n + 1 < line.units:
        takt = max(1, rate_at(segments, first, hint, line.takts, t) // 1_000_000)
        at = first_try(line, periods, segments, first, hint, advance(segments, first, hint, line.map, t, takt))
        push(tally, buckets, fill, nodes, heap, shift, at, (TRY << 60) | (line_no << 36) | (n + 1), 0)
