"""What happened in a run: the names of the situations that the rules of docs/simulation.md speak of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import polars as pl

from landbridge.documents.document import Network, Plan, Record

Row = dict[str, Any]

FEATURES = frozenset(
    {
        "a closed line waits for its opening to try again",
        "a departure has too few",
        "a departure leaves some behind",
        "a departure takes less than it could",
        "a group is broken",
        "a job waits for a server or its hours",
        "a line stands at the end",
        "a line stops for a part",
        "a line stops for one part after another",
        "a line stops for the yard",
        "a load is smaller than the others",
        "a maker waits for its inputs",
        "a movement crosses the start",
        "a movement is under way at the end",
        "a stop crosses the start",
        "a vehicle is too late for a train",
        "a vehicle waits for demand",
        "demand is a backlog",
        "demand is lost",
        "demand is poisson",
        "lots are under way at the end",
        "lots overtake",
        "policy base_stock",
        "policy order_up_to",
        "policy reorder_point",
        "several orders at once",
        "services leave one lane at once",
        "several vehicles leave together without a train",
        "terminal departure",
        "terminal load",
        "terminal unit",
        "three tiers",
        "tie of a finish and a departure or demand",
        "tie of lots of different stocks",
        "tie of movements",
        "tie of starts of different lines",
        "transit constant",
        "transit exponential",
        "transit gamma",
        "transit lognormal",
        "two markets share a line's item",
        "two routes share a market",
    }
)


def features_of(network: Network, plan: Plan, record: Record) -> set[str]:
    """The features that the run had."""
    found: set[str] = set()
    for part in (_lines, _lots, _departures, _movements, _demand, _ties):
        found.update(part(network, record))
    found.update(f"policy {policy}" for policy in _ordered_policies(plan, record))
    return found


def _rows(record: Record, table: str) -> list[Row]:
    return list(record[table].iter_rows(named=True))


def _ordered_policies(plan: Plan, record: Record) -> set[str]:
    keys = ["site", "item", "line"]
    ordered = record["lots"].select(pl.col(keys).cast(pl.String)).unique()
    return set(plan["targets"].join(ordered, on=keys)["policy"])


def _lines(network: Network, record: Record) -> Iterator[str]:
    stops = _rows(record, "stops")
    arrivals = {(lot["item"], lot["arrived_ms"]) for lot in _rows(record, "lots")}
    for stop in stops:
        yield "a line stops for a part" if stop["cause"] == "part" else "a line stops for the yard"
        if stop["ended_ms"] is None:
            yield "a line stands at the end"
        elif stop["cause"] == "part" and (stop["item"], stop["ended_ms"]) not in arrivals:
            yield "a closed line waits for its opening to try again"
        if stop["began_ms"] < 0:
            yield "a stop crosses the start"
    for before, after in pairwise(stops):
        if (before["line"], before["unit"]) == (after["line"], after["unit"]) and after["cause"] == "part":
            yield "a line stops for one part after another"


def _lots(network: Network, record: Record) -> Iterator[str]:
    lots = _rows(record, "lots")
    by_stock: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    arrived_for: dict[str, set[int]] = defaultdict(set)
    for lot in lots:
        by_stock[lot["site"], lot["item"], lot["line"]].append(lot)
        arrived_for[lot["line"]].add(lot["arrived_ms"])
        if lot["arrived_ms"] is None:
            yield "lots are under way at the end"
        if lot["maker_line"] and lot["begun_ms"] != lot["ordered_ms"] and lot["begun_ms"] in arrived_for[lot["line"]]:
            yield "a maker waits for its inputs"
    for own in by_stock.values():
        for before, after in pairwise(own):
            if before["ordered_ms"] == after["ordered_ms"]:
                yield "several orders at once"
            if before["arrived_ms"] and after["arrived_ms"] and before["arrived_ms"] > after["arrived_ms"]:
                yield "lots overtake"
    made = {lot["maker_line"]: lot["line"] for lot in lots if lot["maker_line"]}
    if any(made.get(made.get(made.get(maker, ""), "")) for maker in made) or any(
        made.get(customer) and made.get(made[customer]) for customer in made.values()
    ):
        yield "three tiers"
    for kind in network["lanes"]["transit_distribution"].unique():
        yield f"transit {kind}"


def _departures(network: Network, record: Record) -> Iterator[str]:
    lane_of = dict(network["services"].select("service", "lane").iter_rows())
    cut_offs = {(r["service"], r["number"]): r["cut_off_ms"] for r in network["departures"].iter_rows(named=True)}
    departures = _rows(record, "departures")
    at_once = Counter((lane_of[d["service"]], d["departs_ms"]) for d in departures if d["loaded_units"])
    if max(at_once.values(), default=0) > 1:
        yield "services leave one lane at once"
    joined: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for lane, queued, left in _waits(record):
        joined[lane].append((queued, left))
    for d in departures:
        if d["queued_units"] > 0 and not d["loaded_units"]:
            yield "a departure has too few"
        if 0 < d["loaded_units"] < d["queued_units"]:
            yield "a departure leaves some behind"
        if 0 < d["loaded_units"] < d["capacity_units"]:
            yield "a departure takes less than it could"
        t, cut_off = d["departs_ms"], cut_offs[d["service"], d["number"]]
        if any(t - cut_off < queued <= t < left for queued, left in joined[lane_of[d["service"]]]):
            yield "a vehicle is too late for a train"


def _waits(record: Record) -> Iterator[tuple[str, int, int]]:
    """(lane, joined its queue, left) of every vehicle's every travel."""
    movements = _rows(record, "movements")
    assigned = record["vehicles"]["assigned_ms"].to_list()
    ended: dict[int, int] = {}
    for vehicle, _, movement in record["steps"].iter_rows():
        m = movements[movement]
        if m["lane"]:
            yield m["lane"], ended.get(vehicle, assigned[vehicle]), m["began_ms"]
        if m["ended_ms"] is not None:
            ended[vehicle] = m["ended_ms"]


