"""Replenishment and makers, compiled: the rules M1 to M8 of docs/simulation.md."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import compiled, inlined
from landbridge.simulation.draws import draw
from landbridge.simulation.events import push
from landbridge.simulation.layout import N_LOTS, REORDER_POINT
from landbridge.simulation.working_time import advance, open_at, rate_at

Array = np.ndarray[Any, Any]


@inlined
def note(tally: Array, stocks: Array, lots: Array, i: int, posted: int, t: int) -> None:
    """Note the orders that stock i places once its posted demand is `posted` (M2)."""
    stock = stocks[i]
    while posted >= stock.trigger:
        if stock.policy == REORDER_POINT:
            quantity = stock.quantity
        else:
            quantity = stock.up_to - (stock.initial + stock.ordered - posted)
        lot = tally[N_LOTS]
        tally[N_LOTS] = lot + 1
        lots[lot].quantity = quantity
        lots[lot].ordered = t
        lots[lot].begun = -1
        lots[lot].shipped = -1
        lots[lot].arrived = -1
        lots[lot].stock = i
        lots[lot].number = stock.orders
        lots[lot].next = -1
        stock.orders += 1
        stock.ordered += quantity
        stock.trigger = stock.initial + stock.ordered - stock.s


@compiled
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
    lots: Array,
    makers: Array,
    products: Array,
    inputs: Array,
) -> None:
    """Accept every lot noted since `lot`, and those that this causes, in the order noted (M3, M4)."""
    while lot < tally[N_LOTS]:
        stock = stocks[lots[lot].stock]
        if stock.source < 0:
            shipped = open_at(segments, first, hint, stock.source_map, t)
            lots[lot].begun = shipped
            _ship(lot, shipped, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks, lots)
        else:
            maker = makers[stock.source]
            product = products[stock.product]
            enough = True
            for k in range(product.first, product.last):
                i = inputs[k].stock
                need = inputs[k].quantity * lots[lot].quantity
                stocks[i].posted += need
                note(tally, stocks, lots, i, stocks[i].posted, t)
                if stocks[i].received - stocks[i].committed < need:
                    enough = False
            if enough and maker.head < 0:
                _commit(
                    lot, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint,
                    stocks, lots, makers, products, inputs,
                )  # fmt: skip
            elif maker.head < 0:
                maker.head = lot
                maker.tail = lot
            else:
                lots[maker.tail].next = lot
                maker.tail = lot
        lot += 1


@compiled
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
    lots: Array,
    makers: Array,
    products: Array,
    inputs: Array,
) -> None:
    """Commit the orders at the head of maker m's queue while their inputs suffice (M5, M6)."""
    maker = makers[m]
    while maker.head >= 0:
        lot = maker.head
        product = products[stocks[lots[lot].stock].product]
        for k in range(product.first, product.last):
            i = inputs[k].stock
            if stocks[i].received - stocks[i].committed < inputs[k].quantity * lots[lot].quantity:
                return
        maker.head = lots[lot].next
        _commit(
            lot, t, seed, tally, buckets, nodes, heap, shift, segments, first, hint,
            stocks, lots, makers, products, inputs,
        )  # fmt: skip


@compiled
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
    lots: Array,
    makers: Array,
    products: Array,
    inputs: Array,
) -> None:
    """Speak for the inputs and say when the lot is begun, made, shipped and arrives (M6 to M8)."""
    stock = stocks[lots[lot].stock]
    maker = makers[stock.source]
    product = products[stock.product]
    quantity = lots[lot].quantity
    for k in range(product.first, product.last):
        stocks[inputs[k].stock].committed += inputs[k].quantity * quantity
    begun = open_at(segments, first, hint, maker.map, max(t, maker.free))
    work = max(1, quantity * rate_at(segments, first, hint, maker.takts, begun) // 1_000_000)
    shipped = advance(segments, first, hint, maker.map, begun, work)
    lots[lot].begun = begun
    maker.free = shipped
    law = maker.throughput
    if law.code > 0:
        after = draw(law.code, law.a, law.b, seed, stock.throughput_stream, lots[lot].number)
        shipped = advance(segments, first, hint, maker.map, shipped, after)
    _ship(lot, shipped, seed, tally, buckets, nodes, heap, shift, segments, first, hint, stocks, lots)


@compiled
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
    lots: Array,
) -> None:
    stock = stocks[lots[lot].stock]
    law = stock.transit
    transit = draw(law.code, law.a, law.b, seed, law.stream, lots[lot].number)
    arrives = advance(segments, first, hint, stock.lane_map, shipped, transit)
    lots[lot].shipped = shipped
    lots[lot].arrived = arrives
    key = (lots[lot].stock << 36) | lots[lot].number
    push(tally, buckets, nodes, heap, shift, arrives, key, lot)
