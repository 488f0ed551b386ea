"""The rows of a run's record that one vehicle's genealogy needs, read without reading the rest."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl

from landbridge.documents import Network
from landbridge.network.clock import Clock
from landbridge.runs.folder import RunFolder

BEGUN = ("made", "in_process", "scrapped")
"""The states that units begun since the warm-up's beginning are in, of which there is one each (rule B10)."""
_LOT = ("number", "quantity", "ordered_ms", "begun_ms", "shipped_ms", "arrived_ms", "stored_ms")
_GAP = 8_192
_Place = tuple[int, int, str]  # first row, number of rows, whose


@dataclass(frozen=True)
class RunRows:
    """Rows of a run folder's record: those of a line's chain, read together when the first of them is asked for.

    Parameters
    ----------
    run
        The run folder.
    chain
        What :func:`chain_of` says of the vehicle's line.
    vehicle
        Number of the vehicle that is asked about.
    started_ms
        When it was begun [ms].

    Notes
    -----
    The units before it are counted from the balances of the last month's end before it, so that only the rows of its
    line and month are read; the lots of a stock stand together in their table.
    """

    run: RunFolder
    chain: Network
    vehicle: int
    started_ms: int

    def lots(self, stock: str) -> pl.DataFrame:
        """The lots of a stock, by number."""
        return self._read[1][stock]

    def balance(self, state: str, item: str, line: str) -> int:
        """`on_hand` or `consumed` of the stock of an item at a line when the record begins."""
        return self._read[0].get((0, state, item, line), 0)

    def built_before(self, line: str, unit: int) -> Mapping[str, int]:
        """How many units of each item the line began in the record before this unit."""
        built: Counter[str] = Counter()
        first = 0
        for (time, state, item, of), units in self._read[0].items():
            if of == line and state in BEGUN:
                if time == self._since:
                    first += units
                    built[item] += units
                if time == 0:
                    built[item] -= units
        count = min(max(0, unit - first), self.vehicle)
        window = self.run.scan("record", "vehicles").slice(self.vehicle - count, count).select("item").collect()
        built.update(dict(window["item"].value_counts().iter_rows()))
        return built

    @functools.cached_property
    def _since(self) -> int:
        """The last month's beginning before the vehicle was begun, of which the record has balances [ms]."""
        clock = Clock.of(self.chain.settings)
        starts = (clock.midnight_ms(begins) for _, begins, _ in clock.months())
        return max((start for start in starts if start <= self.started_ms), default=0)

    @functools.cached_property
    def _read(self) -> tuple[dict[tuple[int, str, str, str], int], dict[str, pl.DataFrame]]:
        """The chain's balances by (time, state, item, line), and its lots by stock."""
        near = list(_near(sorted((*place, stock) for stock, place in self._places.items())))
        lots, names = self.run.scan("record", "lots"), pl.col("supplier", "maker_line").cast(pl.String)
        spans = [(group[0][0], sum(group[-1][:2]) - group[0][0]) for group in near]
        balances, *read = pl.collect_all(
            [self._balances(), *(lots.slice(*span).select(*_LOT, names) for span in spans)]
        )
        of_stocks = {
            stock: rows.slice(first - begin, count)
            for group, (begin, _), rows in zip(near, spans, read, strict=True)
            for first, count, stock in group
        }
        return {(time, state, item, line): units for time, state, item, line, units in balances.iter_rows()}, of_stocks

    def _balances(self) -> pl.LazyFrame:
        """The balances of the chain's shelves and of the units that its lines have begun."""
        lines, items = self.chain["lines"]["line"], self.chain["stocks"]["item"].unique()
        state = pl.col("state")
        on_shelves = state.is_in(("on_hand", "consumed")) & pl.col("item").is_in(items.to_list())
        return (
            self.run.scan("record", "balances")
            .filter(pl.col("time_ms").is_in([0, self._since]), pl.col("line").is_in(lines.to_list()))
            .filter(state.is_in(BEGUN) | on_shelves)
            .select("time_ms", "state", "item", "line", "units")
        )

    @functools.cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Where the lots of each stock of the chain begin, and how many there are."""
        counts = np.array(self.run.settings("record")["lots_of_stocks"], np.int64)
        ends = np.cumsum(counts)
        stocks = self.chain["stocks"].select("stock", "number").iter_rows()
        return {stock: (int(ends[number] - counts[number]), int(counts[number])) for stock, number in stocks}


def _near(places: Iterable[_Place]) -> Iterator[list[_Place]]:
    """Places in groups, each of which is read at once: what lies between them is less than another reading costs."""
    group: list[_Place] = []
    for place in places:
        if group and place[0] - sum(group[-1][:2]) > _GAP:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def chain_tables(run: RunFolder) -> dict[str, pl.DataFrame]:
    """What the chain of a line is found in, the same for every line."""
    lazy = {
        "bills": run.scan("network", "bills").select("item", "input", "quantity"),
        "items": run.scan("network", "items").filter("tracked").select("item", "tracked"),
        "lines": run.scan("network", "lines").select("line", "scrap_share"),
        "stocks": run.scan("network", "stocks").select("stock", "item", "line").with_row_index("number"),
        "sources": run.scan("network", "sources").select("stock", "maker_line").drop_nulls(),
    }
    return dict(zip(lazy, pl.collect_all(lazy.values()), strict=True))


def chain_of(run: RunFolder, line: str, tables: Mapping[str, pl.DataFrame] | None = None) -> Network:
    """The network of a line's tracked inputs: their stocks, who makes them, of what these are made, and so on.

    Parameters
    ----------
    tables
        What :func:`chain_tables` read, if it has been.

    Returns
    -------
    Network
        The chain's bills, lines, sources and stocks, these with their `number` among all, and the tracked items;
        nothing else.
    """
    chain = dict(tables or chain_tables(run))
    lines, stocks = _reached(chain, line)
    chain["sources"] = chain["sources"].filter(pl.col("maker_line").is_in(lines))
    stocks |= set(chain["sources"]["stock"])
    chain["stocks"] = chain["stocks"].filter(pl.col("stock").is_in(stocks))
    chain["bills"] = chain["bills"].filter(pl.col("input").is_in(chain["stocks"]["item"].unique().to_list()))
    chain["lines"] = chain["lines"].filter(pl.col("line").is_in(lines))
    return Network(MappingProxyType(chain), run.settings("network"))


def _reached(tables: Mapping[str, pl.DataFrame], line: str) -> tuple[set[str], set[str]]:
    """The line and the makers below it, tier by tier, and the stocks that they take from."""
    tracked = tables["items"]["item"].to_list()
    taken = tables["stocks"].filter(pl.col("line") == line, pl.col("item").is_in(tracked))
    lines, stocks = {line}, set(taken["stock"])
    while taken.height:
        sources = tables["sources"].filter(pl.col("stock").is_in(taken["stock"].to_list()))
        makers = set(sources["maker_line"]) - lines
        taken = tables["stocks"].filter(pl.col("line").is_in(makers))
        lines |= makers
        stocks |= set(taken["stock"])
    return lines, stocks
