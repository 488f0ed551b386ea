"""One vehicle's way, read from a run folder without reading the rest of it."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from landbridge.network.clock import Clock
from landbridge.runs.folder import RunFolder
from landbridge.runs.rows import first_row


class UnknownVehicle(Exception):
    """The record holds no such vehicle."""

    def __init__(self, vehicle: str, count: int, lines: tuple[str, ...]) -> None:
        super().__init__(vehicle)
        self.count = count
        self.lines = lines


@dataclass(frozen=True)
class Step:
    """One step of the way.

    Parameters
    ----------
    kind
        ``build``, ``yard`` (waiting for demand), ``lane`` or ``terminal``.
    name
        The line, lane or terminal.
    means
        Mode of a lane, step of a terminal.
    origin, destination
        Sites; the same where it does not move.
    service, number
        The service that carried it and the number of the departure.
    arrived, began, ended
        When it was there for the step, when the step began and ended; None: not by the end of the run.
    """

    kind: str
    name: str
    means: str | None
    origin: str
    destination: str
    service: str | None
    number: int | None
    arrived: datetime | None
    began: datetime | None
    ended: datetime | None


@dataclass(frozen=True)
class Trace:
    """A vehicle, by number and by line and unit, and the steps of its way in order."""

    vehicle: int
    line: str
    unit: int
    item: str
    market: str | None
    route: str | None
    started_ms: int
    demanded: datetime | None
    assigned: datetime | None
    finished: datetime | None
    delivered: datetime | None
    time_zone: str
    steps: tuple[Step, ...]


def trace(run: RunFolder, vehicle: str) -> Trace:
    """The way of one vehicle.

    Parameters
    ----------
    vehicle
        ``line:unit``, or the vehicle's number in the record.

    Raises
    ------
    UnknownVehicle
        If the record holds no such vehicle.
    """
    return way_of(run, find(run, vehicle))


def way_of(run: RunFolder, row: Mapping[str, Any]) -> Trace:
    """The way of the vehicle of a row that :func:`find` found."""
    clock = Clock.of(run.settings("network"))
    return Trace(
        vehicle=row["vehicle"],
        line=row["line"],
        unit=row["unit"],
        item=row["item"],
        market=row["market"],
        route=row["route"],
        started_ms=row["started_ms"],
        demanded=_at(clock, row["demanded_ms"]),
        assigned=_at(clock, row["assigned_ms"]),
        finished=_at(clock, row["finished_ms"]),
        delivered=_at(clock, row["delivered_ms"]),
        time_zone=clock.zone,
        steps=_steps(run, row, clock),
    )


def window(run: RunFolder, line: str, unit: int) -> tuple[int, int] | None:
    """Where in the table of vehicles a unit stands, if there is one: (first row, number of rows); None: it is not told.

    Vehicles stand by line and unit, less those that had gone before the record begins: where as many units as rows lie
    between two that are told, none is missing.
    """
    settings = run.settings("record")
    own = settings.get("vehicles_of_lines", {}).get(line)
    if own is None:
        return None
    place = bisect.bisect_right(own["units"], unit) - 1
    if not 0 <= place < len(own["units"]) - 1:
        return 0, 0
    first = place * settings["every"]
    count = min(settings["every"], own["rows"] - first)
    first += first_row(settings["vehicles_of_lines"], line)
    begin, end = own["units"][place : place + 2]
    return (first + unit - begin, 1) if end - begin == count else (first, count)


def _at(clock: Clock, ms: int | None) -> datetime | None:
    return None if ms is None else clock.local(ms)


def find(run: RunFolder, vehicle: str) -> dict[str, Any]:
    """The vehicle's row of the record; raises as :func:`trace` does."""
    vehicles = run.scan("record", "vehicles")
    line, colon, unit = vehicle.rpartition(":")
    found = None
    if colon and unit.isdecimal() and len(unit) < 10:
        stands = window(run, line, int(unit))
        of_line = vehicles if stands is None else vehicles.slice(*stands)
        found = of_line.filter(pl.col("line").cast(pl.String) == line, pl.col("unit") == int(unit))
    elif vehicle.isdecimal() and len(vehicle) < 10:
        found = vehicles.slice(int(vehicle), 1)  # numbered in order
    rows = [] if found is None else found.collect().to_dicts()
    if not rows:
        known = vehicles.select("line").unique().collect()["line"].cast(pl.String).sort()
        raise UnknownVehicle(vehicle, vehicles.select(pl.len()).collect().item(), tuple(known))
    return rows[0]


