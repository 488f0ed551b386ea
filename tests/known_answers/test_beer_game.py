"""The beer game's step: buyers take 4 a week, then 8; what its tiers answer is worked out by hand.

The game is J. D. Sterman's (Management Science 35, 1989): retailer, wholesaler, distributor and brewery, shipping
delays of two weeks, 12 on the shelf and 4 in each week of the pipeline. Here every tier keeps a rule instead of being
played. The week's sales are rung up at the week's beginning, the shelves are looked at in its middle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
import pytest

from landbridge.documents.document import Network, Plan, Record
from landbridge.simulation.simulate import simulate
from tests.known_answers.queues import HOUR
from tests.oracle.oracle import run
from tests.oracle.sketch import Row, sketch

WEEK = 168 * HOUR
Play = Callable[..., Record]
TIERS = ["retailer", "wholesaler", "distributor", "brewery"]
STEP = 6
SALES = [4] * STEP + [8] * 10


def base_stock(level: int) -> Row:
    """Order whatever was asked for."""
    return {"policy": "base_stock", "order_up_to": level, "initial": level}


def batches(quantity: int, initial: int) -> Row:
    """Order so many whenever the shelf with what is under way has nothing more than half of the initial stock."""
    return {"policy": "reorder_point", "reorder_point": initial // 2, "order_quantity": quantity, "initial": initial}


def game(rules: Sequence[Row], sales: Sequence[int] = SALES) -> tuple[Network, Plan]:
    """The chain of four tiers, with a stock rule each.

    Notes
    -----
    Week w is the month before its middle, whose first ms releases its sales, and the rest of it: balances are taken at
    the middle.
    """
    ends = [at for w in range(len(sales)) for at in (w * WEEK + 1, w * WEEK + WEEK // 2, (w + 1) * WEEK)]
    above = [*TIERS[1:], "maltster"]
    stocks: list[Row] = [
        {
            "site": tier,
            "item": f"beer-{tier}",
            "line": tier,
            "lane": f"{supplier}-{tier}",
            "supplier": supplier,
            "maker_line": supplier if supplier in TIERS else None,
            **rule,
        }
        for tier, supplier, rule in zip(TIERS, above, rules, strict=True)
    ]
    made = ["glass", *(f"beer-{tier}" for tier in TIERS[:-1])]
    return sketch(
        ends,
        lines=[{"line": tier, "site": tier, "mode": "order" if tier != "retailer" else "pace"} for tier in TIERS],
        takts=[{"line": tier, "takt_ns": 10**6} for tier in TIERS],
        schedule=[
            {"line": "retailer", "item": "glass", "period": f"2024-{3 * w + 1:02d}", "quantity": units}
            for w, units in enumerate(sales)
        ],
        bills=[
            {"item": product, "input": f"beer-{tier}", "quantity": 1} for product, tier in zip(made, TIERS, strict=True)
        ],
        lanes=[
            # an hour less, so that what is due arrives before the next sales
            {"lane": f"{supplier}-{tier}", "origin": supplier, "destination": tier, "transit_h": 2 * 168 - 1}
            for tier, supplier in zip(TIERS, above, strict=True)
        ],
        stocks=stocks,
    )


def orders(record: Record, tier: str, weeks: int = len(SALES)) -> list[int]:
    """What a tier ordered in each week."""
    lots = record["lots"].filter(pl.col("site").cast(pl.String) == tier)
    ordered = np.zeros(weeks, int)
    np.add.at(ordered, lots["ordered_ms"].to_numpy() // WEEK, lots["quantity"].to_numpy())
    return ordered.tolist()


def shelf(record: Record, tier: str, weeks: int = len(SALES)) -> list[int]:
    """What stood on a tier's shelf in the middle of each week."""
    balances = record["balances"].filter(
        (pl.col("site").cast(pl.String) == tier)
        & (pl.col("state").cast(pl.String) == "on_hand")
        & (pl.col("time_ms") % WEEK == WEEK // 2)
    )
    held = np.zeros(weeks, int)
    held[balances["time_ms"].to_numpy() // WEEK] = balances["units"].to_numpy()
    return held.tolist()


def weeks_late(record: Record, tier: str) -> list[int]:
    """For every order of a tier, in how many weeks after it was placed its supplier sent it."""
    lots = record["lots"].filter(pl.col("site").cast(pl.String) == tier)
    late = (lots["shipped_ms"] - lots["ordered_ms"]).to_numpy()
    return [-1 if np.isnan(ms) else round(ms / WEEK) for ms in late.astype(float)]


@pytest.fixture(params=[pytest.param(simulate, id="kernel"), pytest.param(run, id="oracle")])
def play(request: pytest.FixtureRequest) -> Play:
    return lambda rules, sales=SALES: request.param(*game(rules, sales), 1)


def test_base_stock_hands_the_step_on_and_shelves_fall_by_what_is_under_way(play: Play) -> None:
    # S = 20: 12 on the shelf and 8 under way at 4 a week; 4 and 16 at 8 a week. Every tier orders what it sold, at
    # once: no bullwhip. The first week has nothing under way yet.
    record = play([base_stock(20)] * 4)
    for tier in TIERS:
        assert orders(record, tier) == SALES
        assert shelf(record, tier) == [16, *[12] * (STEP - 1), 8, *[4] * 9]
    assert record["stops"].is_empty()


def test_a_shelf_that_is_too_low_upstream_delays_but_does_not_amplify(play: Play) -> None:
    # the wholesaler's S = 10 against 16 under way: 6 of a week's 8 orders wait for the lots of the week after; order n
    # is served by the wholesaler's lot n - 10, which is two weeks old if n is the first or second of its week
    record = play([base_stock(40), base_stock(10), base_stock(20), base_stock(20)])
    for tier in TIERS:
        assert orders(record, tier) == SALES
    late = weeks_late(record, "retailer")
    assert late[: STEP * 4] == [0] * (STEP * 4)
    # the step's first week finds the 2 that were left and the 4 that came; every later one as above
    assert late[STEP * 4 :] == [0] * 6 + [1] * 2 + ([0] * 2 + [1] * 6) * 9
    assert shelf(record, "wholesaler")[:STEP] == [6, *[2] * (STEP - 1)]
    assert shelf(record, "wholesaler")[STEP:] == [0] * 10


def test_too_low_a_shelf_at_the_buyer_sells_its_stock_once_a_lead_time(play: Play) -> None:
    # S = 10 and two weeks: 10 in two weeks and no more, of the 16 that are asked for. The step's first week sells the 2
    # that were left, the 4 that came before it and 2 of the 4 that come an hour before its end; the second the other 2
    # and the 6 that replace the first ones; the third what replaces 2 and 2, the fourth what replaces 6, and so on
    record = play([base_stock(10), *[base_stock(20)] * 3])
    sold = [4] * STEP + [8, 8] + [4, 6] * 4
    for tier in TIERS:
        assert orders(record, tier) == sold
    assert shelf(record, "retailer") == [6, *[2] * (STEP - 1), *[0] * 10]


def test_batches_amplify_tier_by_tier(play: Play) -> None:
    # sales of 4 a week use 32 of the retailer's 64 in weeks 0 to 7: from then on an order of 8 every second week. The
    # fourth of them, in week 13, is the wholesaler's 32nd unit: 16 every fourth week; the second of those, in week 17,
    # is the distributor's 32nd: 32 every eighth week. An order of Q every Q / 4 weeks has mean 4 and mean square 4 Q,
    # thus variance 4 Q - 16: 16, 48, 112
    weeks = 40
    record = play([batches(8, 64), batches(16, 64), batches(32, 64), base_stock(64)], [4] * weeks)
    for tier, quantity, first, variance in (
        ("retailer", 8, 7, 16),
        ("wholesaler", 16, 13, 48),
        ("distributor", 32, 17, 112),
        ("brewery", 32, 17, 112),
    ):
        cycle = quantity // 4
        placed = orders(record, tier, weeks)
        assert placed == [quantity if w >= first and (w - first) % cycle == 0 else 0 for w in range(weeks)]
        whole = placed[first : first + (weeks - first) // cycle * cycle]
        assert (np.mean(whole), np.var(whole)) == (4, variance)
    assert record["stops"].is_empty()
