"""The kernel's memory -> Record: trimmed to the case's horizon, with names instead of indices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from landbridge.documents import Network, Record
from landbridge.simulation.balances import Balances
from landbridge.simulation.draws import uniforms
from landbridge.simulation.histories import Histories, read_histories, read_steps
from landbridge.simulation.instants import instants
from landbridge.simulation.layout import N_EVENTS, N_LOTS, N_MOVEMENTS, N_STOPS, N_UNLOADED
from landbridge.simulation.memory.disruptions import draw_disruptions
from landbridge.simulation.memory.markets import book_names
from landbridge.simulation.memory.memory import Memory, models_of
from landbridge.simulation.memory.naming import Array, indices
from landbridge.simulation.memory.past import Past
from landbridge.simulation.whereabouts import whereabouts


def write_record(network: Network, memory: Memory, balances: Balances, seed: int, past: Past) -> Record:
    """The record of a run that has reached the horizon's end (rules B1 on of docs/simulation.md)."""
    times = _Times(network.settings["warm_up_ms"], network.settings["end_ms"])
    models = models_of(network)
    lots, of_stocks = _lots(network, memory, times)  # first, while there is the most room
    histories = read_histories(memory, times.start)
    movement_of_step, step_vehicle, step_position, used = read_steps(memory, histories)
    renumbered = np.cumsum(used, dtype=np.int32) - 1
    tables = {
        "vehicles": _vehicles(network, memory, models, histories, times, seed, past),
        "steps": pl.DataFrame(
            {"vehicle": step_vehicle, "position": step_position, "movement": renumbered[movement_of_step]}
        ),
        "movements": _movements(network, memory, used, times),
        "departures": _departures(network, memory, used, renumbered, times),
        "lots": lots,
        "stops": _stops(network, memory, models, times),
        "demands": _demands(network, memory, times),
        "disruptions": _disruptions(network, times, seed, past),
        "balances": balances.table(),
    }
    settings = {"seed": seed, "events": int(memory.tally[N_EVENTS]), "lots_of_stocks": of_stocks}
    return Record.of(tables, settings | whereabouts(network, tables))


class _Times:
    """Kernel time to record time."""

    def __init__(self, warm_up: int, end: int) -> None:
        self.start = warm_up
        self.end = warm_up + end

    def series(self, times: Array) -> pl.Series:
        """Times since the case's start; empty where not reached by the end, or never (-1)."""
        return self.own_series(times.astype(np.int64))

    def own_series(self, times: Array) -> pl.Series:
        """The same of times that nobody else needs: the series lies where they do."""
        unknown = (times < 0) | (times >= self.end)
        times -= self.start
        times[unknown] = 0
        return pl.Series(times).set(pl.Series(unknown), None)


def _names(codes: Array, names: Sequence[str]) -> pl.Series:
    """Indices as an Enum of their names; empty below 0."""
    kind = pl.UInt8 if len(names) < 255 else pl.UInt16 if len(names) < 65535 else pl.UInt32
    filled = pl.Series(np.where(codes < 0, 0, codes)).cast(kind)
    return filled.set(pl.Series(codes < 0), None).cat.to(pl.Enum(names))


def _names_used(codes: Array, names: Sequence[str]) -> pl.Series:
    """The same without the names that no row has: a reader of few rows unpacks all names, and most lanes move lots."""
    used = np.flatnonzero(np.bincount(codes[codes >= 0], minlength=len(names)))
    place = np.full(len(names) + 1, -1)
    place[used] = np.arange(len(used))
    return _names(place[codes], [names[i] for i in used.tolist()])


def _names_at(column: pl.Series, rows: Array) -> pl.Series:
    """A column's names at rows of it, as an Enum of those that are there."""
    names = column.drop_nulls().unique().sort()
    codes = column.cast(pl.Enum(names)).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
    return _names_used(codes[rows], names.to_list())


