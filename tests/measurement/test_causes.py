"""Why a line stood: chains worked out by hand on a vehicle line, its pack maker and the cell maker behind it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from landbridge.documents import Network, Record
from landbridge.measurement.causes import Cause, Root, find_causes
from landbridge.measurement.genealogy import Genealogy
from landbridge.measurement.lot_steps import LotSteps
from landbridge.simulation.simulate import simulate
from tests.oracle.sketch import Row, sketch
from tests.properties.networks import random_network
from tests.properties.options import options_of

H = 3_600_000
FIRE: Row = {"disruption": "fire", "target_kind": "site", "target": "cell-plant", "factor": 0}


def run_chain(
    pack: Row | None = None,
    road: Row | None = None,
    closed: tuple[int, int] | None = None,
    maker: str = "cells",
    drawn: Row | None = None,
) -> tuple[Network, Record]:
    """A car every two hours takes a pack; packs are made five at a time in 2.5 hours and hauled in one.

    A pack takes ten cells, made fifty at a time in 2.5 hours and hauled in one. Ten packs and a hundred cells are
    there at the beginning; orders go out at six packs and at sixty cells.
    """
    lines: list[Row] = [
        {"line": "cars", "site": "plant"},
        {"line": "cells", "site": "cell-plant", "mode": "order"},
        {"line": "packs", "site": "pack-plant", "mode": "order"},
    ]
    tables: dict[str, list[Row]] = {}
    if closed:
        begins, ends = closed[0] * H, closed[1] * H
        site = next(row for row in lines if row["line"] == maker)
        site["rate_map"] = "closed"
        steps = ((0, 1000), (begins, 0), (ends, 1000))
        tables["rates"] = [{"rate_map": "closed", "t_ms": t, "permille": rate} for t, rate in steps]
        tables["disruptions"] = [{**FIRE, "target": site["site"], "starts_ms": begins, "ends_ms": ends}]
    if drawn:
        tables["disruptions"] = [{**FIRE, **drawn}]
    stocks: list[Row] = [
        {
            "site": "plant", "item": "pack", "line": "cars", "lane": "packs-plant", "supplier": "pack-plant",
            "maker_line": "packs", "reorder_point": 6, "order_quantity": 5, "initial": 10, **(pack or {}),
        },
        {
            "site": "pack-plant", "item": "cell", "line": "packs", "lane": "cells-packs", "supplier": "cell-plant",
            "maker_line": "cells", "reorder_point": 60, "order_quantity": 50, "initial": 100,
        },
    ]  # fmt: skip
    network, plan = sketch(
        [100 * H],
        lines=lines,
        takts=[
            {"line": "cars", "takt_ns": H * 10**6},
            {"line": "packs", "takt_ns": H * 10**6 // 2},
            {"line": "cells", "takt_ns": H * 10**6 // 20},
        ],
        schedule=[{"line": "cars", "item": "car", "period": "2024-01", "quantity": 50}],
        bills=[{"item": "car", "input": "pack", "quantity": 1}, {"item": "pack", "input": "cell", "quantity": 10}],
        stocks=stocks,
        lanes=[
            {"lane": "packs-plant", "origin": "pack-plant", "destination": "plant", "transit_h": 1, **(road or {})},
            {"lane": "cells-packs", "origin": "cell-plant", "destination": "pack-plant", "transit_h": 1},
        ],
        **tables,
    )
    return network, simulate(network, plan, 1)


def steps(cause: Cause, link: int) -> list[tuple[str, str, float, float]]:
    """The steps of a link: kind, entity, hours, hours of delay."""
    return [(s.kind, s.entity, s.ms / H, s.delay_ms / H) for s in cause.chain[link].steps]


def test_nothing_stands_where_nothing_happens() -> None:
    assert list(find_causes(*run_chain())) == []


def test_a_closure_at_the_cell_maker_stops_the_cars_two_tiers_down() -> None:
    # Cell lot 2, ordered at 26 h, is made only after the fire at 60 h, is there at 63.5 h; pack lot 4, ordered at
    # 46 h, needs it and is there at 67 h. Of its 17.5 h of waiting the fire explains all, 7 h of them stop the line.
    (cause,) = find_causes(*run_chain(closed=(20, 60)))
    assert (cause.line, cause.unit, cause.item) == ("cars", 30, "pack")
    assert (cause.began_ms, cause.ended_ms) == (60 * H, 67 * H)
    assert cause.root == Root("disruption", "site", "cell-plant", 7 * H, "fire", 0)
    assert [(link.stock, link.lot) for link in cause.chain] == [("plant|pack|cars", 4), ("pack-plant|cell|packs", 2)]
    assert steps(cause, 0) == [
        ("inputs", "packs", 17.5, 17.5),
        ("making", "packs", 2.5, 0),
        ("transit", "packs-plant", 1, 0),
    ]
    assert steps(cause, 1) == [
        ("making", "cells", 2.5, 0),
        ("disruption", "cell-plant", 34, 34),
        ("transit", "cells-packs", 1, 0),
    ]


def test_a_drawn_closure_is_named_with_its_occurrence() -> None:
    network, record = run_chain(drawn={"between_ms": 10.0 * H, "repair_ms": 90.0 * H})
    assert network["rates"].is_empty()
    roots = [cause.root for cause in find_causes(network, record)]
    assert roots
    occurrences = set(record["disruptions"].select("disruption", "number").rows())
    assert {(root.disruption, root.number) for root in roots} <= occurrences
    assert {root.entity for root in roots} == {"cell-plant"}


def test_a_slow_truck() -> None:
    # Pack lot 0 leaves at 8.5 h and takes 11.854 h where 4 are usual; the shelf is empty at 20 h.
    network, record = run_chain(road={"transit_distribution": "exponential", "transit_h": 4})
    (cause,) = find_causes(network, record)
    late = record["lots"].filter(number=0, item="pack")["arrived_ms"][0]
    assert (cause.began_ms, cause.ended_ms) == (20 * H, late)
    assert cause.root == Root("transit", "lane", "packs-plant", late - 20 * H)
    assert late > 8.5 * H + 4 * H


def test_a_reorder_point_that_is_too_low_is_nobodys_delay() -> None:
    # Orders go out with the last pack, and every lot takes its 3.5 h: the line stands 1.5 h each time.
    causes = list(find_causes(*run_chain(pack={"reorder_point": 0})))
    assert len(causes) == 8
    for cause in causes:
        assert cause.root == Root("cover", "stock", "plant|pack|cars", 3 * H // 2)
        assert len(cause.chain) == 1


def test_a_lot_that_never_fits_stands_at_the_dock() -> None:
    # Pack lot 0, ordered at 6 h, is there at 9.5 h; its five never fit on a shelf for four, empty from 20 h on.
    (cause,) = find_causes(*run_chain(pack={"capacity": 4}))
    assert (cause.unit, cause.began_ms, cause.ended_ms) == (10, 20 * H, None)
    assert cause.root == Root("dock", "stock", "plant|pack|cars", 80 * H)
    assert [(link.lot, link.stored_ms) for link in cause.chain] == [(0, None)]
    assert steps(cause, 0)[-1] == ("dock", "plant|pack|cars", 90.5, 90.5)


def test_what_has_not_ended_is_followed_as_far_as_it_went() -> None:
    (cause,) = find_causes(*run_chain(closed=(20, 120)))
    assert cause.ended_ms is None
    assert cause.root == Root("disruption", "site", "cell-plant", 40 * H, "fire", 0)
    assert [link.stored_ms for link in cause.chain] == [None, None]


def test_the_queue_that_a_closure_left_is_the_closures() -> None:
    # The pack maker, closed from 12 h to 50 h, finds lots 1 (ordered at 16 h) and 2 (26 h) waiting: lot 2 waits 24 h
    # in the closure and 2.5 h behind lot 1, which but for the closure would have been made long before.
    network, record = run_chain(closed=(12, 50), maker="packs")
    causes = list(find_causes(network, record))
    assert causes
    assert {(c.root.kind, c.root.entity, c.root.disruption) for c in causes} == {("disruption", "pack-plant", "fire")}
    genealogy = Genealogy.of(network, record)
    lot = genealogy.lot("plant|pack|cars", 2)
    taken = LotSteps(network, record, genealogy).of("plant|pack|cars", lot)
    assert [(s.kind, s.ms / H) for s in taken] == [("disruption", 26.5), ("making", 2.5), ("transit", 1)]


@pytest.mark.parametrize("how", ["plain", "both"])
@pytest.mark.parametrize("seed", range(14))
def test_the_steps_of_every_lot_sum_to_its_time(seed: int, how: str) -> None:
    network, plan = random_network(options_of(seed), how)
    record = simulate(network, plan, seed)
    genealogy = Genealogy.of(network, record)
    lot_steps, end = LotSteps(network, record, genealogy), network.settings["end_ms"]
    for stock in network["stocks"]["stock"]:
        for number in genealogy.lots(stock)["number"]:
            lot = genealogy.lot(stock, number)
            taken = lot_steps.of(stock, lot)
            stored = end if lot["stored_ms"] is None else lot["stored_ms"]
            assert sum(step.ms for step in taken) == stored - lot["ordered_ms"], (stock, number, taken)
            assert all(step.ms >= 0 and step.delay_ms >= 0 for step in taken), taken


@pytest.mark.parametrize("how", ["plain", "both"])
@pytest.mark.parametrize("seed", range(14))
def test_every_stop_has_a_root_that_explains_no_more_than_it(seed: int, how: str) -> None:
    network, plan = random_network(options_of(seed), how)
    record = simulate(network, plan, seed)
    causes = list(find_causes(network, record))
    assert len(causes) == record["stops"].select("line", "unit").n_unique()
    for cause in causes:
        ended = network.settings["end_ms"] if cause.ended_ms is None else cause.ended_ms
        assert 0 <= cause.root.ms <= ended - cause.began_ms
        assert (cause.root.kind == "yard") == (cause.cause == "yard")
        if cause.chain and cause.ended_ms is not None:
            assert cause.chain[0].stored_ms is not None
            assert cause.chain[0].stored_ms <= cause.ended_ms
        for late, early in pairwise(cause.chain):
            assert early.ordered_ms <= (late.stored_ms or network.settings["end_ms"])
