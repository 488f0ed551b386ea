"""What became of every vehicle, in one pass over the memory: to gather its rows would copy each several times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from landbridge.simulation.compiled import compiled
from landbridge.simulation.instants import instant
from landbridge.simulation.layout import N_MOVEMENTS, N_STEPS, SCRAPPED
from landbridge.simulation.memory.memory import Memory
from landbridge.simulation.memory.naming import Array


@dataclass(frozen=True)
class Histories:
    """The vehicles of the record, those that had not gone before it begins, by line and unit.

    Parameters
    ----------
    vehicle
        int32 (vehicles): place in the memory.
    pool, flow
        int16, int32 (vehicles): place among pools and flows; flow is below 0 where no market has it.
    started, finished, demanded, assigned, gone
        int64 (vehicles) [kernel ms]; -1: not yet. A vehicle goes when it is delivered or scrapped.
    """

    vehicle: Array
    pool: Array
    flow: Array
    started: Array
    finished: Array
    demanded: Array
    assigned: Array
    gone: Array


def read_histories(memory: Memory, start: int) -> Histories:
    """The vehicles that had not gone at the start [kernel ms]."""
    begun = int(memory.lines["next"].sum())
    kinds = (np.int32, np.int16, np.int32, *[np.int64] * 5)
    columns = tuple(np.empty(begun, kind) for kind in kinds)
    m = memory
    count = _histories(
        start, m.lines, m.vehicles, m.times, m.steps, m.movements, m.flows, m.routes, m.entries, *columns
    )
    return Histories(*(column[:count] for column in columns))


def read_steps(memory: Memory, histories: Histories) -> tuple[Array, Array, Array, Array]:
    """Every step made by the vehicles.

    Returns
    -------
    movement, vehicle, position, used
        int32, int32, int16 (steps): the movement, the row of the vehicle, and the position from 1; bool (movements):
        which movements any of them is part of.
    """
    most = int(memory.tally[N_STEPS])
    movement, vehicle, position = (np.empty(most, kind) for kind in (np.int32, np.int32, np.int16))
    used = np.zeros(int(memory.tally[N_MOVEMENTS]), np.bool_)
    own, m = histories.vehicle, memory
    count = _steps(own, m.vehicles, m.steps, m.flows, m.routes, movement, vehicle, position, used)
    return movement[:count], vehicle[:count], position[:count], used


@compiled
def _histories(
    start: int,
    lines: Any,
    vehicles: Any,
    times: Any,
    steps: Any,
    movements: Any,
    flows: Any,
    routes: Any,
    entries: Any,
    place: Any,
    pool: Any,
    flow: Any,
    started: Any,
    finished: Any,
    demanded: Any,
    assigned: Any,
    gone: Any,
) -> int:
    count = 0
    for number in range(len(lines)):
        first = lines[number].vehicle
        for v in range(first, first + lines[number].next):
            vehicle = vehicles[v]
            ended = instant(times[v].finished)
            went = -1
            if vehicle.flow == SCRAPPED:
                went = ended
            elif vehicle.flow >= 0:
                last = steps[np.int64(vehicle.steps) + routes[flows[vehicle.flow].route].steps - 1] - 1
                if last >= 0:
                    went = movements[last].ended
            if 0 <= went < start:
                continue
            place[count], pool[count], flow[count], gone[count] = v, vehicle.pool, vehicle.flow, went
            started[count], finished[count] = instant(times[v].started), ended
            demanded[count] = assigned[count] = -1
            if vehicle.flow >= 0:
                waited = vehicle.entry < -1
                entry = -2 - vehicle.entry if waited else vehicle.entry
                if entry >= 0:
                    demanded[count] = entries[entry].t
                assigned[count] = demanded[count] if waited else ended
            count += 1
    return count


@compiled
def _steps(
    own: Any, vehicles: Any, steps: Any, flows: Any, routes: Any, movement: Any, row: Any, position: Any, used: Any
) -> int:
    count = 0
    for i in range(len(own)):
        vehicle = vehicles[own[i]]
        if vehicle.flow < 0:
            continue
        first = np.int64(vehicle.steps)
        for k in range(routes[flows[vehicle.flow].route].steps):
            made = steps[first + k] - 1
            if made >= 0:
                movement[count], row[count], position[count] = made, i, k + 1
                used[made] = True
                count += 1
    return count
