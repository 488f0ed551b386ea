"""Demand and assignment, compiled: the rules D1 to D6 of docs/simulation.md."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import inlined
from landbridge.simulation.instants import instant
from landbridge.simulation.layout import N_STEPS, NEVER

Array = np.ndarray[Any, Any]
_MILLION = 1_000_000


@inlined
def choose_link(pool: Any, links: Array, books: Array) -> int:
    """The link to the book that a vehicle of the pool is assigned to (D2), or -1 where no demand is open."""
    most_urgent = NEVER
    for k in range(pool.first, pool.last):
        most_urgent = min(most_urgent, books[links[k].book].urgency)
    best = -1
    if most_urgent == NEVER:
        return best
    best_score = -NEVER
    for k in range(pool.first, pool.last):
        score = links[k].weight * (pool.assigned + 1) - _MILLION * links[k].sent
        # not a branch: nobody could guess which markets are as urgent
        score = score if books[links[k].book].urgency == most_urgent else -NEVER
        if score > best_score:
            best = k
            best_score = score
    return best


@inlined
def choose_pool(book: Any, book_links: Array, links: Array, pools: Array, times: Array) -> int:
    """The link whose pool holds the vehicle that has waited longest, by (finish, line, unit) (D4), or -1."""
    best = -1
    best_t = 0
    best_v = 0
    for k in range(book.links, book.links_end):
        head = pools[links[book_links[k]].pool].head
        if head < 0:
            continue
        # vehicles are numbered by line, then unit
        t = instant(times[head].finished)
        if best < 0 or t < best_t or (t == best_t and head < best_v):
            best = book_links[k]
            best_t = t
            best_v = head
    return best


@inlined
def assign(
    v: int,
    k: int,
    tally: Array,
    vehicles: Array,
    pools: Array,
    links: Array,
    flows: Array,
    routes: Array,
    books: Array,
    entries: Array,
) -> None:
    """Vehicle v fills the oldest open demand of link k's book and takes a route (D3, D6)."""
    link = links[k]
    best = -1
    best_score = 0
    for f in range(link.first, link.last):
        score = flows[f].weight * (link.sent + 1) - link.weight * flows[f].sent
        if best < 0 or score > best_score:
            best = f
            best_score = score
    flows[best].sent += 1
    link.sent += 1
    pools[link.pool].assigned += 1
    book = books[link.book]
    entry = entries[book.oldest]
    entry.filled += 1
    book.open -= 1
    vehicles[v].flow = best
    vehicles[v].entry = book.oldest
    vehicles[v].position = 0
    vehicles[v].steps = tally[N_STEPS]
    tally[N_STEPS] += routes[flows[best].route].steps
    find_oldest(book, entries)


@inlined
def find_oldest(book: Any, entries: Array) -> None:
    """Move the book on to its oldest entry with open demand."""
    while (
        book.oldest < book.arisen
        and entries[book.oldest].filled + entries[book.oldest].lost >= entries[book.oldest].quantity
    ):
        book.oldest += 1
    # at hand for every vehicle that looks for a market
    book.urgency = NEVER
    if book.open > 0:
        book.urgency = (np.int64(entries[book.oldest].priority) << 44) | entries[book.oldest].t
