"""Transits: how long vehicles were under way between two sites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network
from landbridge.measurement.journeys import Journeys
from landbridge.measurement.months import Months, Period
from landbridge.network.clock import MS_PER_DAY


@dataclass(frozen=True)
class Passage:
    """The part of a route from leaving one site to reaching another."""

    route: str
    leaves: int
    reaches: int
    lanes: frozenset[str]
    terminals: frozenset[str]


def passages(network: Network, origin: str, destination: str) -> Iterator[Passage]:
    """Every route that leaves the origin by a lane and reaches the destination by the same or a later one."""
    steps = network["routes"].join(network["lanes"].select("lane", "origin", "destination"), on="lane", how="left")
    leaves = steps.filter(pl.col("origin") == origin).group_by("route").agg(leaves=pl.col("position").min())
    reaches = steps.filter(pl.col("destination") == destination).group_by("route").agg(reaches=pl.col("position").max())
    both = leaves.join(reaches, on="route").filter(pl.col("leaves") <= pl.col("reaches")).sort("route")
    for route, first, last in both.iter_rows():
        between = steps.filter(pl.col("route") == route, pl.col("position").is_between(first, last))
        lanes, terminals = (frozenset(between[kind].drop_nulls()) for kind in ("lane", "terminal"))
        yield Passage(route, first, last, lanes, terminals)


def transit_d(journeys: Journeys, months: Months, passage: Passage, period: Period) -> NDArray[np.float64]:
    """How long each vehicle took that reached the destination in the period.

    Returns
    -------
    float64 (vehicles) [d]
    """
    reached = journeys.steps_at({passage.route: passage.reaches})
    left = reached - passage.reaches + passage.leaves
    first, last = months.span(period)
    ended = journeys.ended[reached]
    counted = (ended >= months.day_starts[first]) & (ended < months.day_starts[last + 1])
    taken: NDArray[np.float64] = (ended[counted] - journeys.began[left[counted]]) / MS_PER_DAY
    return taken
