"""Lines at pace, their plan, their yards and the vehicles they are to build, laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from landbridge.documents import Network, Plan
from landbridge.simulation.compiled import compiled
from landbridge.simulation.draws import stream
from landbridge.simulation.layout import FREE, LINE, NEVER, PERIOD, TIMES, VEHICLE, YARDS
from landbridge.simulation.memory.naming import Array, Maps, in_turn, law_of
from landbridge.simulation.working_time import work_until


@dataclass(frozen=True)
class Building:
    """The arrays of lines, periods, yards and vehicles, and the pool of every unit."""

    lines: Array
    periods: Array
    yards: Array
    yard_lines: Array
    vehicles: Array
    behind: Array
    times: Array
    sequence: Array


def lay_out_building(
    network: Network, plan: Plan, maps: Maps, models: dict[str, list[str]], line_slots: list[tuple[int, int, int]]
) -> Building:
    """Lay out every pace line with its levelled sequence of units (L1 to L3)."""
    rows = {row["line"]: row for row in network["lines"].iter_rows(named=True)}
    warm_up = network.settings["warm_up_ms"]
    sites = sorted({rows[line]["site"] for line in models})
    lines = np.zeros(len(models), LINE)
    periods: list[tuple[int, ...]] = []
    pools: list[Array] = []
    pool = vehicle = 0
    builds = plan["builds"].partition_by("line", as_dict=True)
    for line_no, (name, own) in enumerate(models.items()):
        row = rows[name]
        plan_map = maps.index(row["calendar_map"])
        begins_at, units, parts = len(periods), 0, []
        for (start,), frame in sorted(_by_start(builds, name).items()):
            quantities = np.zeros(len(own), np.int64)
            for item, quantity in frame.select("item", "quantity").iter_rows():
                quantities[own.index(item)] += quantity
            count = int(quantities.sum())
            begins, ends = start + warm_up, frame["end_ms"][0] + warm_up
            w0, w1 = (work_until(maps.segments, maps.first, maps.hint, plan_map, t) for t in (begins, ends))
            periods.append((units, count, begins, w0, w1 - w0))
            parts.append(np.empty(count, np.int16))
            level(quantities, np.zeros(len(own), np.int64), parts[-1])
            units += count
        slots, width, bills = line_slots[line_no]
        shares = [row[f"{flaw}_share"] or 0.0 for flaw in ("scrap", "rework")]
        lines[line_no] = (
            0, units, vehicle, 0, maps.index(row["rate_map"], ("line", name)), plan_map, maps.takt(name), 0, begins_at,
            FREE, -1, 0, sites.index(row["site"]), width, slots, bills, pool, shares[0], shares[0] + shares[1],
            stream("line", name, "quality"), law_of(row, "throughput", "line", name, "throughput"),
            law_of(row, "rework", "line", name, "rework"),
        )  # fmt: skip
        pools += [part + np.int16(pool) for part in parts]
        pool += len(own)
        vehicle += units
    if pool > np.iinfo(np.int16).max:
        raise ValueError(f"{pool} pairs of line and item are more than the kernel can number")
    yards, yard_lines = _yards(network, lines, sites)
    return Building(
        lines=lines,
        periods=np.array(periods, PERIOD),
        yards=yards,
        yard_lines=yard_lines,
        # written when a unit is started: untouched pages cost nothing
        vehicles=in_turn(vehicle, VEHICLE),
        behind=in_turn(vehicle, np.dtype(np.int32)),
        times=in_turn(vehicle, TIMES),
        sequence=np.concatenate([np.empty(0, np.int16), *pools]),
    )


def _by_start(builds: dict[tuple[Any, ...], pl.DataFrame], line: str) -> dict[tuple[Any, ...], pl.DataFrame]:
    frame = builds.get((line,))
    return {} if frame is None else frame.partition_by("start_ms", as_dict=True)


def _yards(network: Network, lines: Array, sites: list[str]) -> tuple[Array, Array]:
    capacity = dict(network["sites"].select("site", "yard_units").iter_rows())
    yards = np.zeros(len(sites), YARDS)
    yard_lines: list[int] = []
    for y, site in enumerate(sites):
        first = len(yard_lines)
        yard_lines += [line_no for line_no in range(len(lines)) if lines[line_no]["yard"] == y]
        yards[y] = (NEVER if capacity[site] is None else capacity[site], 0, first, len(yard_lines))
    return yards, np.array(yard_lines, np.int32)


@compiled
def level(quantities: Array, built: Array, sequence: Array) -> None:
    """Write the levelled sequence of models (L2).

    Notes
    -----
    After every unit an item of n is less than one unit ahead of its share, and at most 1/2 + 1/3 + ... + 1/n behind.
    """
    total = sequence.shape[0]
    for j in range(total):
        best = -1
        best_score = 0
        for m in range(quantities.shape[0]):
            if built[m] < quantities[m]:
                score = (j + 1) * quantities[m] - total * built[m]
                if best < 0 or score > best_score:
                    best = m
                    best_score = score
        built[best] += 1
        sequence[j] = best
