"""Who fills orders: the edge of the case (M3) and order-driven makers (M4-M7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import simpy

from tests.oracle.clock import Clock, Priority
from tests.oracle.quality import made_for
from tests.oracle.rate_maps import RateMap
from tests.oracle.stocks import Lot, Stock

Steps = simpy.events.ProcessGenerator


@dataclass
class Edge:
    """A site at the edge of the case: it has everything."""

    clock: Clock
    rates: RateMap

    def accept(self, lot: Lot) -> list[Lot]:
        """Send it at once."""
        self.clock.env.process(self._send(lot))
        return []

    def _send(self, lot: Lot) -> Steps:
        yield self.clock.at(self.rates.open_at(self.clock.now), Priority.QUIET)
        lot.begun = self.clock.now
        yield from lot.stock.haul(lot)


@dataclass
class Maker:
    """Works on one order at a time, strictly in the order accepted."""

    clock: Clock
    rates: RateMap
    takts_ns: Sequence[tuple[int, int]]
    bills: Mapping[str, Mapping[str, int]]
    scrap_share: float
    stocks: list[Stock] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.accepted = simpy.Store(self.clock.env)
        self.committed = simpy.Store(self.clock.env)
        self.clock.env.process(self._commit())
        self.clock.env.process(self._work())

    def accept(self, lot: Lot) -> list[Lot]:
        """Queue the order and demand its inputs at once."""
        caused = [order for stock, need in self._inputs(lot) for order in stock.demand(need)]
        self.accepted.put(lot)
        return caused

    def _inputs(self, lot: Lot) -> list[tuple[Stock, int]]:
        bill, made = self.bills.get(lot.stock.item, {}), made_for(lot.quantity, self.scrap_share)
        return [(stock, made * bill[stock.item]) for stock in self.stocks if stock.item in bill]

    def _commit(self) -> Steps:
        """M6: the inputs of the head are spoken for as soon as all suffice, then those of the next."""
        while True:
            lot: Lot = yield self.accepted.get()
            for stock, need in self._inputs(lot):
                while stock.free < need:
                    yield stock.stored.wait()
            for stock, need in self._inputs(lot):
                stock.speak_for(need)
            for stock, _ in self._inputs(lot):
                stock.unload()
            self.committed.put(lot)

    def _work(self) -> Steps:
        while True:
            lot: Lot = yield self.committed.get()
            yield self.clock.at(self.rates.open_at(self.clock.now), Priority.QUIET)
            lot.begun = self.clock.now
            for stock, need in self._inputs(lot):
                stock.take(need)
            made = made_for(lot.quantity, self.scrap_share)
            work = max(1, made * takt_ns(self.takts_ns, self.clock.now) // 1_000_000)
            yield self.clock.at(self.rates.advance(lot.begun, work), Priority.QUIET)
            self.clock.env.process(self._ship(lot))

    def _ship(self, lot: Lot) -> Steps:
        rest = lot.source.throughput.ms(lot.number) if lot.source.throughput else 0
        if rest:
            yield self.clock.at(self.rates.advance(self.clock.now, rest), Priority.QUIET)
        yield from lot.stock.haul(lot)


def takt_ns(takts_ns: Sequence[tuple[int, int]], now: int) -> int:
    """The takt that holds now; before the first, the first."""
    held = [takt for since, takt in takts_ns if since <= now]
    return held[-1] if held else takts_ns[0][1]