def _vehicles(
    network: Network,
    memory: Memory,
    models: dict[str, list[str]],
    histories: Histories,
    times: _Times,
    seed: int,
    past: Past,
) -> pl.DataFrame:
    h, flows = histories, memory.flows
    routes = network["routes"]["route"].unique().sort().to_list()
    books = book_names(network)
    markets = books["market"].unique().sort().to_list()
    of_book = np.array([indices(markets)[market] for market in books["market"]] or [-1])
    items = sorted({item for own in models.values() for item in own})
    lines = memory.pools["line"][h.pool]
    unit = h.vehicle - memory.lines["vehicle"][lines]
    # the last is where flows below 0 lead
    market, route = np.append(of_book[flows["book"]], -1), np.append(flows["route"], -1)
    flow = np.maximum(h.flow, -1)
    quality = _quality(memory, lines, unit, h.finished < times.end, seed, past)
    h.started[:] -= times.start
    h.gone[flow < 0] = -1
    return pl.DataFrame(
        {
            "vehicle": np.arange(len(unit), dtype=np.int32),
            "line": _names(lines, list(models)),
            "unit": unit,
            "item": _names(memory.pools["item"][h.pool], items),
            "started_ms": h.started,
            "finished_ms": times.own_series(h.finished),
            "quality": quality,
            "demanded_ms": times.own_series(h.demanded),
            "assigned_ms": times.own_series(h.assigned),
            "market": _names(market[flow], markets),
            "route": _names(route[flow], routes),
            "delivered_ms": times.own_series(h.gone),
        }
    )


def _quality(memory: Memory, lines: Array, unit: Array, finished: Array, seed: int, past: Past) -> pl.Series:
    """What became of finished units at inspection (Q1), drawn once more."""
    flaw = np.full(len(unit), -1, np.int8)
    for line_no, line in enumerate(memory.lines):
        former = [row[1:] for row in past.shares if row[0] == line_no]
        held = [*former, (line["units"], line["scrap"], line["flawed"])]
        if any(flawed > 0 for _, _, flawed in held):
            own = np.flatnonzero((lines == line_no) & finished)
            parts = np.split(own, np.searchsorted(unit[own], [before for before, _, _ in former]))
            for part, (_, scrap, flawed) in zip(parts, held, strict=True):
                u = uniforms(np.uint64(seed), line["quality"], unit[part])
                flaw[part] = np.where(u < scrap, 0, np.where(u < flawed, 1, -1))
    return _names(flaw, ["scrapped", "reworked"])


def _movements(network: Network, memory: Memory, used: Array, times: _Times) -> pl.DataFrame:
    m = memory.movements[: memory.tally[N_MOVEMENTS]][used]
    lanes = len(memory.lanes)
    return pl.DataFrame(
        {
            "movement": np.arange(len(m), dtype=np.int32),
            "lane": _names_used(np.where(m["activity"] < lanes, m["activity"], -1), network["lanes"]["lane"].to_list()),
            "terminal": _names(m["activity"] - lanes, network["terminals"]["terminal"].to_list()),
            "service": _names(m["service"], network["services"]["service"].to_list()),
            "number": m["number"],
            "began_ms": times.series(m["began"]),
            "ended_ms": times.series(m["ended"]),
            "units": m["units"],
        }
    )


def _departures(network: Network, memory: Memory, used: Array, renumbered: Array, times: _Times) -> pl.DataFrame:
    service = np.repeat(np.arange(len(memory.services)), memory.services["last"] - memory.services["first"])
    number = np.arange(len(memory.runs)) - memory.services["first"][service]
    kept = (memory.runs["departs"] >= times.start) & (memory.runs["departs"] < times.end) & (memory.runs["closed"] == 0)
    runs = memory.runs[kept]
    shown = runs["movement"] >= 0
    shown[shown] = used[runs["movement"][shown]]
    movement = np.where(shown, renumbered[np.where(shown, runs["movement"], 0)] if len(renumbered) else -1, -1)
    return pl.DataFrame(
        {
            "service": _names(service[kept], network["services"]["service"].to_list()),
            "number": number[kept],
            "departs_ms": runs["departs"] - times.start,
            "capacity_units": runs["capacity"],
            "queued_units": runs["queued"],
            "loaded_units": runs["loaded"],
            "wagons": runs["wagons"],
            "movement": pl.Series(movement).set(pl.Series(~shown), None),
        }
    )


