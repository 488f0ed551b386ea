"""One seed, one record; what has no say in the meaning of a case changes nothing."""

from __future__ import annotations

from random import Random

import polars as pl
import polars.selectors as cs
import pytest
from polars.testing import assert_frame_equal

from landbridge.documents.document import Record
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from tests.oracle.engines import assert_same
from tests.properties.draft import MONTHS, Draft
from tests.properties.networks import draw_case, random_network, read_draft
from tests.properties.options import options_of

_SEEDS = [2, 5, 9, 14]


def _run(draft: Draft, seed: int = 1) -> Record:
    network = compile_network(read_draft(draft))
    return simulate(network, given(network), seed)


@pytest.mark.parametrize("seed", _SEEDS)
def test_the_same_seed_gives_the_same_record(seed: int) -> None:
    network, plan = random_network(options_of(seed))
    assert_same(simulate(network, plan, seed), simulate(network, plan, seed))


def test_another_seed_gives_another_record() -> None:
    network, plan = random_network(options_of(9))
    one, other = simulate(network, plan, 1), simulate(network, plan, 2)
    assert not one["vehicles"].equals(other["vehicles"])


@pytest.mark.parametrize("seed", _SEEDS)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    before = _run(draw_case(options_of(seed)))
    draft = draw_case(options_of(seed))
    for rows in draft.tables.values():
        Random(seed).shuffle(rows)
    assert_same(_run(draft), before)


@pytest.mark.parametrize("seed", _SEEDS)
def test_an_unrelated_chain_changes_no_draw(seed: int) -> None:
    before = _run(draw_case(options_of(seed)))
    draft = draw_case(options_of(seed))
    _add_unrelated_chain(draft)
    after = _run(draft)
    assert after["vehicles"]["line"].cast(pl.String).is_in(["a-line"]).any()
    numbers = ["vehicle", "movement"]
    for table, column in (
        ("vehicles", "line"),
        ("stops", "line"),
        ("lots", "line"),
        ("demands", "market"),
        ("departures", "service"),
        ("balances", "item"),
        ("movements", "lane"),
    ):
        texts = cs.by_dtype(pl.Enum).cast(pl.String)
        kept = after[table].with_columns(texts).filter(~pl.col(column).str.starts_with("a-").fill_null(False))
        assert_frame_equal(
            kept.drop(numbers, strict=False),
            before[table].with_columns(texts).drop(numbers, strict=False),
            check_exact=True,
        )


def _add_unrelated_chain(draft: Draft) -> None:
    """A line, its part, its lanes and its market, all with names that come first, at times that others use too."""
    draft.add_item("a-model", "vehicle")
    draft.add_item("a-part", "component")
    draft.add("bills", item="a-model", input="a-part", quantity=1)
    draft.add_site("a-plant", "vehicle_plant")
    draft.add_site("a-source", "source")
    draft.add_site("a-market", "market")
    transit = {"mode": "road", "transit_distribution": "exponential", "transit_h": 5}
    draft.add("lanes", lane="a-in", origin="a-source", destination="a-plant", **transit)
    draft.add("lanes", lane="a-out", origin="a-plant", destination="a-market", load_units=2, **transit)
    draft.add("lines", line="a-line", site="a-plant", mode="pace", items="a-model", calendar="always", takt_s=3600)
    rule = {"policy": "reorder_point", "reorder_point": 5, "order_quantity": 5, "initial": 9}
    draft.add("replenishment", site="a-plant", item="a-part", line="a-line", lane="a-in", **rule)
    draft.add("routes", route="a-route", position=1, lane="a-out")
    draft.add("flows", line="a-line", item="a-model", market="a-market", route="a-route", share=1)
    for month in MONTHS:
        draft.add("schedule", line="a-line", item="a-model", month=month, quantity=300)
        draft.add("demand", market="a-market", item="a-model", month=month, quantity=300, arrival="poisson")
