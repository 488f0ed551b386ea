"""The rows of a run's record that one vehicle's genealogy needs, kept and read without the rest."""

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
from landbridge.network.chains import COLUMNS
from landbridge.runs.folder import RunFolder

_CHAIN_LOTS = "chain_lots"
_TIMES = ("ordered_ms", "begun_ms", "shipped_ms", "arrived_ms", "stored_ms")
_NAMES = ("supplier", "maker_line")
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

    Notes
    -----
    What had happened before, and where rows stand, is in the record's settings.
    """

    run: RunFolder
    chain: Network
    vehicle: int

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
        if isinstance(items.dtype, pl.Enum):  # thousands of codes are counted sooner than as many texts
            names = items.dtype.categories.to_list()
            counts = np.bincount(items.to_physical().to_numpy(), minlength=len(names))
            built.update(dict(zip(names, counts.tolist(), strict=True)))
        else:
            built.update(items.to_list())
        return built

    @functools.cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        stocks = self.chain["stocks"][["item", "line", "number"]]
        return {(item, line): number for item, line, number in stocks.iter_rows()}

    @functools.cached_property
    def _read(self) -> dict[str, pl.DataFrame]:
        """The chain's lots by stock."""
        settings = self.run.settings("record")
        places = _places(settings["lots_of_stocks"], _stocks(settings))
        stocks = self.chain["stocks"][["stock", "number"]].iter_rows()
        near = [*_near(sorted((*places[number], stock) for stock, number in stocks))]
        lots, names = self.run.scan("record", _CHAIN_LOTS), pl.col(_NAMES).cast(pl.String)
        scans = [lots.slice(group[0][0], sum(group[-1][:2]) - group[0][0]).with_columns(names) for group in near]
        read = {
            stock: (count, rows.slice(first - group[0][0], count))
            for group, rows in zip(near, pl.collect_all(scans), strict=True)
            for first, count, stock in group
        }
        if any(rows.height != count for count, rows in read.values()):
            raise pl.exceptions.ShapeError(f"record/{_CHAIN_LOTS} has not the rows that the record has")
        return {stock: rows for stock, (_, rows) in read.items()}


def has_rows(run: RunFolder) -> bool:
    """Whether a run folder has what :class:`RunRows` reads: the first versions did not write it."""
    return run.has("record", _CHAIN_LOTS)


def keep_record(record: Record, folder: Path) -> None:
    """Write a record into a run folder, and beside its tables the lots of its chain once more, for :class:`RunRows`."""
    record.write(folder / record.kind)
    lots, counts = record["lots"], record.settings["lots_of_stocks"]
    places = _places(counts, range(len(counts)))
    own = pl.concat([lots.clear(), *(lots.slice(*places[number]) for number in _stocks(record.settings))])
    write_table(own.select("number", "quantity", *_TIMES, *_NAMES), folder / record.kind / f"{_CHAIN_LOTS}.parquet")


def _stocks(settings: Mapping[str, Any]) -> list[int]:
    """The stocks of a record's chain, in order."""
    return [row[0] for row in settings["chain"]["stocks"]]


def _places(counts: Sequence[int], stocks: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Where each stock's lots begin in a table of the lots of these stocks, and how many there are."""
    own = [counts[number] for number in stocks]
    ends = itertools.accumulate(own)
    return {number: (end - count, count) for number, count, end in zip(stocks, own, ends, strict=True)}


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
    own = chains.chain_of(run.settings("record")["chain"], [line])
    tables = {
        name: pl.DataFrame(own[name], schema=columns, orient="row", infer_schema_length=None)
        for name, columns in COLUMNS.items()
    }
    return Network(MappingProxyType(tables), run.settings("network"))
