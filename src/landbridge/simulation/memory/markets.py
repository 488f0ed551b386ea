"""Demand books, and the pools, links and flows by which vehicles reach them, laid out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from landbridge.documents import Network, Plan
from landbridge.simulation.draws import poisson, stream
from landbridge.simulation.layout import BOOK, ENTRY, FLOW, LINK, NEVER, POOL
from landbridge.simulation.memory.naming import Array, indices


@dataclass(frozen=True)
class Markets:
    """Pools (a line's vehicles of one item), links (pool to book), flows (link by route), books and their entries."""

    pools: Array
    links: Array
    flows: Array
    books: Array
    book_links: Array
    entries: Array


def book_names(network: Network) -> pl.DataFrame:
    """Every (market, item) that has demand or a flow, in order: the books."""
    both = [network["demand"].select("market", "item"), network["flows"].select("market", "item")]
    return pl.concat(both).unique().sort("market", "item")


def lay_out_markets(network: Network, plan: Plan, models: dict[str, list[str]], seed: int) -> Markets:
    """Lay out demand and the ways to it; Poisson demand is drawn here, before the run."""
    names = list(book_names(network).iter_rows())
    book_index = {name: i for i, name in enumerate(names)}
    route_index = indices(network["routes"]["route"].unique().sort())
    lines = indices(models)
    item_index = indices(sorted({item for items in models.values() for item in items}))

    of_pool: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for line, item, market, route, weight in plan["flows"].iter_rows():
        of_pool.setdefault((line, item), []).append((book_index[market, item], route_index[route], weight))
    pools: list[tuple[int, ...]] = []
    links: list[tuple[int, ...]] = []
    flows: list[tuple[int, ...]] = []
    for line, items in models.items():
        for item in items:
            first = len(links)
            ways = sorted(of_pool.get((line, item), []))
            for book in sorted({way[0] for way in ways}):
                own = [way for way in ways if way[0] == book]
                begins = len(flows)
                flows += [(weight, 0, route, book) for _, route, weight in own]
                links.append((sum(way[2] for way in own), 0, len(pools), book, begins, len(flows)))
            pools.append((0, -1, -1, first, len(links), lines[line], item_index[item]))

    books = np.zeros(len(names), BOOK)
    entries = _entries(network, names, seed)
    book_links: list[int] = []
    count = 0
    for i, name in enumerate(names):
        first, count = count, count + len(entries[name])
        begins = len(book_links)
        book_links += [k for k, link in enumerate(links) if link[3] == i]
        books[i] = (0, NEVER, first, count, first, first, begins, len(book_links))
    return Markets(
        pools=np.array(pools, POOL),
        links=np.array(links, LINK),
        flows=np.array(flows, FLOW),
        books=books,
        book_links=np.array(book_links, np.int32),
        entries=np.concatenate([np.empty(0, ENTRY), *entries.values()]),
    )


def _entries(network: Network, names: list[tuple[str, str]], seed: int) -> dict[tuple[str, str], Array]:
    warm_up = network.settings["warm_up_ms"]
    entries = {name: np.zeros(0, ENTRY) for name in names}
    for (market, item), frame in network["demand"].partition_by("market", "item", as_dict=True).items():
        frame = frame.sort("number")
        block = np.zeros(frame.height, ENTRY)
        block["t"] = frame["demanded_ms"].to_numpy() + warm_up
        block["quantity"] = frame["quantity"].to_numpy()
        block["loses"] = frame["lost"].to_numpy()
        block["priority"] = frame["priority"].fill_null(1).to_numpy()
        own = np.uint64(stream("book", f"{market}|{item}", "quantity"))
        for number, mean in frame.filter(pl.col("mean").is_not_null()).select("number", "mean").iter_rows():
            block["quantity"][number] = poisson(mean, np.uint64(seed), own, number)
        entries[market, item] = block
    return entries
