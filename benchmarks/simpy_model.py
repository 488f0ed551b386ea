"""A SimPy model of a network as a competent modeller writes it: the oracle's, with its hot path made flat.

Profiling the oracle on the national network finds nine tenths of its time in the start of a unit, which goes through
hundreds of parts by method calls. Here a line keeps its parts as plain integers, takes the whole bill in one loop,
asks a rule only where the position has fallen to the reorder point, unloads only where a lot waits at the dock, and
looks before a start only at parts that the last start left scarce. Everything else is the oracle's. The record is
the same to the bit, which is checked whenever it is measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from landbridge.documents.document import Network, Plan, Record
from tests.oracle.balances import Account, balance
from tests.oracle.lines import Line
from tests.oracle.record import record
from tests.oracle.sequence import Unit
from tests.oracle.stocks import Lot, Stock, place
from tests.oracle.vehicles import Vehicle
from tests.oracle.world import World


@dataclass(eq=False)
class Shelf(Stock):
    """A stock that knows at which demand it must be looked at, and the most that a unit takes of it."""

    look_at: int = 0
    most: int = 0

    def demand(self, quantity: int) -> list[Lot]:
        """Post demand; the orders it calls for, and the demand at which the next may be due."""
        noted = super().demand(quantity)
        rule, position = self.rule, self.initial + self.ordered - self.demanded
        lowest = rule.reorder_point if rule.policy != "base_stock" else (rule.order_up_to or 0) - 1
        self.look_at = self.demanded + position - (lowest or 0)
        return noted


@dataclass
class FlatLine(Line):
    """A line that starts a unit in one loop over its bill."""

    scarce: list[Shelf] = field(default_factory=list)

    def __post_init__(self) -> None:
        for stock in self.stocks:
            stock.most = max((bill.get(stock.item, 0) for bill in self.bills.values()), default=0)
        self.scarce = list(self.stocks)
        super().__post_init__()

    def _short(self, unit: Unit) -> Stock | None:
        if not self.scarce:
            return None
        self.scarce = [stock for stock in self.scarce if stock.on_hand < stock.most]
        bill = self.bills.get(unit.item, {})
        return next((stock for stock in self.scarce if stock.on_hand < bill.get(stock.item, 0)), None)

    def _start(self, unit: Unit) -> None:
        self.yard.vehicles += 1
        noted, docked = self._take(unit)
        for stock in docked:
            stock.unload()
        if noted:
            place(noted)
        vehicle = Vehicle(self.name, self.index, unit.number, unit.item, self.clock.now)
        vehicle.quality = self.quality.of(unit.number)
        self.vehicles.append(vehicle)
        self.clock.env.process(self._build(vehicle))

    def _take(self, unit: Unit) -> tuple[list[Lot], list[Shelf]]:
        """Take the unit's bill: the orders that calls for, and the stocks before which lots wait."""
        scarce, docked, noted = [], [], []
        for stock, need in self._bill(unit.item):
            stock.on_hand = left = stock.on_hand - need
            stock.demanded = demanded = stock.demanded + need
            if left < stock.most:
                scarce.append(stock)
            if demanded >= stock.look_at:
                noted += stock.demand(0)
            if stock.dock:
                docked.append(stock)
        if scarce:
            self.scarce = sorted({*self.scarce, *scarce}, key=lambda stock: stock.index)
        return noted, docked

    def settle(self) -> None:
        """What a pace line has demanded it has taken, too."""
        for stock in self.stocks:
            stock.consumed = stock.demanded


class FlatWorld(World):
    """The oracle's world with flat lines."""

    stock_type = Shelf
    line_type = FlatLine


def stops(network: Network) -> list[int]:
    """The start and every month's end, where balances are taken [ms since the case's start]."""
    months = network["periods"].filter(network["periods"]["period"] != "warm-up")
    return [0, *sorted(months["end_ms"])]


def balance_of(world: FlatWorld) -> dict[Account, int]:
    """What is where now."""
    for line in world.lines:
        line.settle()
    return balance(world)


def whole_record(network: Network, plan: Plan, seed: int) -> Record:
    """The whole record, with the balances at every month's end."""
    world, balances = FlatWorld(network, plan, seed), {}
    for time in stops(network):
        world.clock.run_until(time)
        balances[time] = balance_of(world)
    return record(world, balances)
