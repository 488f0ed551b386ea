"""Chains: what the tracked inputs of lines come from, who makes them, of what these are made, and so on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from landbridge.documents import Network

Rows = Mapping[str, Sequence[Sequence[Any]]]

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bills": ("item", "input", "quantity"),
        "items": ("item", "tracked"),
        "lines": ("line", "scrap_share"),
        "stocks": ("number", "stock", "item", "line"),
        "sources": ("stock", "maker_line"),
    }
)


def rows_of(network: Network) -> Rows:
    """The rows of a network in which a chain is found."""
    tables = {
        "bills": network["bills"],
        "items": network["items"].filter("tracked"),
        "lines": network["lines"],
        "stocks": network["stocks"].with_row_index("number"),
        "sources": network["sources"].drop_nulls("maker_line"),
    }
    return {name: tables[name].select(columns).rows() for name, columns in COLUMNS.items()}


def chain_of(rows: Rows, lines: Collection[str]) -> dict[str, list[Sequence[Any]]]:
    """The rows of the chain of lines.

    Parameters
    ----------
    rows
        By table the rows of `COLUMNS`: what :func:`rows_of` read, or a chain that these lines' is part of. Items are
        the tracked ones, sources those with a maker; a stock's `number` is its row in the network.

    Returns
    -------
    The tracked items; the lines and the makers below them; the stocks that these take from, of the lines themselves
    only those of tracked items, and every other stock that one of them makes for; the sources and bills of these.
    """
    tracked = {item for item, _ in rows["items"]}
    stocks_of, makers_of = defaultdict(list), defaultdict(list)
    for _, stock, item, line in rows["stocks"]:
        stocks_of[line].append((stock, item))
    for stock, maker in rows["sources"]:
        makers_of[stock].append(maker)
    tier = [stock for line in lines for stock, item in stocks_of[line] if item in tracked]
    stocks, makers = set(tier), set[str]()
    while tier:
        new = {maker for stock in tier for maker in makers_of[stock]} - makers
        tier = [stock for maker in new for stock, _ in stocks_of[maker]]
        makers |= new
        stocks.update(tier)
    reached = makers.union(lines)
    sources = [row for row in rows["sources"] if row[1] in reached]
    stocks.update(stock for stock, _ in sources)
    own = [row for row in rows["stocks"] if row[1] in stocks]
    inputs = {item for _, _, item, _ in own}
    return {
        "bills": [row for row in rows["bills"] if row[1] in inputs],
        "items": [*rows["items"]],
        "lines": [row for row in rows["lines"] if row[0] in reached],
        "stocks": own,
        "sources": sources,
    }
