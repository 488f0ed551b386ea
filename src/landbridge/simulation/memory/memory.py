"""The whole memory of a run, in the order in which the kernel takes it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from landbridge.documents import Network, Plan
from landbridge.simulation.events import push
from landbridge.simulation.layout import (
    BUCKET,
    CHUNK,
    DEMAND,
    DEPART,
    FREE_NODE,
    LAST,
    MOVEMENT,
    NODE,
    RING,
    STOP,
    TRY,
    WINDOW,
)
from landbridge.simulation.lines import first_try
from landbridge.simulation.memory.building import lay_out_building
from landbridge.simulation.memory.disruptions import draw_disruptions
from landbridge.simulation.memory.markets import lay_out_markets
from landbridge.simulation.memory.moving import lay_out_moving
from landbridge.simulation.memory.naming import Array, Maps, aligned
from landbridge.simulation.memory.parts import lay_out_parts
from landbridge.simulation.memory.past import NO_PAST, Past

_STOPS = 4096
_BUCKETS = 2**22


class Memory(NamedTuple):
    """Every array of a run; what each holds stands in layout.py."""

    tally: Array
    buckets: Array
    nodes: Array
    heap: Array
    segments: Array
    first: Array
    hint: Array
    stocks: Array
    sources: Array
    lots: Array
    inbound: Array
    unloaded: Array
    makers: Array
    products: Array
    inputs: Array
    lines: Array
    periods: Array
    slots: Array
    slack: Array
    bills: Array
    due: Array
    sequence: Array
    yards: Array
    yard_lines: Array
    stops: Array
    vehicles: Array
    behind: Array
    times: Array
    steps: Array
    pools: Array
    links: Array
    flows: Array
    routes: Array
    route_steps: Array
    books: Array
    book_links: Array
    entries: Array
    lanes: Array
    queues: Array
    terminals: Array
    servers: Array
    movements: Array
    services: Array
    fleets: Array
    runs: Array
    in_process: Array
    made: Array
    scrapped: Array
    waiting: Array
    delivered: Array
    coming: Array
    under_way: Array
    bounds: Array
    queued: Array
    moving: Array
    handling: Array


def boundaries(network: Network) -> list[int]:
    """The start and every month's end, where balances are taken [ms since the case's start]."""
    return sorted({0, *network["periods"]["end_ms"]})


def models_of(network: Network) -> dict[str, list[str]]:
    """Per pace line, in order of name, the items it can build, in order of name."""
    pace = network["lines"].filter(network["lines"]["mode"] == "pace").sort("line")
    return {line: sorted(items) for line, items in pace.select("line", "items").iter_rows()}


def lay_out(network: Network, plan: Plan, seed: int, past: Past = NO_PAST) -> tuple[Memory, int]:
    """The memory at the warm-up's beginning, first events queued, and the shift from time to bucket."""
    _, hits = draw_disruptions(network, seed, past)
    maps = Maps(network, hits)
    models = models_of(network)
    vehicle_items = len({item for items in models.values() for item in items})
    parts = lay_out_parts(network, plan, maps, models)
    building = lay_out_building(network, plan, maps, models, parts.line_slots)
    moving = lay_out_moving(network, maps, hits, vehicle_items)
    markets = lay_out_markets(network, plan, models, seed)

    horizon = network.settings["end_ms"] + network.settings["warm_up_ms"]
    if horizon > LAST:
        raise ValueError(f"{horizon} ms are more than the kernel can number")
    longest = max([int(route["steps"]) for route in moving.routes], default=0)
    most_steps = len(building.vehicles) * longest
    most_movements = most_steps + len(moving.runs)
    # untouched pages of these tables cost nothing, so they are as long as they could ever have to be
    most_pending = most_movements + len(parts.lots) + len(building.vehicles) + len(building.lines) + len(markets.books)
    # every vehicle may begin a load that waits; every departure may send wagons back
    most_pending += most_steps + 2 * len(moving.services) + len(moving.runs) + 1
    shift = _shift(horizon, 4 * len(building.vehicles) + len(parts.lots))
    buckets = RING + (horizon >> shift + WINDOW) + 1
    tally = np.zeros(16, np.int64)
    tally[FREE_NODE] = -1
    tally[BUCKET] = -1
    segments, first, hint, takts = maps.lay_out()
    bounds = boundaries(network)
    for rows in (building.lines, parts.makers):
        rows["takt"] -= np.where(rows["takt"] < 0, takts, 0)
    memory = Memory(
        tally=tally,
        buckets=np.full(buckets, -1, np.int32),
        # every chunk is full but for one a bucket, and one is being spread
        nodes=aligned(most_pending + CHUNK * (buckets + 1), NODE),
        heap=np.empty(most_pending, NODE),
        segments=segments,
        first=first,
        hint=hint,
        stocks=parts.stocks,
        sources=parts.sources,
        lots=parts.lots,
        inbound=parts.inbound,
        unloaded=parts.unloaded,
        makers=parts.makers,
        products=parts.products,
        inputs=parts.inputs,
        lines=building.lines,
        periods=building.periods,
        slots=parts.slots,
        slack=parts.slack,
        bills=parts.bills,
        due=parts.due,
        sequence=building.sequence,
        yards=building.yards,
        yard_lines=building.yard_lines,
        stops=np.zeros(_STOPS, STOP),
        vehicles=building.vehicles,
        behind=building.behind,
        times=building.times,
        steps=np.zeros(most_steps, np.int32),
        pools=markets.pools,
        links=markets.links,
        flows=markets.flows,
        routes=moving.routes,
        route_steps=moving.route_steps,
        books=markets.books,
        book_links=markets.book_links,
        entries=markets.entries,
        lanes=moving.lanes,
        queues=moving.queues,
        terminals=moving.terminals,
        servers=moving.servers,
        movements=np.empty(most_movements, MOVEMENT),
        services=moving.services,
        fleets=moving.fleets,
        runs=moving.runs,
        in_process=np.zeros(len(markets.pools), np.int64),
        made=np.zeros(len(markets.pools), np.int64),
        scrapped=np.zeros(len(markets.pools), np.int64),
        waiting=np.zeros(len(markets.pools), np.int64),
        delivered=np.zeros(len(markets.books), np.int64),
        coming=np.zeros((len(bounds) + 1, len(markets.books)), np.int64),
        under_way=np.zeros((len(bounds) + 1, int(moving.lanes["final"].max(initial=-1)) + 1, vehicle_items), np.int64),
        bounds=np.array(bounds, np.int64) + network.settings["warm_up_ms"],
        queued=np.zeros((len(moving.lanes), vehicle_items), np.int64),
        moving=np.zeros((len(moving.lanes), vehicle_items), np.int64),
        handling=np.zeros((len(moving.terminals), vehicle_items), np.int64),
    )
    _queue_first_events(memory, shift)
    return memory, shift


