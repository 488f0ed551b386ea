"""Lanes, terminals, services and routes, laid out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from landbridge.documents import Network
from landbridge.simulation.layout import DEPARTURE, LANE, LOAD, ROUTE, RUN, SERVICE, TERMINAL, UNIT
from landbridge.simulation.memory.naming import Array, Maps, indices, law_of

_HANDLES = {"unit": UNIT, "load": LOAD, "departure": DEPARTURE}


@dataclass(frozen=True)
class Moving:
    """Lanes, terminals with their servers, services with their departures, and routes with their steps."""

    lanes: Array
    terminals: Array
    servers: Array
    services: Array
    runs: Array
    routes: Array
    route_steps: Array


def lay_out_moving(network: Network, maps: Maps) -> Moving:
    """Lay out everything that vehicles move by."""
    warm_up = network.settings["warm_up_ms"]
    lane_rows = network["lanes"].rows(named=True)
    lanes = np.zeros(len(lane_rows), LANE)
    for i, row in enumerate(lane_rows):
        load = 0 if row["scheduled"] else row["load_units"]
        transit = law_of(row, "transit", "lane", row["lane"], "transit")
        lanes[i] = (-1, -1, 0, 0, load, maps.index(row["rate_map"]), transit)
    terminals = np.zeros(network["terminals"].height, TERMINAL)
    servers = 0
    for i, row in enumerate(network["terminals"].iter_rows(named=True)):
        begins, servers = servers, servers + row["servers"]
        time = law_of(row, "time", "terminal", row["terminal"], "time")
        rates = maps.index(row["rate_map"])
        terminals[i] = (0, _HANDLES[row["handles"]], row["load_units"] or 1, rates, begins, servers, time)

    lane_index = indices(row["lane"] for row in lane_rows)
    departures = network["departures"].sort("service", "number").partition_by("service", as_dict=True)
    services = np.zeros(network["services"].height, SERVICE)
    runs: list[Array] = []
    count = 0
    for i, (service, lane) in enumerate(network["services"].select("service", "lane").iter_rows()):
        begins = count
        if (service,) in departures:
            frame = departures[service,]
            block = np.zeros(frame.height, RUN)
            block["departs"] = frame["departs_ms"].to_numpy() + warm_up
            block["cut_off"] = frame["cut_off_ms"].to_numpy()
            block["capacity"] = frame["capacity_units"].to_numpy()
            block["least"] = np.maximum(1, frame["minimum_units"].to_numpy())
            block["movement"] = -1
            runs.append(block)
            count += frame.height
        transit = law_of(lane_rows[lane_index[lane]], "transit", "service", service, "transit")
        services[i] = (lane_index[lane], begins, count, 0, transit)

    terminal_index = {name: len(lane_rows) + i for i, name in enumerate(network["terminals"]["terminal"])}
    routes: list[tuple[int, int]] = []
    route_steps: list[int] = []
    for _, frame in sorted(network["routes"].partition_by("route", as_dict=True).items()):
        routes.append((len(route_steps), frame.height))
        for lane, terminal in frame.sort("position").select("lane", "terminal").iter_rows():
            route_steps.append(lane_index[lane] if lane is not None else terminal_index[terminal])
    return Moving(
        lanes=lanes,
        terminals=terminals,
        servers=np.zeros(servers, np.int64),
        services=services,
        runs=np.concatenate([np.empty(0, RUN), *runs]),
        routes=np.array(routes, ROUTE),
        route_steps=np.array(route_steps, np.int32),
    )
