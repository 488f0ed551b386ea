"""The rows of a run's record that one vehicle's genealogy needs, read without reading the rest."""

from __future__ import annotations

import bisect
import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl

from landbridge.documents import Network, Record
from landbridge.documents.document import write_table
from landbridge.network import chains
from landbridge.network.chains import COLUMNS, rows_of
from landbridge.runs.folder import RunFolder

_ORDER = ("number", "quantity", "ordered_ms", "begun_ms", "maker_line")
_LOT = (*_ORDER, "shipped_ms", "arrived_ms", "stored_ms", "supplier")
_NAMES = ("maker_line", "supplier")
_GAP = 8_192
_CHAIN_LOTS = "chain_lots"
_Place = tuple[int, int, bool, str]  # first row, number of rows, whether all of their columns are needed, whose


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

    Notes
    -----
    What had happened before, and where rows stand, is in the record's settings; the lots of a stock stand together in
    their table, and those of all chains once more in a table of their own, which the first versions did not write.
    """

    run: RunFolder
    chain: Network
    vehicle: int

    @staticmethod
    def told(run: RunFolder) -> bool:
        """Whether a record says where its rows stand: the first versions did not."""
        return "vehicles_of_lines" in run.settings("record")

    def lots(self, stock: str) -> pl.DataFrame:
        """The lots of a stock, by number."""
        return self._read[stock]

    def balance(self, state: str, item: str, line: str) -> int:
        """`on_hand` or `consumed` of the stock of an item at a line when the record begins."""
        number = self._numbers.get((item, line))
        return 0 if number is None else int(self.run.settings("record")[f"{state}_of_stocks"][number])

    def built_before(self, line: str, unit: int) -> Mapping[str, int]:
        """How many units of each item the line began in the record before this unit, which is the vehicle."""
        settings = self.run.settings("record")
        own = settings["vehicles_of_lines"][line]
        place = bisect.bisect_right(own["units"], unit) - 1
        built = Counter({item: counts[place] for item, counts in own["built"].items()})
        first = first_row(settings["vehicles_of_lines"], line) + place * settings["every"]
        rows = self.run.scan("record", "vehicles").slice(first, self.vehicle - first)
        items = rows.filter(pl.col("started_ms") >= 0).select("item").collect()["item"]
        kind: Any = items.dtype
        names = kind.categories.to_list()
        counts = np.bincount(items.to_physical().to_numpy(), minlength=len(names))
        built.update(dict(zip(names, counts.tolist(), strict=True)))
        return built

    @functools.cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        stocks = self.chain["stocks"][["item", "line", "number"]]
        return {(item, line): number for item, line, number in stocks.iter_rows()}

    @functools.cached_property
    def _read(self) -> dict[str, pl.DataFrame]:
        """The chain's lots by stock; of stocks that others take from only what tells which orders its makers had."""
        lots = self.run.scan("record", _CHAIN_LOTS if self._apart else "lots")
        lines = set(self.chain["lines"]["line"])
        stocks = self.chain["stocks"][["stock", "number", "line"]].iter_rows()
        near = [*_near(sorted((*self._places[number], line in lines, stock) for stock, number, line in stocks))]
        scans = []
        for group in near:
            first, last, count = group[0][0], *group[-1][:2]
            columns = _LOT if any(own for *_, own, _ in group) else _ORDER
            named = (pl.col(name).cast(pl.String) if name in _NAMES else name for name in columns)
            scans.append(lots.slice(first, last + count - first).select(named))
        return {
            stock: rows.slice(first - group[0][0], count)
            for group, rows in zip(near, pl.collect_all(scans), strict=True)
            for first, count, _, stock in group
        }

    @functools.cached_property
    def _apart(self) -> bool:
        """Whether the lots of chains stand in a table of their own."""
        return (self.run.path / Record.kind / f"{_CHAIN_LOTS}.parquet").is_file()

    @functools.cached_property
    def _places(self) -> Mapping[int, tuple[int, int]]:
        """By number of a stock where its lots begin, and how many there are."""
        settings = self.run.settings("record")
        counts = settings["lots_of_stocks"]
        return _places_of(counts, _chain_stocks(settings) if self._apart else range(len(counts)))


def write_record(record: Record, run: Path) -> None:
    """Write a record into a run folder, and the lots of the stocks of its chain once more: the few that traces read."""
    folder = run / record.kind
    record.write(folder)
    lots, counts = record["lots"], record.settings["lots_of_stocks"]
    places = _places_of(counts, range(len(counts)))
    own = pl.concat([lots.clear(), *(lots.slice(*places[number]) for number in _chain_stocks(record.settings))])
    write_table(own.select(_LOT).with_columns(pl.col(_NAMES).cast(pl.String)), folder / f"{_CHAIN_LOTS}.parquet")


def _chain_stocks(settings: Mapping[str, Any]) -> list[int]:
    """The stocks of a record's chain, in order."""
    return [row[0] for row in settings["chain"]["stocks"]]


def _places_of(counts: Sequence[int], numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Where each stock's lots begin in a table of the lots of these stocks, and how many there are."""
    own = [counts[number] for number in numbers]
    begins = itertools.accumulate(own, initial=0)
    return {number: (begin, count) for number, begin, count in zip(numbers, begins, own, strict=False)}


def first_row(of_lines: Mapping[str, Mapping[str, Any]], line: str) -> int:
    """Where a line's vehicles begin in their table, by the record's `vehicles_of_lines`."""
    return sum(own["rows"] for own in itertools.takewhile(lambda own: own is not of_lines[line], of_lines.values()))


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


def chain_of(run: RunFolder, line: str) -> Network:
    """The network of a line's tracked inputs: their stocks, who makes them, of what these are made, and so on.

    Returns
    -------
    Network
        The chain's bills, lines, sources and stocks, these with their `number` among all, and the tracked items;
        nothing else.
    """
    # the record has the chain of all its lines; the first versions did not
    rows = run.settings("record").get("chain") or rows_of(functools.partial(run.scan, "network"))
    own = chains.chain_of(rows, [line])
    tables = {
        name: pl.DataFrame(own[name], schema=columns, orient="row", infer_schema_length=None)
        for name, columns in COLUMNS.items()
    }
    return Network(MappingProxyType(tables), run.settings("network"))
