"""Nothing is lost and nothing comes from nowhere: the balances against what the record says happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

import landbridge.cases
from landbridge.documents.document import Network, Plan, Record
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case
from tests.oracle.durations import duration
from tests.oracle.quality import made_for
from tests.properties.enrich import enrich
from tests.properties.networks import random_network
from tests.properties.options import options_of

Key = tuple[Any, ...]
_SEEDS = range(12)


class Run:
    """A record with its balances by time and state."""

    def __init__(self, network: Network, plan: Plan, seed: int) -> None:
        self.network, self.plan, self.seed = network, plan, seed
        self.record: Record = simulate(network, plan, seed)
        self.bills: dict[str, dict[str, int]] = {}
        for item, part, quantity in network["bills"].iter_rows():
            self.bills.setdefault(item, {})[part] = quantity
        self.times = sorted({0, *network["periods"]["end_ms"]})
        self.vehicles = list(self.record["vehicles"].iter_rows(named=True))
        self.lots = list(self.record["lots"].iter_rows(named=True))
        self.movements = list(self.record["movements"].iter_rows(named=True))

    def balance(self, time: int, state: str, *keys: str) -> Counter[Key]:
        """Units by the named columns."""
        total: Counter[Key] = Counter()
        for row in self.record["balances"].iter_rows(named=True):
            if row["time_ms"] == time and row["state"] == state:
                total[tuple(row[key] for key in keys)] += row["units"]
        return total


@pytest.fixture(scope="module", params=[*_SEEDS, *(f"rich {seed}" for seed in _SEEDS), "starter"])
def one(request: pytest.FixtureRequest) -> Run:
    """A run of each of the cases, and of the random ones with every feature on."""
    if request.param == "starter":
        case = read_case(Path(landbridge.cases.__path__[0]) / "starter")
        network = compile_network(case)
        return Run(network, given(network), case.settings.seed)
    if isinstance(request.param, int):
        return Run(*random_network(options_of(request.param)), request.param)
    return _rich(int(request.param.removeprefix("rich ")))


def _rich(seed: int) -> Run:
    network = enrich(random_network(options_of(seed))[0], seed)
    return Run(network, given(network), seed)


def _gained(after: Mapping[Key, int], before: Mapping[Key, int]) -> dict[Key, int]:
    return {k: n for k in {*after, *before} if (n := after.get(k, 0) - before.get(k, 0))}


def _within(time: int | None, begin: int, end: int) -> bool:
    return time is not None and begin <= time < end


def _before(time: int | None, end: int) -> bool:
    return time is not None and time < end


def test_every_vehicle_made_is_somewhere(one: Run) -> None:
    for time in one.times:
        made = one.balance(time, "made", "item")
        somewhere: Counter[Key] = Counter()
        for state in ("waiting", "queued", "moving", "handling", "delivered"):
            somewhere += one.balance(time, state, "item")
        assert made == somewhere


def test_made_scrapped_and_delivered_count_what_finished_and_arrived(one: Run) -> None:
    for time in one.times:
        for state, column, keys, places in (
            ("made", "finished_ms", ("item", "line"), ("item", "line")),
            ("scrapped", "finished_ms", ("item", "line"), ("item", "line")),
            ("delivered", "delivered_ms", ("item", "site"), ("item", "market")),
        ):
            gained = _gained(one.balance(time, state, *keys), one.balance(0, state, *keys))
            counted = Counter(
                tuple(v[k] for k in places)
                for v in one.vehicles
                if _within(v[column], 0, time) and (v["quality"] == "scrapped") == (state == "scrapped")
            )
            assert gained == counted


def test_vehicles_are_where_their_steps_say(one: Run) -> None:
    steps: dict[int, list[int]] = {}
    for vehicle, _, movement in one.record["steps"].iter_rows():
        steps.setdefault(vehicle, []).append(movement)
    next_lane = _next_lanes(one.network)
    for time in one.times:
        counted: dict[str, Counter[Key]] = {
            s: Counter() for s in ("in_process", "waiting", "queued", "moving", "handling")
        }
        for v in one.vehicles:
            state = _state(v, [one.movements[m] for m in steps.get(v["vehicle"], [])], time, next_lane)
            if state:
                counted[state[0]][v["item"], state[1]] += 1
        for state_name, place in (
            ("in_process", "line"),
            ("waiting", "line"),
            ("queued", "lane"),
            ("moving", "lane"),
            ("handling", "terminal"),
        ):
            assert one.balance(time, state_name, "item", place) == counted[state_name]


def _next_lanes(network: Network) -> dict[tuple[str, int], str]:
    return {(r["route"], r["position"]): r["lane"] or r["terminal"] for r in network["routes"].iter_rows(named=True)}


def _state(
    v: dict[str, Any], steps: list[dict[str, Any]], time: int, next_step: Mapping[tuple[str, int], str]
) -> tuple[str, str] | None:
    """(state, place) of a vehicle at an instant, before anything happens there; None: not begun, or gone."""
    if not _before(v["started_ms"], time) or _before(v["delivered_ms"], time):
        return None
    if not _before(v["finished_ms"], time):
        return "in_process", v["line"]
    if v["quality"] == "scrapped":
        return None
    if not _before(v["assigned_ms"], time):
        return "waiting", v["line"]
    done = 0
    for m in steps:
        if _before(m["ended_ms"], time):
            done += 1
    if done < len(steps) and steps[done]["terminal"]:
        return "handling", steps[done]["terminal"]
    if done < len(steps) and _before(steps[done]["began_ms"], time):
        return "moving", steps[done]["lane"]
    return "queued", next_step[v["route"], done + 1]


def test_stocks_gain_what_arrives_and_lose_what_is_consumed(one: Run) -> None:
    keys = ("site", "item", "line")
    for time in one.times:
        on_hand = _gained(one.balance(time, "on_hand", *keys), one.balance(0, "on_hand", *keys))
        consumed = _gained(one.balance(time, "consumed", *keys), one.balance(0, "consumed", *keys))
        stored: Counter[Key] = Counter()
        docked: Counter[Key] = Counter()
        on_order: Counter[Key] = Counter()
        for lot in one.lots:
            key = tuple(lot[k] for k in keys)
            if _within(lot["stored_ms"], 0, time):
                stored[key] += lot["quantity"]
            if _before(lot["arrived_ms"], time) and not _before(lot["stored_ms"], time):
                docked[key] += lot["quantity"]
            if lot["ordered_ms"] < time and not _before(lot["arrived_ms"], time):
                on_order[key] += lot["quantity"]
        assert {k: n for k in {*stored, *consumed} if (n := stored[k] - consumed.get(k, 0))} == on_hand
        assert one.balance(time, "docked", *keys) == docked
        assert one.balance(time, "on_order", *keys) == on_order


def test_the_shelf_of_a_line_holds_no_more_than_its_room(one: Run) -> None:
    paced = set(one.network["lines"].filter(mode="pace")["line"])
    for stock in one.network["stocks"].iter_rows(named=True):
        if stock["capacity"] is not None and stock["line"] in paced:
            key = stock["site"], stock["item"], stock["line"]
            for time in one.times:
                held = one.balance(time, "on_hand", "site", "item", "line")[key]
                assert held <= max(stock["capacity"], stock["initial"])


def test_no_more_wagons_are_out_than_there_are(one: Run) -> None:
    fleets = {fleet["fleet"]: fleet for fleet in one.network["fleets"].iter_rows(named=True)}
    fleet_of = dict(one.network["services"].drop_nulls("fleet").select("service", "fleet").iter_rows())
    out: dict[str, list[tuple[int, int]]] = {name: [] for name in fleets}
    for d in one.record["departures"].iter_rows(named=True):
        fleet = fleets.get(fleet_of.get(d["service"], ""))
        if fleet is None:
            assert d["wagons"] == 0
            continue
        # the fewest that carry them
        assert d["wagons"] == -(-d["loaded_units"] // fleet["units_per_wagon"])
        if d["wagons"]:
            out[fleet["fleet"]] += [(d["departs_ms"], d["wagons"]), (_back(one, d, fleet), -d["wagons"])]
    for name, changes in out.items():
        # at one instant wagons come back before others leave
        running = accumulate(wagons for _, wagons in sorted(changes))
        assert max(running, default=0) <= fleets[name]["wagons"]


def _back(one: Run, d: dict[str, Any], fleet: dict[str, Any]) -> int:
    """When the wagons of a departure are at hand again."""
    ended = one.movements[d["movement"]]["ended_ms"] if d["movement"] is not None else None
    if ended is None:
        return one.times[-1]
    return ended + duration(fleet, "return", one.seed, "service", d["service"], "return").at_least_1(d["number"])


@pytest.mark.parametrize("seed", [seed for seed in range(20) if not options_of(seed).warm_up_d])
def test_without_warm_up_stocks_begin_with_their_initial(seed: int) -> None:
    one = _rich(seed)
    targets = {(t["site"], t["item"], t["line"]): t["initial"] for t in one.plan["targets"].iter_rows(named=True)}
    assert one.balance(0, "on_hand", "site", "item", "line") == Counter({k: n for k, n in targets.items() if n})
    assert set(one.record["balances"].filter(time_ms=0)["state"]) <= {"on_hand"}


def test_consumed_is_builds_and_begun_lots_times_their_bills(one: Run) -> None:
    scrap = {line: share or 0.0 for line, share in one.network["lines"].select("line", "scrap_share").iter_rows()}
    for time in one.times:
        taken: Counter[Key] = Counter()
        for v in one.vehicles:
            if _within(v["started_ms"], 0, time):
                for part, quantity in one.bills.get(v["item"], {}).items():
                    taken[part, v["line"]] += quantity
        for lot in one.lots:
            maker = lot["maker_line"]
            if maker and _within(lot["begun_ms"], 0, time):
                for part, quantity in one.bills.get(lot["item"], {}).items():
                    taken[part, maker] += quantity * made_for(lot["quantity"], scrap[maker])
        consumed = one.balance(time, "consumed", "item", "line")
        assert _gained(consumed, one.balance(0, "consumed", "item", "line")) == taken


def test_demand_is_filled_by_vehicles(one: Run) -> None:
    filled: Counter[Key] = Counter()
    for v in one.vehicles:
        if v["demanded_ms"] is not None and v["demanded_ms"] >= 0:
            filled[v["market"], v["item"], v["demanded_ms"]] += 1
    for d in one.record["demands"].iter_rows(named=True):
        assert d["filled_units"] == filled.pop((d["market"], d["item"], d["demanded_ms"]), 0)
        assert 0 <= d["filled_units"] + d["lost_units"] <= d["quantity"]
    assert not filled


def test_movements_carry_the_vehicles_of_their_steps(one: Run) -> None:
    carried = Counter(one.record["steps"]["movement"])
    for number, m in enumerate(one.movements):
        # a movement of the record may have carried vehicles that were delivered in the warm-up
        assert carried[number] == m["units"] or (m["ended_ms"] is not None and m["ended_ms"] < 0)
    loaded = Counter(m["service"] for m in one.movements if m["service"])
    ran = Counter(d["service"] for d in one.record["departures"].iter_rows(named=True) if d["movement"] is not None)
    assert all(loaded[service] >= count for service, count in ran.items())
