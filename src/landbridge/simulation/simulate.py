"""Run a plan forward, vehicle by vehicle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from landbridge.documents import Network, Plan, Record
from landbridge.simulation.balances import Balances
from landbridge.simulation.kernel import run_until
from landbridge.simulation.layout import PERIOD_NOW
from landbridge.simulation.memory.memory import Memory, boundaries, lay_out
from landbridge.simulation.writing import write_record

Progress = Callable[[float], None]


def simulate(network: Network, plan: Plan, seed: int, progress: Progress | None = None) -> Record:
    """Run the plan forward from the warm-up's beginning to the end of the horizon.

    Parameters
    ----------
    network, plan
        What there is and what is to be done with it.
    seed
        A whole number from 0 to 2**63 - 1; the same seed gives the same record, bit for bit.
    progress
        Called now and then with the share of simulated time that has passed, 0 to 1.

    Returns
    -------
    Record
        Everything that happened from the start of the case on; what is still under way at the end has empty times.

    Notes
    -----
    The rules are in docs/simulation.md; the kernel keeps no state outside the memory laid out here.
    """
    memory, shift = lay_out(network, plan, seed)
    warm_up, end = network.settings["warm_up_ms"], network.settings["end_ms"]
    balances = Balances(network)
    for period, boundary in enumerate(boundaries(network)):
        memory.tally[PERIOD_NOW] = period
        memory = _run_to(memory, shift, seed, boundary + warm_up)
        if boundary >= 0:
            balances.take(memory, boundary)
        if progress is not None:
            progress((boundary + warm_up) / (end + warm_up))
    return write_record(network, memory, balances, seed)


def _run_to(memory: Memory, shift: int, seed: int, until: int) -> Memory:
    while not run_until(until, np.uint64(seed), shift, *memory):
        roomier = np.zeros(2 * len(memory.stops), memory.stops.dtype)
        roomier[: len(memory.stops)] = memory.stops
        memory = memory._replace(stops=roomier)
    return memory
