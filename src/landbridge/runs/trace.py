"""One vehicle's way, read from a run folder without reading the rest of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from landbridge.network.clock import Clock
from landbridge.runs.folder import RunFolder
from landbridge.runs.rows import BEGUN


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
    row = _find(run, vehicle)
    clock = Clock.of(run.settings("network"))
    lines = dict(run.scan("network", "lines").select("line", "site").collect().iter_rows())
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
        steps=(*_at_the_plant(row, lines[row["line"]], clock), *_on_the_way(run, row, clock)),
    )


def window(run: RunFolder, line: str, unit: int) -> tuple[int, int]:
    """Where in the table of vehicles a unit must stand, by the balances: (first row, number of rows).

    Vehicles stand by line and unit, less those delivered before the record begins, who are among those begun by then.
    """
    begun = (
        run.scan("record", "balances")
        .filter(pl.col("state").cast(pl.String).is_in(BEGUN))
        .select("time_ms", pl.col("line").cast(pl.String), "units")
        .filter((pl.col("time_ms") == 0) | (pl.col("time_ms") == pl.col("time_ms").max()))
        .group_by("line", early=pl.col("time_ms") == 0)
        .agg(pl.col("units").sum())
        .collect()
    )
    before = {name: units for name, early, units in begun.iter_rows() if early}
    whole = {name: units for name, early, units in begun.iter_rows() if not early}
    others = [name for name in whole if name < line]
    low = sum(whole[name] - before.get(name, 0) for name in others) + max(0, unit - before.get(line, 0))
    high = sum(whole[name] for name in others) + unit
    return low, high - low + 1


def _at(clock: Clock, ms: int | None) -> datetime | None:
    return None if ms is None else clock.local(ms)


def _find(run: RunFolder, vehicle: str) -> dict[str, Any]:
    vehicles = run.scan("record", "vehicles")
    line, colon, unit = vehicle.rpartition(":")
    found = None
    if colon and unit.isdecimal() and len(unit) < 10:
        this = (pl.col("line").cast(pl.String) == line, pl.col("unit") == int(unit))
        found = vehicles.slice(*window(run, line, int(unit))).filter(*this)
    elif vehicle.isdecimal() and len(vehicle) < 10:
        found = vehicles.slice(int(vehicle), 1)  # numbered in order
    rows = [] if found is None else found.collect().to_dicts()
    if colon and found is not None and not rows:
        rows = vehicles.filter(*this).collect().to_dicts()  # a record without balances
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


def _on_the_way(run: RunFolder, row: Mapping[str, Any], clock: Clock) -> list[Step]:
    """The steps of the route: those the record holds, and the one the vehicle waits for."""
    if row["route"] is None:
        return []
    lanes = {lane["lane"]: lane for lane in _rows(run, "lanes", "lane", "origin", "destination", "mode")}
    terminals = {terminal["terminal"]: terminal for terminal in _rows(run, "terminals", "terminal", "site", "step")}
    route = run.scan("network", "routes").filter(pl.col("route") == row["route"]).sort("position").collect().to_dicts()
    moved = _movements(run, row["vehicle"])
    steps: list[Step] = []
    arrived = row["assigned_ms"]
    for place in route:
        movement = moved.get(place["position"], {})
        times = (_at(clock, arrived), _at(clock, movement.get("began_ms")), _at(clock, movement.get("ended_ms")))
        carried = (movement.get("service"), _departure(run, movement))
        if place["lane"] is not None:
            lane = lanes[place["lane"]]
            ends = (lane["origin"], lane["destination"])
            steps.append(Step("lane", place["lane"], lane["mode"], *ends, *carried, *times))
        else:
            terminal = terminals[place["terminal"]]
            ends = (terminal["site"], terminal["site"])
            steps.append(Step("terminal", place["terminal"], terminal["step"], *ends, *carried, *times))
        arrived = movement.get("ended_ms")
        if arrived is None:
            break
    return steps


def _rows(run: RunFolder, table: str, *columns: str) -> list[dict[str, Any]]:
    return run.scan("network", table).select(columns).collect().to_dicts()


def _movements(run: RunFolder, vehicle: int) -> dict[int, dict[str, Any]]:
    """The movements of the vehicle, by position on its route."""
    steps = run.scan("record", "steps").filter(pl.col("vehicle") == vehicle).collect()
    numbers = steps["movement"]
    if numbers.is_empty():
        return {}
    low, high = numbers.min(), numbers.max()
    movements = (
        run.scan("record", "movements")
        .filter(pl.col("movement").is_between(low, high), pl.col("movement").is_in(numbers.implode()))
        .collect()
    )
    joined = steps.join(movements, on="movement")
    return {row["position"]: row for row in joined.iter_rows(named=True)}


def _departure(run: RunFolder, movement: Mapping[str, Any]) -> int | None:
    """The number of the service's departure that became the movement."""
    if movement.get("service") is None:
        return None
    found = run.scan("record", "departures").filter(pl.col("movement") == movement["movement"]).collect()["number"]
    return int(found[0]) if len(found) else None
