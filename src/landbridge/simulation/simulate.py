"""Run a plan forward, vehicle by vehicle."""

from __future__ import annotations

from collections.abc import Callable

from landbridge.documents import Network, Plan, Record
from landbridge.simulation.simulation import Simulation

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
    The rules are in docs/simulation.md; the kernel keeps no state outside the memory laid out for it. A
    :class:`~landbridge.simulation.simulation.Simulation` is the same in steps, and can be kept and resumed.
    """
    simulation = Simulation(network, plan, seed)
    for done in simulation.slices():
        if progress is not None:
            progress(done)
    return simulation.record()
