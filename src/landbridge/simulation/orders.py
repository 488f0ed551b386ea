"""Replenishment and makers, compiled: the rules M1 to M10 of docs/simulation.md."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import compiled, inlined
from landbridge.simulation.draws import draw
from landbridge.simulation.events import push
from landbridge.simulation.instants import instant, put
from landbridge.simulation.intrinsics import come_in_row, lowest_bit
from landbridge.simulation.layout import (
    IN_LOT,
    INBOUND,
    LAST,
    N_EVENTS,
    N_LOTS,
    N_UNLOADED,
    NONE_INBOUND,
    REORDER_POINT,
    UP_TO_SIZED,
)
from landbridge.simulation.working_time import advance, open_at, rate_at, takt_at

Array = np.ndarray[Any, Any]
_MILLION = 1_000_000
_LAST_BITS = (1 << IN_LOT) - 1


@inlined
def note(tally: Array, stocks: Array, lots: Array, i: int, posted: int, t: int) -> None:
    """Note the orders that stock i places once its posted demand is `posted` (M2)."""
    stock = stocks[i]
    while posted >= stock.trigger:
        quantity = stock.quantity
        if stock.policy > REORDER_POINT:
            quantity += posted - stock.trigger
            if stock.policy == UP_TO_SIZED:
                quantity = max(quantity, stock.least)
                quantity = (quantity + stock.multiple - 1) // stock.multiple * stock.multiple
        lot = tally[N_LOTS]
        tally[N_LOTS] = lot + 1
        lots[lot].quantity = quantity
        put(lots[lot].ordered, t)
        put(lots[lot].begun, -1)
        put(lots[lot].shipped, stock.orders)
        put(lots[lot].arrived, -1)
        lots[lot].stock = i
        lots[lot].next = -1
        stock.orders += 1
        stock.trigger += quantity


@inlined
def gross(quantity: int, scrap: int) -> int:
    """What a maker makes for an order, some of it scrapped (Q4)."""
    if scrap == 0:
        return quantity
    return (quantity * _MILLION + _MILLION - scrap - 1) // (_MILLION - scrap)


@compiled
def choose_source(stock: Any, number: int, t: int, sources: Array, segments: Array, first: Array, hint: Array) -> int:
    """The source that order `number` of a stock with several goes to (M9)."""
    begins = stock.source
    ends = begins + stock.sources
    asked = sources[begins].priority
    shut = True
    for k in range(begins, ends):
        if _is_open(sources[k], t, segments, first, hint):
            asked = sources[k].priority
            shut = False
            break
    best = -1
    best_score = 0
    for k in range(begins, ends):
        source = sources[k]
        if source.priority == asked and (shut or _is_open(source, t, segments, first, hint)):
            score = source.weight * (number + 1) - _MILLION * source.sent
            if best < 0 or score > best_score:
                best = k
                best_score = score
    return best


@inlined
def _is_open(source: Any, t: int, segments: Array, first: Array, hint: Array) -> bool:
    by_site = source.site_map < 0 or rate_at(segments, first, hint, source.site_map, t) > 0
    return by_site and (source.lane_map < 0 or rate_at(segments, first, hint, source.lane_map, t) > 0)


@inlined
def accept_from(
    lot: int,
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
) -> None:
    """Accept every lot noted since `lot`, and those that this causes, in the order noted (M3, M4)."""
    while lot < tally[N_LOTS]:
        stock = stocks[lots[lot].stock]
        s = stock.source
        if stock.sources > 1:
            s = choose_source(stock, instant(lots[lot].shipped), t, sources, segments, first, hint)
            sources[s].sent += 1
        lots[lot].source = s - stock.source
        source = sources[s]
        if source.maker < 0:
            shipped = open_at(segments, first, hint, source.site_map, t)
            put(lots[lot].begun, shipped)
            _ship(
                lot,
                shipped,
                seed,
                tally,
                buckets,
                nodes,
                heap,
                shift,
                segments,
                first,
                hint,
                stocks,
                sources,
                lots,
                inbound,
            )
        else:
            maker = makers[source.maker]
            product = products[source.product]
            made = gross(lots[lot].quantity, maker.scrap)
            enough = True
            for k in range(product.first, product.last):
                i = inputs[k].stock
                need = inputs[k].quantity * made
                stocks[i].posted += need
                note(tally, stocks, lots, i, stocks[i].posted, t)
                if stocks[i].received - stocks[i].committed < need:
                    enough = False
            if enough and maker.head < 0:
                _commit(
                    lot, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks, sources, lots,
                    inbound, unloaded, makers, products, inputs,
                )  # fmt: skip
            elif maker.head < 0:
                maker.head = lot
                maker.tail = lot
            else:
                lots[maker.tail].next = lot
                maker.tail = lot
        lot += 1


@inlined
def serve(
    m: int,
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
) -> None:
    """Commit the orders at the head of maker m's queue while their inputs suffice (M5, M6)."""
    maker = makers[m]
    while maker.head >= 0:
        lot = maker.head
        product = products[sources[stocks[lots[lot].stock].source + lots[lot].source].product]
        made = gross(lots[lot].quantity, maker.scrap)
        for k in range(product.first, product.last):
            i = inputs[k].stock
            if stocks[i].received - stocks[i].committed < inputs[k].quantity * made:
                return
        maker.head = lots[lot].next
        _commit(
            lot, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks, sources, lots, inbound,
            unloaded, makers, products, inputs,
        )  # fmt: skip


