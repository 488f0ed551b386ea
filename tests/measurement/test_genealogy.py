"""Whose piece came from which lot: the search in numbers against a shelf on which pieces really lie."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

import landbridge.cases
from landbridge.documents import Network, Record
from landbridge.measurement.genealogy import Genealogy, Part
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case
from tests.measurement import hand_made
from tests.properties.networks import random_network
from tests.properties.options import options_of

Taker = tuple[str, str | int, int]
"""("unit", line, unit) or ("lot", stock, number)."""
Pieces = list[tuple[int | None, int]]
"""(lot, units) in the order taken; None: from before the record."""


class Workshop:
    """Puts lots on shelves and takes from them, event by event, as the record says."""

    def __init__(self, network: Network, record: Record) -> None:
        self.bills: dict[str, dict[str, int]] = defaultdict(dict)
        for item, part, quantity in network["bills"].iter_rows():
            self.bills[item][part] = quantity
        self.stocks = {(row["line"], row["item"]): row["stock"] for row in network["stocks"].iter_rows(named=True)}
        self.scrap = {row["line"]: row["scrap_share"] or 0.0 for row in network["lines"].iter_rows(named=True)}
        self.shelves: dict[str, deque[list[int | None]]] = defaultdict(deque)
        for row in record["balances"].filter(time_ms=0, state="on_hand").iter_rows(named=True):
            self.shelves[self.stocks[row["line"], row["item"]]].append([None, row["units"]])
        self.taken: dict[tuple[Taker, str], Pieces] = {}
        for _, _, act in sorted(self._events(record), key=lambda event: event[:2]):
            act()

    def _events(self, record: Record) -> Iterator[tuple[int, tuple[int, ...], object]]:
        lots = record["lots"].with_columns(pl.col("line", "item", "maker_line").cast(pl.String))
        for lot in lots.iter_rows(named=True):
            stock = self.stocks[lot["line"], lot["item"]]
            if lot["stored_ms"] is not None:
                piece = [lot["number"], lot["quantity"]]
                order = (0, lot["arrived_ms"], lot["number"])
                yield lot["stored_ms"], order, lambda s=stock, p=piece: self.shelves[s].append(p)
            if lot["maker_line"] is not None and lot["begun_ms"] is not None and lot["begun_ms"] >= 0:
                share = round(self.scrap[lot["maker_line"]] * 10**6)
                made = -(-lot["quantity"] * 10**6 // (10**6 - share))
                taker = ("lot", stock, lot["number"])
                needs = (taker, lot["maker_line"], lot["item"], made)
                yield lot["begun_ms"], (1, 0, 0), lambda n=needs: self.take(*n)
        for unit in record["vehicles"].iter_rows(named=True):
            if unit["started_ms"] >= 0:
                needs = (("unit", unit["line"], unit["unit"]), unit["line"], unit["item"], 1)
                yield unit["started_ms"], (1, 0, 0), lambda n=needs: self.take(*n)

    def take(self, taker: Taker, line: str, item: str, units: int) -> None:
        """Take a bill from the shelves, piece by piece from the front."""
        for part, quantity in self.bills[item].items():
            if (line, part) not in self.stocks:
                continue
            shelf, missing = self.shelves[self.stocks[line, part]], quantity * units
            got: Pieces = []
            while missing:
                lot, there = shelf[0]
                used = min(missing, int(there or 0))
                got.append((lot, used))
                missing -= used
                shelf[0][1] = int(there or 0) - used
                if not shelf[0][1]:
                    shelf.popleft()
            self.taken[taker, part] = got


def pieces(parts: Iterable[Part], item: str) -> Pieces:
    """What parts of one item are, as the workshop says it."""
    return [(part.lot, part.units) for part in parts if part.item == item]


RANDOM = [(seed, "plain") for seed in range(10)] + [(seed, "both") for seed in range(10)]


@pytest.fixture(scope="module", params=[*RANDOM, "starter"], ids=str)
def made(request: pytest.FixtureRequest) -> tuple[Network, Record, Workshop, Genealogy]:
    """A random network, plain or with everything on, or the starter case, run."""
    if request.param == "starter":
        network = compile_network(read_case(Path(landbridge.cases.__path__[0]) / "starter"))
        record = simulate(network, given(network), 1)
    else:
        seed, how = request.param
        network, plan = random_network(options_of(seed), how)
        record = simulate(network, plan, seed)
    return network, record, Workshop(network, record), Genealogy.of(network, record)


def test_all_vehicles_at_once_have_what_they_took(made: tuple[Network, Record, Workshop, Genealogy]) -> None:
    _, record, workshop, genealogy = made
    names = {v: (line, unit) for v, line, unit in record["vehicles"].select("vehicle", "line", "unit").iter_rows()}
    for item in {part for taker, part in workshop.taken if taker[0] == "unit"}:
        found: dict[tuple[str, int], Pieces] = defaultdict(list)
        for row in genealogy.of_vehicles(record["vehicles"], item).iter_rows(named=True):
            found[names[row["vehicle"]]].append((row["lot"], row["units"]))
        expected = {
            taker[1:]: got for (taker, part), got in workshop.taken.items() if taker[0] == "unit" and part == item
        }
        assert found == expected


def test_one_vehicle_has_what_it_took(made: tuple[Network, Record, Workshop, Genealogy]) -> None:
    _, record, workshop, genealogy = made
    vehicles = record["vehicles"].filter(pl.col("started_ms") >= 0)
    for row in vehicles[:: max(1, vehicles.height // 60)].iter_rows(named=True):
        parts = genealogy.of_unit(row["line"], row["unit"], row["item"], row["started_ms"])
        for item in {part.item for part in parts}:
            assert pieces(parts, item) == workshop.taken[("unit", row["line"], row["unit"]), item]


def test_lots_are_made_of_what_their_maker_took(made: tuple[Network, Record, Workshop, Genealogy]) -> None:
    _, _, workshop, genealogy = made
    takers = sorted({taker for taker, _ in workshop.taken if taker[0] == "lot"})
    for taker in takers[:: max(1, len(takers) // 80)]:
        parts = genealogy.of_lot(str(taker[1]), taker[2])
        items = {part for other, part in workshop.taken if other == taker}
        for item in items:
            assert pieces(parts, item) == workshop.taken[taker, item]


def test_each_piece_of_a_lot_goes_somewhere_once(made: tuple[Network, Record, Workshop, Genealogy]) -> None:
    network, record, _, genealogy = made
    quantity = {
        (stock, lot["number"]): lot["quantity"]
        for stock in network["stocks"]["stock"]
        for lot in genealogy.shelf(stock).lots.iter_rows(named=True)
    }
    gone: Counter[tuple[str, int]] = Counter()
    for item in set(network["bills"]["input"]):
        rows = genealogy.of_vehicles(record["vehicles"], item)
        spans = sorted(rows.select("stock", "first", "units").iter_rows())
        for (stock, first, units), (following, begins, _) in pairwise(spans):
            assert stock != following or begins >= first + units
        for stock, lot, units in rows.drop_nulls("lot").select("stock", "lot", "units").iter_rows():
            gone[stock, lot] += units
    assert all(units <= quantity[lot] for lot, units in gone.items())
    end = record["balances"]["time_ms"].max()
    for stock, item, line in network["stocks"].select("stock", "item", "line").iter_rows():
        users = network["lines"].filter(line=line, mode="pace")
        if users.height:
            left = record["balances"].filter(time_ms=end, state="on_hand", item=item, line=line)["units"].sum()
            shelf = genealogy.shelf(stock)
            opened = genealogy.of_vehicles(record["vehicles"], item).filter(pl.col("lot").is_null(), stock=stock)
            stored = int(shelf.lots["quantity"].sum())
            came = stored + shelf.opening - shelf.taken
            assert came - left == opened["units"].sum() + sum(n for (s, _), n in gone.items() if s == stock)


PACK_LINE = [
    {"line": "cars", "site": "plant", "mode": "pace"},
    {"line": "packs", "site": "pack-maker", "mode": "order"},
]
STOCKS = [
    {"stock": "plant|pack|cars", "site": "plant", "item": "pack", "line": "cars"},
    {"stock": "pack-maker|cell|packs", "site": "pack-maker", "item": "cell", "line": "packs"},
]
SOURCES = [
    {"stock": "plant|pack|cars", "source": 0, "supplier": "pack-maker", "maker_line": "packs"},
    {"stock": "pack-maker|cell|packs", "source": 0, "supplier": "cells"},
]
BILLS = [
    {"item": "car", "input": "pack", "quantity": 1},
    {"item": "pack", "input": "cell", "quantity": 100},
]


def lot(
    site: str, item: str, line: str, number: int, quantity: int, *times: int, maker: str | None = None
) -> dict[str, object]:
    """A lot with its times: ordered, begun, shipped, arrived, stored."""
    names = ("ordered_ms", "begun_ms", "shipped_ms", "arrived_ms", "stored_ms")
    keys = {"site": site, "item": item, "line": line, "number": number, "quantity": quantity, "maker_line": maker}
    return {**keys, **dict(zip(names, times, strict=True))}


def by_hand(scrap: float | None = None) -> tuple[Network, Record]:
    """Two packs lie at the line, one is gone already; lots of three; 250 cells lie at the maker, lots of 400."""
    lines = [PACK_LINE[0], {**PACK_LINE[1], "scrap_share": scrap}]
    network = hand_made.network(lines=lines, stocks=STOCKS, sources=SOURCES, bills=BILLS)
    record = hand_made.record(
        [{"line": "cars", "item": "car", "started_ms": t, "unit": t + 1} for t in range(-1, 7)],
        balances=[
            {"time_ms": 0, "item": "pack", "state": "on_hand", "site": "plant", "line": "cars", "units": 2},
            {"time_ms": 0, "item": "pack", "state": "consumed", "site": "plant", "line": "cars", "units": 1},
            {"time_ms": 0, "item": "cell", "state": "on_hand", "site": "pack-maker", "line": "packs", "units": 250},
        ],
        lots=[
            # the later number arrived first, and waited at the dock no longer
            lot("plant", "pack", "cars", 4, 3, -9, 1, 2, 3, 4, maker="packs"),
            lot("plant", "pack", "cars", 5, 3, -8, 0, 1, 2, 2, maker="packs"),
            lot("pack-maker", "cell", "packs", 9, 400, -5, -5, -4, 0, 0),
        ],
    )
    return network, record


def test_by_hand_a_pack_its_lot_and_its_cells() -> None:
    genealogy = Genealogy.of(*by_hand())
    assert genealogy.of_unit("cars", 0, "car", -1) == ()
    (opening,) = genealogy.of_unit("cars", 2, "car", 1)
    assert (opening.lot, opening.serial, opening.known) == (None, "plant|pack|cars#2", False)
    (pack,) = genealogy.of_unit("cars", 4, "car", 3)
    assert (pack.lot, pack.serial, pack.maker_line, pack.stored_ms) == (5, "plant|pack|cars#4", "packs", 2)
    # the second pack of lot 5, the first order of the record: cells 100 to 200 of the opening stock
    assert [(p.lot, p.first, p.units) for p in pack.parts] == [(None, 100, 100)]
    (first,) = genealogy.of_unit("cars", 3, "car", 2)
    assert [(p.lot, p.first, p.units) for p in first.parts] == [(None, 0, 100)]
    (third,) = genealogy.of_unit("cars", 5, "car", 4)
    assert [(p.lot, p.first, p.units) for p in third.parts] == [(None, 200, 50), (9, 250, 50)]
    (of_four,) = genealogy.of_unit("cars", 6, "car", 5)
    assert (of_four.lot, [(p.lot, p.first, p.units) for p in of_four.parts]) == (4, [(9, 300, 100)])


def test_where_a_maker_scraps_the_whole_lot_is_told() -> None:
    genealogy = Genealogy.of(*by_hand(scrap=0.25))
    (pack,) = genealogy.of_unit("cars", 4, "car", 3)
    assert [(p.lot, p.units) for p in pack.parts] == [(None, 250), (9, 150)]


def test_by_hand_all_vehicles_at_once() -> None:
    network, record = by_hand()
    rows = Genealogy.of(network, record).of_vehicles(record["vehicles"], "pack")
    assert rows.select("vehicle", "first", "lot").rows() == [
        (1, 1, None), (2, 2, None), (3, 3, 5), (4, 4, 5), (5, 5, 5), (6, 6, 4), (7, 7, 4),
    ]  # fmt: skip
    assert Genealogy.of(network, record).of_vehicles(record["vehicles"], "seat").is_empty()
