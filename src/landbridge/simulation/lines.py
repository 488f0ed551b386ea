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
from landbridge.simulation.instants import instant, put
from landbridge.simulation.intrinsics import fetch, lowest_bit, negative_in_block, subtract_block
from landbridge.simulation.layout import (
    AHEAD,
    BLOCK,
    FINISH,
    FREE,
    INBOUND,
    N_LOTS,
    N_STOPS,
    NEVER,
    SCRAPPED,
    TRY,
    UNASSIGNED,
    YARD,
)
from landbridge.simulation.orders import accept_from, note, shelve, unload, watch
from landbridge.simulation.working_time import advance, open_at, segment_worked, takt_at, worked_in

Array = np.ndarray[Any, Any]


@inlined
def first_try(line: Any, periods: Array, segments: Array, first: Array, hint: Array, not_before: int) -> int:
    """When the line first tries its next unit (L3, L4); moves the line on to that unit's period."""
    n = line.next
    while n >= periods[line.period].first + periods[line.period].units:
        line.period += 1
    period = periods[line.period]
    work = period.work + (n - period.first) * period.span // period.units
    released = max(period.start, work)
    if line.plan_map >= 0:
        line.release = segment_worked(segments, first, line.release, line.plan_map, period.start, work)
        released = worked_in(segments, line.release, period.start, work)
    if released < NEVER:
        released = open_at(segments, first, hint, line.plan_map, released)
    at = max(released, not_before)
    return open_at(segments, first, hint, line.map, at) if at < NEVER else NEVER


@inlined
def post(line: Any, model: int, slack: Array, bills: Array, due: Array) -> int:
    """Subtract the bill of the line's next unit from the slack of its parts; see :func:`find_due`."""
    n = 0
    row = line.bills + model * line.width
    for start in range(line.slots, line.slots + line.width, BLOCK):
        n = _note_due(subtract_block(slack, start, bills, row), start, n, due)
        row += BLOCK
    return n


@inlined
def find_due(line: Any, slack: Array, due: Array) -> int:
    """Write the slots with a slack below zero, in order, into due; their number."""
    n = 0
    for start in range(line.slots, line.slots + line.width, BLOCK):
        n = _note_due(negative_in_block(slack, start), start, n, due)
    return n


@inlined
def _note_due(bits: np.uint32, start: int, n: int, due: Array) -> int:
    while bits:
        due[n] = start + lowest_bit(bits)
        n += 1
        bits = np.uint32(bits & (bits - np.uint32(1)))
    return n


@inlined
def retarget(stock: Any, lots: Array, slack: Array, posted: int) -> None:
    """Set the slack of a stock anew from what it holds and when it orders next."""
    far = 1 << (8 * slack.itemsize - 2)
    target = min(stock.trigger, stock.received + 1, posted + far)
    if stock.dock >= 0:
        target = min(target, stock.received + lots[stock.dock].quantity - stock.capacity)
    stock.target = target
    slack[stock.slot] = target - 1 - posted


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
    nodes: Array,
    heap: Array,
    shift: int,
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
    law = line.throughput
    if n >= line.drawn:
        # one draw need not wait for another, so many are made in the time of few
        line.drawn = min(n + AHEAD, line.units)
        for j in range(n, line.drawn):
            put(times[line.vehicle + j].finished, max(1, draw(law.code, law.a, law.b, seed, law.stream, j)))
    lasts = instant(times[vehicle].finished)
    if line.posted == 0:
        line.posted = 1
        found = post(line, model, slack, bills, due)
    else:
        found = find_due(line, slack, due)
    for k in range(found):
        slot = due[k]
        fetch(stocks, slots[slot].stock)
        fetch(inbound, slots[slot].stock * INBOUND)
        fetch(sources, slots[slot].source)
        fetch(sources, slots[slot].other)
    for k in range(found):
        slot = due[k]
        i = slots[slot].stock
        shelve(i, t, tally, stocks, lots, inbound)
        if stocks[i].target - 1 - slack[slot] > stocks[i].received:
            watch(i, tally, buckets, nodes, heap, shift, stocks, lots, inbound)
            wait(line_no, n, t, i, slot, tally, lines, stops)
            return
    if yards[line.yard].taken >= yards[line.yard].capacity:
        wait(line_no, n, t, -1, YARD, tally, lines, stops)
        return
    yards[line.yard].taken += 1
    line.posted = 0
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
    put(times[vehicle].started, t)
    put(times[vehicle].finished, finish)
    vehicles[vehicle].flow = UNASSIGNED if becomes >= 0 else SCRAPPED
    vehicles[vehicle].entry = -1
    vehicles[vehicle].pool = pool
    vehicles[vehicle].position = -1
    in_process[pool] += 1
    push(tally, buckets, nodes, heap, shift, finish, (FINISH << 60) | (line_no << 36) | n, becomes)
    line.next = n + 1
    if n + 1 < line.units:
        takt = max(1, takt_at(segments, first, hint, line.takt, t) // 1_000_000)
        at = first_try(line, periods, segments, first, hint, advance(segments, first, hint, line.map, t, takt))
        push(tally, buckets, nodes, heap, shift, at, (TRY << 60) | (line_no << 36) | (n + 1), 0)
    lot = tally[N_LOTS]
    row = line.bills + model * line.width - line.slots
    for k in range(found):
        slot = due[k]
        if bills[row + slot] > 0:
            i = slots[slot].stock
            note(tally, stocks, lots, i, stocks[i].target - 1 - slack[slot], t)
    for k in range(found):
        slot = due[k]
        if bills[row + slot] > 0:
            stock = stocks[slots[slot].stock]
            posted = stock.target - 1 - slack[slot]
            if stock.dock >= 0:
                unload(stock, posted, t, tally, lots, unloaded)
            retarget(stock, lots, slack, posted)
    accept_from(
        lot, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks, sources, lots, inbound,
        unloaded, makers, products, inputs,
    )  # fmt: skip
