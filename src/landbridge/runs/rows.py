"""The rows of a run's record that one vehicle's genealogy needs, read without reading the rest."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from landbridge.documents import Network
from landbridge.runs.folder import RunFolder

BEGUN = ("made", "in_process", "scrapped")
"""The states that units begun since the warm-up's beginning are in, of which there is one each (rule B10)."""


@dataclass(frozen=True)
class RunRows:
    """Rows of a run folder's record, each read when asked for.

    Parameters
    ----------
    run
        The run folder.
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
    vehicle: int
    started_ms: int

    def lots(self, stock: str) -> pl.DataFrame:
        """The lots of a stock, by number."""
        first, count = self._places[stock]
        names = pl.col("site", "item", "line", "supplier", "maker_line").cast(pl.String)
        return self.run.scan("record", "lots").slice(first, count).with_columns(names).collect()

    def balance(self, state: str, item: str, line: str) -> int:
        """`on_hand` or `consumed` of the stock of an item at a line when the record begins."""
        return self._balances.get((0, state, item, line), 0)

    def built_before(self, line: str, unit: int) -> Mapping[str, int]:
        """How many units of each item the line began in the record before this unit."""
        times = {time for time, _, _, _ in self._balances if 0 <= time <= self.started_ms}
        since = max(times, default=0)
        built: Counter[str] = Counter()
        first = 0
        for (time, state, item, of), units in self._balances.items():
            if of == line and state in BEGUN:
                if time == since:
                    first += units
                    built[item] += units
                if time == 0:
                    built[item] -= units
        count = min(max(0, unit - first), self.vehicle)
        window = self.run.scan("record", "vehicles").slice(self.vehicle - count, count)
        items = window.select(pl.col("item").cast(pl.String)).collect()["item"]
        built.update(items.to_list())
        return built

    @functools.cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Where the lots of each stock begin, and how many there are."""
        stocks = self.run.scan("network", "stocks").select("stock").collect()["stock"]
        counts = np.array(self.run.settings("record")["lots_of_stocks"], np.int64)
        firsts = np.cumsum(counts) - counts
        return dict(zip(stocks, zip(firsts.tolist(), counts.tolist(), strict=True), strict=True))

    @functools.cached_property
    def _balances(self) -> dict[tuple[int, str, str, str], int]:
        """The balances of shelves when the record begins, and of units begun, by (time, state, item, line)."""
        wanted = pl.col("state").cast(pl.String)
        rows = (
            self.run.scan("record", "balances")
            .filter(pl.col("time_ms") <= max(0, self.started_ms))
            .select("time_ms", wanted, pl.col("item", "line").cast(pl.String), "units")
            .filter(
                pl.col("state").is_in(BEGUN)
                | (pl.col("state").is_in(("on_hand", "consumed")) & (pl.col("time_ms") == 0))
            )
            .collect()
        )
        return {(time, state, item, line): units for time, state, item, line, units in rows.iter_rows()}


def network_of(run: RunFolder) -> Network:
    """What of the network a genealogy needs."""
    return Network.read(run.path / "network", ("bills", "items", "lines", "stocks", "sources"))
