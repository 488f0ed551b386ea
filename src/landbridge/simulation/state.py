"""A simulation kept in a folder at an instant, and taken up again: unchanged, or as a branch with another future.

What is kept is the past and what is under way; what the tables say is laid out anew. A branch may change whatever
lies ahead (docs/simulation.md, S1 to S5); the parts of the network stay the same.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from landbridge.documents import Network, Plan
from landbridge.simulation.before import OtherNetwork, disruptions_before, past_of, rates_before
from landbridge.simulation.instants import instants
from landbridge.simulation.layout import (
    ACTIVITY,
    BACK,
    BUCKET,
    CHUNK,
    DEMAND,
    DEPART,
    GATHERED,
    IN_LOT,
    INBOUND,
    N_EVENTS,
    N_HEAP,
    N_LOTS,
    N_MOVEMENTS,
    N_STEPS,
    N_STOPS,
    N_UNLOADED,
    NONE_INBOUND,
    REORDER_POINT,
    REORDER_POINT_AMONG_OTHERS,
    RETRY,
    SPREAD,
    TRY,
    WINDOW,
    YARD,
)
from landbridge.simulation.lines import retarget
from landbridge.simulation.memory.markets import book_names
from landbridge.simulation.memory.memory import (
    Memory,
    models_of,
    queue_demand,
    queue_departure,
    queue_event,
    queue_try,
)
from landbridge.simulation.memory.naming import Array
from landbridge.simulation.orders import inbound_lot
from landbridge.simulation.simulation import Simulation
from landbridge.simulation.working_time import advance, open_at, takt_at

STATE = "state.json"
_FORMAT = 5
_EVENT = np.dtype([("t", "i8"), ("key", "i8"), ("x", "i8")])
# what the past leaves in tables that are laid out anew
_FIELDS = {
    "stocks": ("received", "posted", "committed", "orders", "dock", "last"),
    "sources": ("sent",),
    "makers": ("free", "head", "tail"),
    "lines": ("next", "waits", "stop", "posted"),
    "yards": ("taken",),
    "pools": ("assigned", "head", "tail"),
    "links": ("sent",),
    "flows": ("sent",),
    "books": ("open", "urgency"),
    "lanes": ("movements",),
    "queues": ("head", "tail", "queued", "loads"),
    "terminals": ("movements",),
    "servers": ("free",),
}
_COUNTS = (
    "in_process",
    "made",
    "scrapped",
    "waiting",
    "delivered",
    "coming",
    "under_way",
    "queued",
    "moving",
    "handling",
)
_TALLIES = (N_LOTS, N_MOVEMENTS, N_STEPS, N_STOPS, N_EVENTS, N_UNLOADED)


def keep(simulation: Simulation, folder: Path) -> None:
    """Write the simulation into an existing folder.

    Raises
    ------
    OSError
        If it cannot be written; the caller removes the folder.
    """
    memory = simulation.memory
    tally = memory.tally
    arrays: dict[str, Array] = {name: getattr(memory, name) for name in (*_FIELDS, *_COUNTS, "slack")}
    arrays |= {name: getattr(memory, name) for name in ("entries", "runs", "services", "fleets")}
    arrays |= {"lots": memory.lots[: tally[N_LOTS]], "unloaded": memory.unloaded[: tally[N_UNLOADED]]}
    arrays |= {"movements": memory.movements[: tally[N_MOVEMENTS]], "steps": memory.steps[: tally[N_STEPS]]}
    arrays |= {"stops": memory.stops[: tally[N_STOPS]], "tally": tally, "events": _pending(memory)}
    begun = _begun(memory.lines)
    arrays |= {"vehicles": memory.vehicles[begun], "behind": memory.behind[begun], "times": memory.times[begun]}
    arrays["sequence"] = np.concatenate([memory.sequence[begun], _posted(memory)])
    arrays["wagons"] = simulation.network["fleets"]["wagons"].to_numpy()
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    content = {
        "format": _FORMAT,
        "seed": simulation.seed,
        "now_ms": simulation.now_ms,
        "balanced": simulation.balanced,
        "balances": simulation.balances.rows,
        "parts": parts_of(simulation.network),
        "rates": rates_before(simulation.network, simulation.now_ms),
        "disruptions": disruptions_before(simulation.network, simulation.seed, simulation.past, simulation.now_ms),
        "shares": simulation.past.shares,
    }
    (folder / STATE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def resume(network: Network, plan: Plan, folder: Path) -> Simulation:
    """Take up a kept simulation, on the same tables or with another future.

    Raises
    ------
    OtherNetwork
        If the parts of the network, or its past, are not those of the kept simulation.
    """
    kept = json.loads((folder / STATE).read_text(encoding="utf-8"))
    if kept["format"] != _FORMAT:
        raise OtherNetwork(f"format {kept['format']}")
    _compare(parts_of(network), kept["parts"])
    past = past_of(network, kept["seed"], kept["disruptions"], kept["now_ms"])
    _compare(rates_before(network, kept["now_ms"]), kept["rates"])
    arrays = {path.stem: np.load(path, allow_pickle=False) for path in sorted(folder.glob("*.npy"))}
    simulation = Simulation(network, plan, kept["seed"], past)
    simulation.now_ms, simulation.balanced = kept["now_ms"], kept["balanced"]
    simulation.balances.rows = [tuple(row) for row in kept["balances"]]
    memory = _with_room(simulation.memory, arrays)
    simulation.memory = memory
    shares = [*map(tuple, kept["shares"]), *_former_shares(memory.lines, arrays["lines"])]
    simulation.past = dataclasses.replace(past, shares=shares)
    now = simulation.now_ms + network.settings["warm_up_ms"]
    _take_over(memory, arrays, now)
    _take_over_orders(memory, arrays)
    _queue_again(memory, simulation.shift, arrays["events"], now, arrays["services"])
    return simulation


def parts_of(network: Network) -> dict[str, Any]:
    """The names of everything that keeps a state, in order, what it is counted by, and the horizon."""
    makers = network["lines"].filter(network["lines"]["mode"] == "order")
    apart = (~pl.col("mixed")).fill_null(False)
    return {
        "horizon": [network.settings["warm_up_ms"], network.settings["end_ms"]],
        "lines": [[line, *items] for line, items in models_of(network).items()],
        "sites": [list(row) for row in network["lines"].select("line", "site", "mode").iter_rows()],
        "makers": [list(row) for row in makers.select("line", pl.col("scrap_share").fill_null(0)).iter_rows()],
        "bills": [list(row) for row in network["bills"].select("item", "input", "quantity").sort(pl.all()).iter_rows()],
        "stocks": [list(row) for row in network["stocks"].select("stock", "capacity").iter_rows()],
        "sources": [
            list(row) for row in network["sources"].select("stock", "lane", "supplier", "maker_line").iter_rows()
        ],
        "lanes": [list(row) for row in network["lanes"].select("lane", "scheduled", apart).iter_rows()],
        "terminals": [list(row) for row in network["terminals"].select("terminal", "servers").iter_rows()],
        "services": [list(row) for row in network["services"].select("service", "lane", "fleet").iter_rows()],
        "fleets": network["fleets"]["fleet"].to_list(),
        "routes": [list(row) for row in network["routes"].select("route", "lane", "terminal").iter_rows()],
        "flows": [list(row) for row in network["flows"].select("line", "item", "market", "route").iter_rows()],
        "books": [list(row) for row in book_names(network).iter_rows()],
    }


def _compare(parts: dict[str, Any], kept: dict[str, Any]) -> None:
    for name in sorted(parts.keys() | kept.keys()):
        if parts.get(name) != kept.get(name):
            raise OtherNetwork(name)


def _begun(lines: Array) -> Array:
    """Indices of all vehicles that were started."""
    spans = [np.arange(line["vehicle"], line["vehicle"] + line["next"]) for line in lines]
    return np.concatenate([np.empty(0, np.int64), *spans])


def _posted(memory: Memory) -> Array:
    """The pools of the units that lines wait to start, their bills being posted already."""
    waiting = memory.lines[memory.lines["posted"] == 1]
    return np.array(memory.sequence[waiting["vehicle"] + waiting["next"]])


def _pending(memory: Memory) -> Array:
    """Every event that is queued, in no order, and every arrival that needs none."""
    nodes = [memory.heap[: memory.tally[N_HEAP]]]
    for bucket in np.flatnonzero(memory.buckets >= 0):
        last = int(memory.buckets[bucket])
        while last >= 0:
            chunk = last - last % CHUNK
            nodes.append(memory.nodes[chunk : last + 1])
            last = int(memory.nodes["next"][chunk])
    events = np.concatenate(nodes)
    found = np.empty(len(events), _EVENT)
    for name in ("t", "key", "x"):
        found[name] = events[name]
    quiet = np.flatnonzero(memory.inbound < NONE_INBOUND)
    arrivals = np.empty(len(quiet), _EVENT)
    for event, place in zip(arrivals, quiet.tolist(), strict=True):
        i, row = place // INBOUND, int(memory.inbound[place])
        lot = inbound_lot(i, row, memory.tally, memory.lots)
        event["t"], event["key"], event["x"] = row >> IN_LOT, i << 36 | lot, lot
    return np.concatenate([found, arrivals])


def _with_room(memory: Memory, arrays: dict[str, Array]) -> Memory:
    """The memory with room for what was, beside what the new plan can need."""
    longer = {}
    for name in ("lots", "unloaded", "movements", "steps", "stops"):
        own = getattr(memory, name)
        room = np.zeros(len(own) + len(arrays[name]), own.dtype)
        room[: len(arrays[name])] = arrays[name]
        longer[name] = room
    return memory._replace(**longer)


def _take_over(memory: Memory, arrays: dict[str, Array], now: int) -> None:
    """Put the past into the memory."""
    for table, fields in _FIELDS.items():
        for field in fields:
            getattr(memory, table)[field] = arrays[table][field]
    for name in _COUNTS:
        getattr(memory, name)[...] = arrays[name]
    for i in _TALLIES:
        memory.tally[i] = arrays["tally"][i]
    begun = _begun(memory.lines)
    beyond = (memory.lines["next"] + memory.lines["posted"] > memory.lines["units"]).any()
    if beyond or not np.array_equal(np.concatenate([memory.sequence[begun], _posted(memory)]), arrays["sequence"]):
        raise OtherNetwork("schedule")
    memory.vehicles[begun] = arrays["vehicles"]
    memory.times[begun] = arrays["times"]
    move = _Moved(arrays["lines"]["vehicle"], memory.lines["vehicle"])
    memory.behind[begun] = move(arrays["behind"])
    for table, fields in (("pools", ("head", "tail")), ("queues", ("head", "tail"))):
        for field in fields:
            getattr(memory, table)[field] = move(arrays[table][field])
    count = int(memory.tally[N_MOVEMENTS])
    memory.movements["first"][:count] = move(arrays["movements"]["first"])

    _take_over_demand(memory, arrays, begun, now)
    for new, old in zip(memory.services, arrays["services"], strict=True):
        own, kept = (rows[s["first"] : s["last"]] for rows, s in ((memory.runs, new), (arrays["runs"], old)))
        past = int((own["departs"] < now).sum())
        before = kept[kept["departs"] < now]
        if not all(np.array_equal(own[field][:past], before[field]) for field in ("departs", "capacity")):
            raise OtherNetwork("departures")
        for field in ("queued", "loaded", "movement", "wagons", "closed"):
            own[field][:past] = kept[field][:past]
    # wagons on the way are on the way still; a fleet may have become larger or smaller
    memory.fleets["at_hand"] += arrays["fleets"]["at_hand"] - arrays["wagons"]


def _take_over_demand(memory: Memory, arrays: dict[str, Array], begun: Array, now: int) -> None:
    old, new = arrays["books"], memory.books
    for field in ("oldest", "arisen"):
        new[field] = new["first"] + (old[field] - old["first"])
    for a in range(len(new)):
        own = memory.entries[new[a]["first"] : new[a]["arisen"]]
        kept = arrays["entries"][old[a]["first"] : old[a]["arisen"]]
        if len(own) != len(kept) or not all(np.array_equal(own[f], kept[f]) for f in ("t", "quantity")):
            raise OtherNetwork("demand")
        own[:] = kept
    move = _Moved(old["first"], new["first"])
    entry = arrays["vehicles"]["entry"]
    memory.vehicles["entry"][begun] = np.where(entry < -1, -2 - move(-2 - entry), move(entry))


def _former_shares(lines: Array, old: Array) -> list[tuple[int, int, float, float]]:
    """What is scrapped and reworked of the units started, where a branch changes it."""
    changed = np.flatnonzero((lines["scrap"] != old["scrap"]) | (lines["flawed"] != old["flawed"]))
    return [(int(i), int(old[i]["next"]), float(old[i]["scrap"]), float(old[i]["flawed"])) for i in changed]


class _Moved:
    """Indices into tables that are laid out group by group, as they are once the groups begin elsewhere."""

    def __init__(self, old: Array, new: Array) -> None:
        # groups without rows begin where the next does: the last of them is the one that has rows
        self._old, self._by = old, new - old

    def __call__(self, indices: Array) -> Array:
        if not len(self._old):
            return indices
        group = np.searchsorted(self._old, indices, "right") - 1
        return np.where(indices < 0, indices, indices + self._by[np.maximum(group, 0)])


def _take_over_orders(memory: Memory, arrays: dict[str, Array]) -> None:
    """Reorder levels as they are now, at the demand posted and the orders placed so far."""
    old, new = arrays["stocks"], memory.stocks
    other = (old["policy"] != REORDER_POINT) | (old["quantity"] != new["quantity"])
    new["policy"][(new["policy"] == REORDER_POINT) & other] = REORDER_POINT_AMONG_OTHERS
    new["trigger"] = old["trigger"] + old["s"] - new["s"]
    slots = memory.stocks["slot"]
    missing = memory.lines["waits"][memory.lines["waits"] >= 0]
    memory.stocks["quiet"][memory.slots["stock"][missing]] = 0
    for i in np.flatnonzero(memory.stocks["user"] >= 0):
        posted = int(arrays["stocks"]["target"][i]) - 1 - int(arrays["slack"][slots[i]])
        retarget(memory.stocks[i], memory.lots, memory.slack, posted)


def _queue_again(memory: Memory, shift: int, events: Array, now: int, services: Array) -> None:
    """Queue what is under way, and from the tables what is to come."""
    memory.buckets[:] = -1
    memory.tally[N_HEAP] = 0
    memory.tally[BUCKET] = (now >> shift) - 1
    memory.tally[SPREAD] = now >> shift + WINDOW << WINDOW
    tries = set()
    for t, key, x in events.tolist():
        priority, a = key >> 60, key >> 36 & ACTIVITY
        if priority == TRY:
            tries.add(a)
            if memory.lines["next"][a] >= memory.lines["units"][a]:
                continue
            t = int(open_at(memory.segments, memory.first, memory.hint, memory.lines["map"][a], t))
        if priority == BACK:
            x += int(memory.services["first"][a]) - int(services["first"][a])
        if priority not in (DEMAND, DEPART):
            queue_event(memory, shift, t, key, x)
    _queue_what_fits(memory, shift, now)
    for a, line in enumerate(memory.lines):
        if a not in tries and line["stop"] < 0:
            queue_try(memory, shift, a, max(now, _free_again(memory, a)))
    for a, book in enumerate(memory.books):
        queue_demand(memory, shift, a, int(book["arisen"]))
    for a, service in enumerate(memory.services):
        own = memory.runs["departs"][service["first"] : service["last"]]
        queue_departure(memory, shift, a, int(service["first"]) + int((own < now).sum()))


def _queue_what_fits(memory: Memory, shift: int, now: int) -> None:
    """Queue loads that are full since a load is smaller, and tries of lines that a larger yard has room for."""
    for q, queue in enumerate(memory.queues):
        if queue["queued"] >= memory.lanes["load"][queue["lane"]] > 0:
            queue_event(memory, shift, now, (GATHERED << 60) | (q << 36) | (int(queue["loads"]) - 1), q)
    for a, line in enumerate(memory.lines):
        yard = memory.yards[line["yard"]]
        if line["waits"] == YARD and yard["taken"] < yard["capacity"]:
            line["waits"] = RETRY
            at = int(open_at(memory.segments, memory.first, memory.hint, line["map"], now))
            queue_event(memory, shift, at, (TRY << 60) | (a << 36) | int(line["next"]), 0)


def _free_again(memory: Memory, a: int) -> int:
    """When line a may start a unit after its last one (L4)."""
    line = memory.lines[a]
    if line["next"] == 0:
        return 0
    started = int(instants(memory.times["started"][line["vehicle"] + line["next"] - 1]))
    maps = (memory.segments, memory.first, memory.hint)
    takt = max(1, takt_at(*maps, line["takt"], started) // 1_000_000)
    return int(advance(*maps, line["map"], started, takt))
