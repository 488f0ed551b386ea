"""What is where at one instant (B9-B11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tests.oracle.vehicles import Vehicle
from tests.oracle.world import World


class Account(NamedTuple):
    """What is counted together, in the order the table is sorted."""

    state: str
    item: str
    site: str | None = None
    lane: str | None = None
    terminal: str | None = None
    line: str | None = None


def balance(world: World) -> dict[Account, int]:
    """Every account that is not empty now."""
    accounts: Counter[Account] = Counter()
    for line in world.lines:
        for vehicle in line.vehicles:
            accounts.update(_accounts(vehicle))
    for stock in world.stocks:
        amounts = {
            "on_hand": stock.on_hand,
            "docked": stock.docked,
            "on_order": stock.on_order,
            "consumed": stock.consumed,
        }
        for state, units in amounts.items():
            accounts[Account(state, stock.item, site=stock.site, line=stock.line)] += units
    return {account: units for account, units in accounts.items() if units}


def _accounts(vehicle: Vehicle) -> Iterator[Account]:
    item, line, place = vehicle.item, vehicle.line, vehicle.place
    if vehicle.state == "scrapped":
        yield Account("scrapped", item, line=line)
        return
    if vehicle.finished is not None:
        yield Account("made", item, line=line)
    if vehicle.state in ("in_process", "waiting"):
        yield Account(vehicle.state, item, line=line)
    elif vehicle.state in ("queued", "moving"):
        yield Account(vehicle.state, item, lane=place)
    elif vehicle.state == "handling":
        yield Account("handling", item, terminal=place)
    else:
        yield Account("delivered", item, site=vehicle.market)
