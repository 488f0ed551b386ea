"""Lanes, terminals, services, fleets and routes, laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from landbridge.documents import Network
from landbridge.simulation.layout import (
    DEPARTURE,
    FLEET,
    LANE,
    LOAD,
    QUEUE,
    ROUTE,
    RUN,
    SERVER,
    SERVICE,
    TERMINAL,
    UNIT,
)
from landbridge.simulation.memory.disruptions import Hits
from landbridge.simulation.memory.naming import NO_LAW, Array, Maps, aligned, indices, law_of

_HANDLES = {"unit": UNIT, "load": LOAD, "departure": DEPARTURE}


@dataclass(frozen=True)
class Moving:
    """Lanes with queues, terminals with servers, services with departures and fleets, and routes with their steps."""

    lanes: Array
    queues: Array
    terminals: Array
    servers: Array
    services: Array
    fleets: Array
    runs: Array
    routes: Array
    route_steps: Array


def lay_out_moving(network: Network, maps: Maps, hits: Hits, vehicle_items: int) -> Moving:
    """Lay out everything that vehicles move by.

    Parameters
    ----------
    vehicle_items
        How many items vehicles can be.
    """
    lane_rows = network["lanes"].rows(named=True)
    lanes, queues = _lanes(lane_rows, maps, vehicle_items)
    terminals, servers = _terminals(network, maps)
    services, runs, fleets = _services(network, hits)
    lane_index = indices(row["lane"] for row in lane_rows)
    terminal_index = {name: len(lane_rows) + i for i, name in enumerate(network["terminals"]["terminal"])}
    routes: list[tuple[int, int]] = []
    route_steps: list[int] = []
    for _, frame in sorted(network["routes"].partition_by("route", as_dict=True).items()):
        routes.append((len(route_steps), frame.height))
        for lane, terminal in frame.sort("position").select("lane", "terminal").iter_rows():
            route_steps.append(lane_index[lane] if lane is not None else terminal_index[terminal])
    _find_final(lanes, routes, route_steps)
    return Moving(
        lanes=lanes,
        queues=queues,
        terminals=terminals,
        servers=servers,
        services=services,
        fleets=fleets,
        runs=runs,
        routes=np.array(routes, ROUTE),
        route_steps=np.array(route_steps, np.int32),
    )


def _lanes(lane_rows: list[dict[str, Any]], maps: Maps, vehicle_items: int) -> tuple[Array, Array]:
    lanes = aligned(len(lane_rows), LANE)
    queues: list[tuple[int, ...]] = []
    for i, row in enumerate(lane_rows):
        load = 0 if row["scheduled"] else row["load_units"]
        wait = -1 if row["scheduled"] or row["load_wait_ms"] is None else row["load_wait_ms"]
        apart = row["mixed"] is False and not row["scheduled"]
        transit = law_of(row, "transit", "lane", row["lane"], "transit")
        rates = maps.index(row["rate_map"], ("lane", row["lane"]))
        lanes[i] = (wait, 0, load, rates, len(queues), apart, -1, transit, 0)
        queues += [(-1, -1, 0, 0, i, 0, -1, 0, 0)] * (vehicle_items if apart else 1)
    return lanes, np.array(queues, QUEUE)


def _terminals(network: Network, maps: Maps) -> tuple[Array, Array]:
    own_maps = {(name, server): rates for name, server, rates in network["servers"].iter_rows()}
    terminals = np.zeros(network["terminals"].height, TERMINAL)
    servers: list[tuple[int, int, int]] = []
    for i, row in enumerate(network["terminals"].iter_rows(named=True)):
        name, begins = row["terminal"], len(servers)
        for server in range(1, row["servers"] + 1):
            rates = own_maps.get((name, server), row["rate_map"])
            servers.append((0, maps.index(rates, ("terminal", name)), 0))
        time = law_of(row, "time", "terminal", name, "time")
        terminals[i] = (0, _HANDLES[row["handles"]], row["load_units"] or 1, begins, len(servers), 0, time)
    return terminals, np.array(servers, SERVER)


def _services(network: Network, hits: Hits) -> tuple[Array, Array, Array]:
    """Services, their departures end to end, and the fleets whose wagons they use."""
    warm_up = network.settings["warm_up_ms"]
    lanes = {row["lane"]: (i, row) for i, row in enumerate(network["lanes"].iter_rows(named=True))}
    fleet_rows = {row["fleet"]: row for row in network["fleets"].iter_rows(named=True)}
    fleet_index = indices(fleet_rows)
    departures = network["departures"].sort("service", "number").partition_by("service", as_dict=True)
    services = np.zeros(network["services"].height, SERVICE)
    runs: list[Array] = [np.empty(0, RUN)]
    count = 0
    for i, row in enumerate(network["services"].iter_rows(named=True)):
        service, begins = row["service"], count
        if (service,) in departures:
            frame = departures[service,]
            block = np.zeros(frame.height, RUN)
            block["departs"] = frame["departs_ms"].to_numpy() + warm_up
            block["cut_off"] = frame["cut_off_ms"].to_numpy()
            block["capacity"] = frame["capacity_units"].to_numpy()
            block["least"] = np.maximum(1, frame["minimum_units"].to_numpy())
            block["movement"] = -1
            for o in hits.get(("service", service), ()):
                if o.factor == 0:
                    departs = block["departs"] - warm_up
                    block["closed"][(o.start <= departs) & (departs < o.end)] = 1
            runs.append(block)
            count += frame.height
        lane, lane_row = lanes[row["lane"]]
        fleet = -1 if row["fleet"] is None else fleet_index[row["fleet"]]
        back = law_of(fleet_rows[row["fleet"]], "return", "service", service, "return") if fleet >= 0 else NO_LAW
        transit = law_of(lane_row, "transit", "service", service, "transit")
        services[i] = (lane, begins, count, fleet, transit, back)
    fleets = np.array([(row["wagons"], row["units_per_wagon"]) for row in fleet_rows.values()], FLEET)
    return services, np.concatenate(runs), fleets


def _find_final(lanes: Array, routes: list[tuple[int, int]], route_steps: list[int]) -> None:
    """Number the lanes that are the last step of every route they are in: nothing happens at their end but delivery."""
    last = {begins + steps - 1 for begins, steps in routes}
    onward = {step for i, step in enumerate(route_steps) if i not in last}
    final = sorted({route_steps[i] for i in last} - onward)
    lanes["final"][[lane for lane in final if lane < len(lanes)]] = range(sum(lane < len(lanes) for lane in final))
