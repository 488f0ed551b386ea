"""Journeys: the steps of every vehicle on its route, with the times of the movements that made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Record
from landbridge.measurement.counting import codes, labels
from landbridge.measurement.months import times


@dataclass(frozen=True)
class Journeys:
    """Steps in order of vehicle and position; a vehicle's step p is number `first[vehicle] + p - 1`.

    Parameters
    ----------
    routes
        Names of the routes.
    route
        int64 (vehicles): position in `routes`, -1 without a route.
    first, made
        int64 (vehicles): number of its first step; how many steps it has begun.
    vehicle, position
        int32, int16 (steps): whose step it is, and which of its route.
    began, ended
        int64 (steps) [ms]: the movement's times; `ended` is `NEVER` while under way.
    """

    routes: tuple[str, ...]
    route: NDArray[np.int64]
    first: NDArray[np.int64]
    made: NDArray[np.int64]
    vehicle: NDArray[np.int32]
    position: NDArray[np.int16]
    began: NDArray[np.int64]
    ended: NDArray[np.int64]

    @property
    def width(self) -> int:
        """One more than the last position."""
        return int(self.position.max(initial=0)) + 1

    def steps_at(self, positions: Mapping[str, int]) -> NDArray[np.int64]:
        """The steps by which vehicles on these routes begin these positions; who has not yet come so far has none."""
        wanted = np.array([*(positions.get(route, 0) for route in self.routes), 0])[self.route]
        reached = np.flatnonzero((wanted > 0) & (self.made >= wanted))
        steps: NDArray[np.int64] = self.first[reached] + wanted[reached] - 1
        return steps


def read_journeys(record: Record) -> Journeys:
    """The journeys of a record."""
    vehicles, movements, steps = record["vehicles"], record["movements"], record["steps"]
    if not _in_order(steps):
        steps = steps.sort("vehicle", "position")
    vehicle, position = steps["vehicle"].to_numpy(), steps["position"].to_numpy()
    starts = np.flatnonzero(position == 1)
    first, made = np.zeros(len(vehicles), np.int64), np.zeros(len(vehicles), np.int64)
    first[vehicle[starts]] = starts
    made[vehicle[starts]] = np.diff(starts, append=len(steps))
    movement = steps["movement"].to_numpy()
    return Journeys(
        routes=tuple(labels(vehicles["route"])),
        route=codes(vehicles["route"]),
        first=first,
        made=made,
        vehicle=vehicle,
        position=position,
        began=times(movements["began_ms"])[movement],
        ended=times(movements["ended_ms"])[movement],
    )


def _in_order(steps: pl.DataFrame) -> bool:
    vehicle, position = steps["vehicle"].to_numpy(), steps["position"].to_numpy()
    same = vehicle[1:] == vehicle[:-1]
    return bool(np.all((vehicle[1:] > vehicle[:-1]) | (same & (position[1:] > position[:-1]))))


def before(journeys: Journeys, assigned: NDArray[np.int64]) -> NDArray[np.int64]:
    """When each step's waiting began: the end of the step before, and for the first the vehicle's assignment.

    Returns
    -------
    int64 (steps) [ms]
    """
    waiting = np.empty_like(journeys.ended)
    waiting[1:] = journeys.ended[:-1]
    moved = np.flatnonzero(journeys.made)
    waiting[journeys.first[moved]] = assigned[moved]
    return waiting
