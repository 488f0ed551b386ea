"""The Record of a run that has reached its end (B1-B12): Python rows into the declared tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from landbridge.documents.document import Record, conform, empty
from tests.oracle.balances import Account
from tests.oracle.vehicles import Movement, Vehicle
from tests.oracle.world import World

Row = dict[str, Any]


def record(world: World, balances: Mapping[int, Mapping[Account, int]]) -> Record:
    """The declared tables, trimmed and sorted."""
    vehicles = [v for line in world.lines for v in line.vehicles if not _gone_before(v, 0)]
    referenced = {m.created: m for v in vehicles for _, m in v.steps}
    movements = {created: number for number, created in enumerate(sorted(referenced))}
    tables: dict[str, Iterable[Row]] = {
        "vehicles": (_vehicle(number, vehicle) for number, vehicle in enumerate(vehicles)),
        "movements": (_movement(number, referenced[created]) for created, number in movements.items()),
        "steps": (
            {"vehicle": number, "position": position, "movement": movements[movement.created]}
            for number, vehicle in enumerate(vehicles)
            for position, movement in vehicle.steps
        ),
        "departures": _departures(world, movements),
        "lots": _lots(world),
        "stops": _stops(world),
        "demands": _demands(world),
        "disruptions": _disruptions(world),
        "balances": _balances(balances),
    }
    return Record.of({name: _frame(name, list(rows)) for name, rows in tables.items()})


def _frame(table: str, rows: list[Row]) -> pl.DataFrame:
    return conform("record", table, pl.DataFrame(rows, infer_schema_length=None)) if rows else empty("record", table)


def _gone_before(v: Vehicle, time: int) -> bool:
    """B2: delivered or scrapped."""
    gone = v.finished if v.quality == "scrapped" else v.delivered
    return gone is not None and gone < time


def _vehicle(number: int, v: Vehicle) -> Row:
    return {
        "vehicle": number,
        "line": v.line,
        "unit": v.unit,
        "item": v.item,
        "started_ms": v.started,
        "finished_ms": v.finished,
        "quality": None if v.finished is None else v.quality,
        "demanded_ms": v.demanded,
        "assigned_ms": v.assigned,
        "market": v.market,
        "route": v.route,
        "delivered_ms": v.delivered,
    }


def _movement(number: int, m: Movement) -> Row:
    return {
        "movement": number,
        "lane": m.lane,
        "terminal": m.terminal,
        "service": m.service,
        "number": m.number,
        "began_ms": m.began,
        "ended_ms": m.ended,
        "units": len(m.vehicles),
    }


def _departures(world: World, movements: Mapping[int, int]) -> Iterable[Row]:
    for service in world.services:
        for d in service.departed:
            if d.departure.departs >= 0:
                yield {
                    "service": d.service,
                    "number": d.departure.number,
                    "departs_ms": d.departure.departs,
                    "capacity_units": d.departure.capacity,
                    "queued_units": d.queued,
                    "loaded_units": d.loaded,
                    "wagons": d.wagons,
                    "movement": movements.get(d.movement.created) if d.movement else None,
                }


def _lots(world: World) -> Iterable[Row]:
    for stock in world.stocks:
        for lot in stock.lots:
            if lot.stored is None or lot.stored >= 0:
                yield {
                    "site": stock.site,
                    "item": stock.item,
                    "line": stock.line,
                    "number": lot.number,
                    "supplier": lot.source.site,
                    "maker_line": lot.source.maker_line,
                    "quantity": lot.quantity,
                    "ordered_ms": lot.ordered,
                    "begun_ms": lot.begun,
                    "shipped_ms": lot.shipped,
                    "arrived_ms": lot.arrived,
                    "stored_ms": lot.stored,
                }


def _stops(world: World) -> Iterable[Row]:
    for line in world.lines:
        for stop in line.stops:
            if stop.ended is None or stop.ended > 0:
                yield {
                    "line": stop.line,
                    "unit": stop.unit,
                    "began_ms": stop.began,
                    "ended_ms": stop.ended,
                    "cause": "part" if stop.stock else "yard",
                    "item": stop.stock.item if stop.stock else None,
                    "supplier": stop.supplier,
                }


def _demands(world: World) -> Iterable[Row]:
    for book in world.dispatch.books:
        for entry in book.entries:
            if 0 <= entry.demanded < world.end:
                yield {
                    "market": book.market,
                    "item": book.item,
                    "number": entry.number,
                    "demanded_ms": entry.demanded,
                    "quantity": entry.wanted,
                    "filled_units": entry.filled,
                    "lost_units": entry.lost,
                }


def _disruptions(world: World) -> Iterable[Row]:
    for occurrences in world.disruptions.of.values():
        for o in occurrences:
            if o.ends > 0 and o.begins < world.end:
                ended = o.ends if o.ends < world.end else None
                yield {"disruption": o.disruption, "number": o.number, "began_ms": o.begins, "ended_ms": ended}


def _balances(balances: Mapping[int, Mapping[Account, int]]) -> Iterable[Row]:
    for time, accounts in sorted(balances.items()):
        for account in sorted(accounts, key=lambda account: [(part is not None, part or "") for part in account]):
            yield {"time_ms": time, **account._asdict(), "units": accounts[account]}
