"""The kernel's record is the oracle's on shipped cases: the starter whole, three Henan plants for three weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import landbridge.cases
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import Case, read_case
from tests.oracle.engines import assert_same
from tests.oracle.oracle import run

_CASES = Path(landbridge.cases.__path__[0])


def cut(case: Case, lines: Sequence[str], start: date, end: date, warm_up_d: int) -> Case:
    """The case for a shorter time and some of its lines; the others build nothing."""
    settings = case.settings.model_copy(update={"start": start, "end": end, "warm_up_d": warm_up_d})
    schedule = case["schedule"].filter(pl.col("line").is_in(lines))
    return replace(case, settings=settings, tables={**case.tables, "schedule": schedule})


@pytest.mark.parametrize("seed", [7, 2**63 - 1])
def test_starter(seed: int) -> None:
    network = compile_network(read_case(_CASES / "starter"))
    plan = given(network)
    assert_same(simulate(network, plan, seed), run(network, plan, seed))


def test_three_plants_of_henan_for_three_weeks() -> None:
    case = read_case(_CASES / "henan")
    network = compile_network(
        cut(case, ["haima-1", "shaolin-1", "yutong-1"], date(2024, 9, 20), date(2024, 10, 10), warm_up_d=7)
    )
    plan = given(network)
    record = simulate(network, plan, 5)
    assert record["vehicles"].height > 2000
    assert_same(record, run(network, plan, 5))