def _lots(network: Network, memory: Memory, times: _Times) -> tuple[pl.DataFrame, list[int]]:
    """The lots by stock and number, and how many there are of each stock, so that a reader finds them at once."""
    lots = memory.lots[: memory.tally[N_LOTS]]
    stored = _stored(memory, lots)
    # lots stand in the order in which they were ordered, so also by number within a stock
    by_stock = np.argsort(lots["stock"], kind="stable")
    orders = np.bincount(lots["stock"], minlength=len(memory.stocks))
    number = np.arange(len(lots)) - np.repeat(np.cumsum(orders) - orders, orders)
    late = (stored[by_stock] < 0) | (stored[by_stock] >= times.start)
    kept, number = by_stock[late], number[late]
    lots = lots[kept]
    ordered, begun, shipped, arrived = (instants(lots[name]) for name in ("ordered", "begun", "shipped", "arrived"))
    source = memory.stocks["source"][lots["stock"]] + lots["source"]
    frame = pl.DataFrame(
        {
            **{name: _names_at(network["stocks"][name], lots["stock"]) for name in ("site", "item", "line")},
            **{name: _names_at(network["sources"][name], source) for name in ("supplier", "maker_line")},
            "number": number,
            "quantity": lots["quantity"],
            "ordered_ms": ordered - times.start,
            "shipped_ms": times.own_series(np.where(begun < 0, -1, shipped)),  # before the times of begun are shifted
            "begun_ms": times.own_series(begun),
            "arrived_ms": times.own_series(arrived),
            "stored_ms": times.own_series(stored[kept]),
        }
    )
    return frame, np.bincount(lots["stock"], minlength=len(memory.stocks)).tolist()


def _stored(memory: Memory, lots: Array) -> Array:
    """When lots were put on the shelf: as they arrived, or later from the dock, or not yet (-1)."""
    stored = instants(lots["arrived"])
    for lot in memory.stocks["dock"]:
        while lot >= 0:
            stored[lot] = -1
            lot = lots["next"][lot]
    unloaded = memory.unloaded[: memory.tally[N_UNLOADED]]
    stored[unloaded["lot"]] = unloaded["t"]
    return stored


def _stops(network: Network, memory: Memory, models: dict[str, list[str]], times: _Times) -> pl.DataFrame:
    stops = memory.stops[: memory.tally[N_STOPS]]
    stops = stops[(stops["ended"] < 0) | (stops["ended"] > times.start)]
    stops = stops[np.lexsort((stops["unit"], stops["began"], stops["line"]))]
    part = stops["cause"] >= 0
    cause = np.where(part, stops["cause"], 0)
    source = memory.stocks["source"][cause] if len(memory.stocks) else cause
    ended = part & (stops["ended"] >= 0) & (stops["ended"] < times.end)
    source[ended] += memory.lots["source"][stops["lot"][ended]]
    named: dict[str, Any] = {
        name: frame[name][pl.Series(row)].set(pl.Series(~part), None)
        if frame.height
        else pl.Series([None] * len(stops), dtype=pl.String)
        for name, frame, row in (("item", network["stocks"], cause), ("supplier", network["sources"], source))
    }
    return pl.DataFrame(
        {
            "line": _names(stops["line"], list(models)),
            "unit": stops["unit"],
            "began_ms": stops["began"] - times.start,
            "ended_ms": times.series(stops["ended"]),
            "cause": _names(np.where(part, 0, 1), ["part", "yard"]),
            **named,
        }
    )


def _disruptions(network: Network, times: _Times, seed: int, past: Past) -> pl.DataFrame:
    occurrences, _ = draw_disruptions(network, seed, past)
    rows = sorted((o.disruption, o.number, o.start, o.end) for o in occurrences)
    end = times.end - times.start
    frame = pl.DataFrame(rows, schema=["disruption", "number", "began_ms", "ended_ms"], orient="row")
    return frame.filter(pl.col("ended_ms") > 0, pl.col("began_ms") < end).with_columns(
        pl.when(pl.col("ended_ms") < end).then("ended_ms")
    )


def _demands(network: Network, memory: Memory, times: _Times) -> pl.DataFrame:
    counts = memory.books["last"] - memory.books["first"]
    book = np.repeat(np.arange(len(memory.books)), counts)
    number = np.arange(len(memory.entries)) - memory.books["first"][book]
    kept = (memory.entries["t"] >= times.start) & (memory.entries["t"] < times.end)
    entries = memory.entries[kept]
    return book_names(network)[pl.Series(book[kept])].with_columns(
        number=pl.Series(number[kept]),
        demanded_ms=pl.Series(entries["t"] - times.start),
        quantity=pl.Series(entries["quantity"]),
        filled_units=pl.Series(entries["filled"]),
        lost_units=pl.Series(entries["lost"]),
    )
