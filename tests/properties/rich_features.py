"""What happened in a run by the rules that a plain case has off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from landbridge.documents.document import Network, Record
from tests.oracle.rate_maps import ALWAYS, RateMap

Row = dict[str, Any]
Key = tuple[Any, ...]

_KINDS = ("site", "line", "lane", "terminal", "service")
RICH_FEATURES = frozenset(
    {
        *(f"a random closure of a {kind}" for kind in _KINDS),
        *(f"a closure of a {kind} follows another" for kind in _KINDS),
        "a departure is cancelled by chance",
        "a load leaves before it is full",
        "a lot waits at the dock",
        "a lot at the dock is stored",
        "a maker makes more than it ships",
        "a scrapped unit frees a place that a line waited for",
        "a server works while its terminal rests",
        "a slowdown by chance",
        "a unit is reworked",
        "a unit is scrapped",
        "an item overtakes another in an unmixed queue",
        "an order falls back to another source",
        "one follows a dated disruption",
        "one follows one that follows",
        "priority beats age",
        "several sources share a stock",
        "what is spoken for lies above what the shelf holds",
        "wagons run out",
    }
)


def rich_features(network: Network, record: Record) -> set[str]:
    """The features that the run had."""
    parts = (_quality, _sources, _shelves, _loads, _fleets, _servers, _priorities, _disruptions)
    return {feature for part in parts for feature in part(network, record)}


def _rows(document: Network | Record, table: str) -> list[Row]:
    return list(document[table].iter_rows(named=True))


def _quality(network: Network, record: Record) -> Iterator[str]:
    site_of = dict(network["lines"].select("line", "site").iter_rows())
    scrapped = set()
    for v in _rows(record, "vehicles"):
        if v["quality"]:
            yield f"a unit is {v['quality']}"
        if v["quality"] == "scrapped":
            scrapped.add((site_of[v["line"]], v["finished_ms"]))
    if any(s["cause"] == "yard" and (site_of[s["line"]], s["ended_ms"]) in scrapped for s in _rows(record, "stops")):
        yield "a scrapped unit frees a place that a line waited for"
    wasteful = {line["line"] for line in _rows(network, "lines") if line["scrap_share"]}
    if any(lot["maker_line"] in wasteful for lot in _rows(record, "lots")):
        yield "a maker makes more than it ships"


def _sources(network: Network, record: Record) -> Iterator[str]:
    named = {s["stock"]: (s["site"], s["item"], s["line"]) for s in _rows(network, "stocks")}
    sources: dict[Key, list[Row]] = defaultdict(list)
    for source in _rows(network, "sources"):
        sources[named[source["stock"]]].append(source)
    asked: dict[Key, set[Key]] = defaultdict(set)
    for lot in _rows(record, "lots"):
        key = lot["site"], lot["item"], lot["line"]
        who = lot["supplier"], lot["maker_line"]
        priority = min(s["priority"] for s in sources[key] if (s["supplier"], s["maker_line"]) == who)
        if priority > min(s["priority"] for s in sources[key]):
            yield "an order falls back to another source"
        elif len({(s["supplier"], s["maker_line"]) for s in sources[key]}) == len(sources[key]):
            asked[key].add(who)
    if any(len(who) > 1 for who in asked.values()):
        yield "several sources share a stock"


def _shelves(network: Network, record: Record) -> Iterator[str]:
    for lot in _rows(record, "lots"):
        if lot["arrived_ms"] is not None and lot["stored_ms"] != lot["arrived_ms"]:
            yield "a lot waits at the dock" if lot["stored_ms"] is None else "a lot at the dock is stored"
    room = {(s["site"], s["item"], s["line"]): s for s in _rows(network, "stocks") if s["capacity"] is not None}
    for balance in _rows(record, "balances"):
        stock = room.get((balance["site"], balance["item"], balance["line"]))
        if stock and balance["state"] == "on_hand" and balance["units"] > max(stock["capacity"], stock["initial"]):
            yield "what is spoken for lies above what the shelf holds"


def _loads(network: Network, record: Record) -> Iterator[str]:
    lanes = {lane["lane"]: lane for lane in _rows(network, "lanes")}
    movements, vehicles = _rows(record, "movements"), _rows(record, "vehicles")
    for m in movements:
        if m["lane"] and not m["service"] and m["units"] < lanes[m["lane"]]["load_units"]:
            yield "a load leaves before it is full"
    queued: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    since = {v["vehicle"]: v["assigned_ms"] for v in vehicles}
    for vehicle, _, movement in record["steps"].iter_rows():
        m = movements[movement]
        if m["lane"] and lanes[m["lane"]]["mixed"] is False and not m["service"]:
            queued[m["lane"]].append((since[vehicle], m["began_ms"], vehicles[vehicle]["item"]))
        since[vehicle] = m["ended_ms"]
    for waits in queued.values():
        if any(
            joined < other and left > other_left and item != other_item
            for joined, left, item in waits
            for other, other_left, other_item in waits
        ):
            yield "an item overtakes another in an unmixed queue"


def _fleets(network: Network, record: Record) -> Iterator[str]:
    counted = {s["service"] for s in _rows(network, "services") if s["fleet"]}
    minimum = {(d["service"], d["number"]): d["minimum_units"] for d in _rows(network, "departures")}
    for d in _rows(record, "departures"):
        would = min(d["queued_units"], d["capacity_units"])
        least = max(1, minimum[d["service"], d["number"]])
        if d["service"] in counted and would >= least and d["loaded_units"] < would:
            yield "wagons run out"


def _servers(network: Network, record: Record) -> Iterator[str]:
    steps: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, t, rate in network["rates"].iter_rows():
        steps[name].append((t, rate))
    maps = {
        t["terminal"]: RateMap(steps[t["rate_map"]]) if t["rate_map"] else ALWAYS for t in _rows(network, "terminals")
    }
    named = {server["terminal"] for server in _rows(network, "servers")}
    for m in _rows(record, "movements"):
        if m["terminal"] in named and m["began_ms"] is not None and maps[m["terminal"]].rate(m["began_ms"]) == 0:
            yield "a server works while its terminal rests"


def _priorities(network: Network, record: Record) -> Iterator[str]:
    markets = {(f["line"], f["item"], f["market"]) for f in _rows(network, "flows")}
    filled: dict[Key, list[int]] = defaultdict(list)
    vehicles = [v for v in _rows(record, "vehicles") if v["assigned_ms"] is not None]
    for v in vehicles:
        filled[v["market"], v["item"], v["demanded_ms"]].append(v["assigned_ms"])
    kept = [d for d in _rows(record, "demands") if not d["lost_units"]]
    for v in vehicles:
        for d in kept:
            older = d["demanded_ms"] < v["demanded_ms"] and d["market"] != v["market"] and d["item"] == v["item"]
            if older and (v["line"], v["item"], d["market"]) in markets and v["assigned_ms"] == v["finished_ms"]:
                served = filled[d["market"], d["item"], d["demanded_ms"]]
                if sum(t <= v["assigned_ms"] for t in served) < d["quantity"]:
                    yield "priority beats age"
                    return


def _disruptions(network: Network, record: Record) -> Iterator[str]:
    known = {d["disruption"]: d for d in _rows(network, "disruptions")}
    for name in set(record["disruptions"]["disruption"]):
        row = known[name]
        what = f"closure of a {row['target_kind']}"
        if row["between_ms"] is not None:
            yield f"a random {what}" if row["factor"] == 0 else "a slowdown by chance"
        elif row["after"] is not None:
            leader = known[row["after"]]
            if row["factor"] == 0:
                yield f"a {what} follows another"
            if leader["after"] is not None:
                yield "one follows one that follows"
            elif leader["between_ms"] is None:
                yield "one follows a dated disruption"
    planned = {(d["service"], d["number"]) for d in _rows(network, "departures") if d["departs_ms"] >= 0}
    if planned - {(d["service"], d["number"]) for d in _rows(record, "departures")}:
        yield "a departure is cancelled by chance"