def _at_the_plant(row: Mapping[str, Any], site: str, clock: Clock) -> list[Step]:
    started, finished, assigned = (_at(clock, row[key]) for key in ("started_ms", "finished_ms", "assigned_ms"))
    steps = [Step("build", row["line"], None, site, site, None, None, started, started, finished)]
    if finished is not None and assigned != finished:
        steps.append(Step("yard", row["line"], None, site, site, None, None, finished, assigned, assigned))
    return steps


def _steps(run: RunFolder, row: Mapping[str, Any], clock: Clock) -> tuple[Step, ...]:
    """The steps at the plant and on the route: those the record holds, and the one the vehicle waits for."""
    plant, route, made = pl.collect_all(
        [
            run.scan("network", "lines").filter(pl.col("line") == row["line"]).select("site"),
            run.scan("network", "routes").filter(pl.col("route") == pl.lit(row["route"], pl.String)),
            run.scan("record", "steps").filter(pl.col("vehicle") == row["vehicle"]),
        ]
    )
    steps = _at_the_plant(row, plant.item(), clock)
    if route.is_empty():
        return tuple(steps)
    places, moved = _passed(run, route, made)
    arrived = row["assigned_ms"]
    for place in route.sort("position").iter_rows(named=True):
        movement = moved.get(place["position"], {})
        times = (_at(clock, arrived), _at(clock, movement.get("began_ms")), _at(clock, movement.get("ended_ms")))
        carried = (movement.get("service"), movement.get("departure"))
        kind = "lane" if place["lane"] is not None else "terminal"
        steps.append(Step(kind, place[kind], *places[kind, place[kind]], *carried, *times))
        arrived = movement.get("ended_ms")
        if arrived is None:
            break
    return tuple(steps)


def _passed(
    run: RunFolder, route: pl.DataFrame, steps: pl.DataFrame
) -> tuple[dict[tuple[str, str], tuple[str, str, str]], dict[int, dict[str, Any]]]:
    """What a route's places are, and the movements of steps.

    Returns
    -------
    Mode, origin and destination of lanes, and step, site and site of terminals; the movements by position on the
    route, with the number of the departure that became them.
    """
    numbers = steps["movement"].to_list()
    movements, told = run.scan("record", "movements"), ("service", "began_ms", "ended_ms")
    lanes, terminals, departures, *moved = pl.collect_all(
        [
            _of_route(run, route, "lane", "mode", "origin", "destination"),
            _of_route(run, route, "terminal", "step", "site"),
            run.scan("record", "departures").filter(pl.col("movement").is_in(numbers)).select("movement", "number"),
            # numbered in order; sliced first: what several plans select alike is read whole, once for all of them
            *(movements.slice(number, 1).select(told) for number in numbers),
        ]
    )
    ways = {("lane", lane): (mode, origin, destination) for lane, mode, origin, destination in lanes.iter_rows()}
    ways |= {("terminal", terminal): (step, site, site) for terminal, step, site in terminals.iter_rows()}
    departed = dict(departures.iter_rows())
    made = zip(steps["position"], numbers, moved, strict=True)
    return ways, {at: {**row.row(0, named=True), "departure": departed.get(number)} for at, number, row in made}


def _of_route(run: RunFolder, route: pl.DataFrame, kind: str, *columns: str) -> pl.LazyFrame:
    named = pl.col(kind).is_in(route[kind].drop_nulls().to_list())
    return run.scan("network", f"{kind}s").filter(named).select(kind, *columns)
