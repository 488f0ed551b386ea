"""The oracle's one verb."""

from __future__ import annotations

from landbridge.documents.document import Network, Plan, Record
from tests.oracle.balances import balance
from tests.oracle.record import record
from tests.oracle.world import World


def run(network: Network, plan: Plan, seed: int) -> Record:
    """What happens on the network under the plan, by the rules of docs/simulation.md."""
    return trace(network, plan, seed)[0]


def trace(network: Network, plan: Plan, seed: int) -> tuple[Record, World]:
    """The record, and the world as the run left it."""
    world = World(network, plan, seed)
    bounds = network["periods"].filter(network["periods"]["period"] != "warm-up")["end_ms"]
    balances = {}
    for time in [0, *sorted(bounds)]:
        world.clock.run_until(time)
        balances[time] = balance(world)
    return record(world, balances), world