@inlined
def _commit(
    lot: int,
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
) -> None:
    """Speak for the inputs and say when the lot is begun, made, shipped and arrives (M6 to M8)."""
    source = sources[stocks[lots[lot].stock].source + lots[lot].source]
    maker = makers[source.maker]
    product = products[source.product]
    made = gross(lots[lot].quantity, maker.scrap)
    for k in range(product.first, product.last):
        stocks[inputs[k].stock].committed += inputs[k].quantity * made
    for k in range(product.first, product.last):
        stock = stocks[inputs[k].stock]
        if stock.dock >= 0:
            unload(stock, stock.committed, t, tally, lots, unloaded)
    begun = open_at(segments, first, hint, maker.map, max(t, maker.free))
    work = max(1, made * takt_at(segments, first, hint, maker.takt, begun) // 1_000_000)
    shipped = advance(segments, first, hint, maker.map, begun, work)
    put(lots[lot].begun, begun)
    maker.free = shipped
    law = maker.throughput
    if law.code > 0:
        after = draw(law.code, law.a, law.b, seed, source.throughput_stream, instant(lots[lot].shipped))
        shipped = advance(segments, first, hint, maker.map, shipped, after)
    _ship(lot, shipped, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks, sources, lots, inbound)


@inlined
def _ship(
    lot: int,
    shipped: int,
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
) -> None:
    source = sources[stocks[lots[lot].stock].source + lots[lot].source]
    law = source.transit
    number = instant(lots[lot].shipped)
    transit = draw(law.code, law.a, law.b, seed, law.stream, number)
    arrives = advance(segments, first, hint, source.lane_map, shipped, transit)
    put(lots[lot].shipped, shipped)
    put(lots[lot].arrived, arrives)
    i = lots[lot].stock
    if stocks[i].quiet and arrives <= LAST:
        free = come_in_row(inbound, i * INBOUND, NONE_INBOUND - 1) ^ np.uint32((1 << INBOUND) - 1)
        if free:
            inbound[i * INBOUND + lowest_bit(free)] = arrives << IN_LOT | lot & _LAST_BITS
            return
    # a stock's lots are numbered as its orders are (T5)
    push(tally, buckets, nodes, heap, shift, arrives, (i << 36) | lot, lot)


@inlined
def inbound_lot(i: int, row: int, tally: Array, lots: Array) -> int:
    """The lot that a row of the table of what is inbound for stock i means."""
    t = row >> IN_LOT
    lot = tally[N_LOTS] - 1
    lot -= (lot - row) & _LAST_BITS
    while lots[lot].stock != i or instant(lots[lot].arrived) != t:
        lot -= 1 << IN_LOT
    return lot  # type: ignore[no-any-return]


@inlined
def shelve(i: int, t: int, tally: Array, stocks: Array, lots: Array, inbound: Array) -> None:
    """Put on the shelf of stock i what has arrived there until t and nobody took note of."""
    stock = stocks[i]
    come = come_in_row(inbound, i * INBOUND, ((t + 1) << IN_LOT) - 1)
    while come:
        k = i * INBOUND + lowest_bit(come)
        stock.received += (
            stock.quantity if stock.policy == REORDER_POINT else lots[inbound_lot(i, inbound[k], tally, lots)].quantity
        )
        inbound[k] = NONE_INBOUND
        tally[N_EVENTS] += 1
        come = np.uint32(come & (come - np.uint32(1)))


@inlined
def watch(
    i: int,
    tally: Array,
    buckets: Array,
    nodes: Array,
    heap: Array,
    shift: int,
    stocks: Array,
    lots: Array,
    inbound: Array,
) -> None:
    """Take note of lots that arrive at stock i."""
    stocks[i].quiet = 0
    coming = come_in_row(inbound, i * INBOUND, NONE_INBOUND - 1)
    while coming:
        k = i * INBOUND + lowest_bit(coming)
        lot = inbound_lot(i, inbound[k], tally, lots)
        push(tally, buckets, nodes, heap, shift, inbound[k] >> IN_LOT, (i << 36) | lot, lot)
        inbound[k] = NONE_INBOUND
        coming = np.uint32(coming & (coming - np.uint32(1)))


@inlined
def dock(stock: Any, lot: int, lots: Array) -> None:
    """A lot that finds no room waits at the stock's dock (M10)."""
    lots[lot].next = -1
    if stock.dock < 0:
        stock.dock = lot
    else:
        lots[stock.last].next = lot
    stock.last = lot


@inlined
def unload(stock: Any, taken: int, t: int, tally: Array, lots: Array, unloaded: Array) -> None:
    """Put waiting lots on the shelf, first come first served, while they fit; `taken` is what was ever taken (M10)."""
    lot = stock.dock
    while lot >= 0 and stock.received - taken + lots[lot].quantity <= stock.capacity:
        stock.received += lots[lot].quantity
        unloaded[tally[N_UNLOADED]].t = t
        unloaded[tally[N_UNLOADED]].lot = lot
        tally[N_UNLOADED] += 1
        lot = lots[lot].next
    stock.dock = lot
