"""Journeys: the steps of every vehicle on its route, with the times of the movements that made them."""

from __future__ import annotations

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
        int64 (steps): whose step it is, and which of its route.
    began, ended
        int64 (steps) [ms]: the movement's times; `ended` is `NEVER` while under way.
    """

    routes: tuple[str, ...]
    route: NDArray[np.int64]
    first: NDArray[np.int64]
    made: NDArray[np.int64]
    vehicle: NDArray[np.int64]
    position: NDArray[np.int64]
    began: NDArray[np.int64]
    ended: NDArray[np.int64]

    def on_route(self, route: str) -> NDArray[np.int64]:
        """The vehicles that take a route."""
        if route not in self.routes:
            return np.empty(0, np.int64)
        return np.flatnonzero(self.route == self.routes.index(route))

    def steps(self, vehicles: NDArray[np.int64], position: int) -> NDArray[np.int64]:
        """The steps by which these vehicles begin a position of their route; those that have not are left out."""
        reached = vehicles[self.made[vehicles] >= position]
        return self.first[reached] + position - 1


def read_journeys(record: Record) -> Journeys:
    """The journeys of a record."""
    vehicles, movements, steps = record["vehicles"], record["movements"], record["steps"]
    if not _in_order(steps):
        steps = steps.sort("vehicle", "position")
    vehicle = steps["vehicle"].cast(pl.Int64).to_numpy()
    movement = steps["movement"].cast(pl.Int64).to_numpy()
    made = np.bincount(vehicle, minlength=len(vehicles))
    return Journeys(
        routes=tuple(labels(vehicles["route"])),
        route=codes(vehicles["route"]),
        first=np.cumsum(made) - made,
        made=made,
        vehicle=vehicle,
        position=steps["position"].cast(pl.Int64).to_numpy(),
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
    starts = journeys.position == 1
    waiting[starts] = assigned[journeys.vehicle[starts]]
    return waiting