def _shift(horizon: int, events: int) -> int:
    """The power of two of ms a bucket is long: about one event a bucket, within bounds."""
    buckets = min(max(events, 1024), _BUCKETS)
    return max(0, (horizon // buckets).bit_length())


def _queue_first_events(memory: Memory, shift: int) -> None:
    for line_no in range(len(memory.lines)):
        queue_try(memory, shift, line_no, 0)
    for a, book in enumerate(memory.books):
        queue_demand(memory, shift, a, int(book["first"]))
    for a, service in enumerate(memory.services):
        queue_departure(memory, shift, a, int(service["first"]))


def queue_event(memory: Memory, shift: int, t: int, key: int, x: int) -> None:
    """Add an event to the queue."""
    push(memory.tally, memory.buckets, memory.nodes, memory.heap, shift, t, key, x)


def queue_try(memory: Memory, shift: int, line_no: int, not_before: int) -> None:
    """Queue the first try of a line's next unit, where it has one."""
    line = memory.lines[line_no]
    if line["next"] < line["units"]:
        at = first_try(line, memory.periods, memory.segments, memory.first, memory.hint, not_before)
        queue_event(memory, shift, at, (TRY << 60) | (line_no << 36) | int(line["next"]), 0)


def queue_demand(memory: Memory, shift: int, a: int, entry: int) -> None:
    """Queue an entry of book a, where it is one of its own."""
    book = memory.books[a]
    if entry < book["last"]:
        key = (DEMAND << 60) | (a << 36) | (entry - int(book["first"]))
        queue_event(memory, shift, int(memory.entries["t"][entry]), key, entry)


def queue_departure(memory: Memory, shift: int, a: int, run: int) -> None:
    """Queue a departure of service a, where it is one of its own."""
    service = memory.services[a]
    if run < service["last"]:
        key = (DEPART << 60) | (a << 36) | (run - int(service["first"]))
        queue_event(memory, shift, int(memory.runs["departs"][run]), key, run)