def _movements(network: Network, record: Record) -> Iterator[str]:
    handles = {r["terminal"]: (r["handles"], r["load_units"]) for r in network["terminals"].iter_rows(named=True)}
    movements = _rows(record, "movements")
    arrived: dict[int, int | None] = {}
    jobs: Counter[tuple[int, str]] = Counter()
    seen: set[int] = set()
    last: dict[int, int] = {}
    for vehicle, _, movement in record["steps"].iter_rows():
        m = movements[movement]
        if m["terminal"] and movement not in seen:
            arrived[movement] = movements[last[vehicle]]["ended_ms"]
            jobs[last[vehicle], m["terminal"]] += 1
            seen.add(movement)
        last[vehicle] = movement
    for number, m in enumerate(movements):
        if m["began_ms"] is not None and m["began_ms"] < 0 and m["terminal"]:
            yield "a movement crosses the start"
        if m["ended_ms"] is None:
            yield "a movement is under way at the end"
        if m["lane"] and not m["service"] and m["units"] > 1:
            yield "several vehicles leave together without a train"
        if m["terminal"]:
            kind, load = handles[m["terminal"]]
            yield f"terminal {kind}"
            if kind == "load" and m["units"] < load:
                yield "a load is smaller than the others"
            if m["began_ms"] is None or m["began_ms"] > (arrived[number] or 0):
                yield "a job waits for a server or its hours"
    if any(count > 1 and handles[terminal][0] == "departure" for (_, terminal), count in jobs.items()):
        yield "a group is broken"


def _demand(network: Network, record: Record) -> Iterator[str]:
    if network["demand"]["mean"].is_not_null().any():
        yield "demand is poisson"
    if record["demands"]["lost_units"].sum() > 0:
        yield "demand is lost"
    ways: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for v in _rows(record, "vehicles"):
        if v["assigned_ms"] is None:
            continue
        if v["assigned_ms"] > v["finished_ms"]:
            yield "a vehicle waits for demand"
        if v["assigned_ms"] > v["demanded_ms"]:
            yield "demand is a backlog"
        ways[v["line"], v["item"]].add((v["market"], v["route"]))
    for taken in ways.values():
        markets = [market for market, _ in taken]
        if len(set(markets)) > 1:
            yield "two markets share a line's item"
        if len(set(markets)) < len(markets):
            yield "two routes share a market"


def _ties(network: Network, record: Record) -> Iterator[str]:
    vehicles, lots = record["vehicles"], record["lots"]
    if vehicles.group_by("started_ms").agg(pl.col("line").n_unique())["line"].max() not in (None, 1):
        yield "tie of starts of different lines"
    other = set(record["departures"]["departs_ms"]) | set(record["demands"]["demanded_ms"])
    if other & set(vehicles["finished_ms"].drop_nulls()):
        yield "tie of a finish and a departure or demand"
    stocks = lots.drop_nulls("arrived_ms").select("arrived_ms", stock=pl.struct("site", "item", "line"))
    if stocks.group_by("arrived_ms").agg(pl.col("stock").n_unique())["stock"].max() not in (None, 1):
        yield "tie of lots of different stocks"
    if record["movements"]["ended_ms"].drop_nulls().is_duplicated().any():
        yield "tie of movements"
