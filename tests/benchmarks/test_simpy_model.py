"""The SimPy model that the engine is measured against gives the engine's record, so that both do the same work."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.national import Scale, prepare
from benchmarks.networks import plants_and_suppliers
from benchmarks.simpy_model import whole_record
from landbridge.simulation.simulate import simulate
from tests.oracle.engines import assert_same

SMALL = Scale(vehicles=100_000, suppliers=20, plants=2)


def test_on_the_national_network() -> None:
    made = prepare(SMALL, (date(2024, 3, 4), date(2024, 3, 17)))
    record = simulate(*made, 3)
    assert record["stops"].height + record["lots"].height > 100
    assert_same(whole_record(*made, 3), record)


def test_on_plants_whose_parts_run_short() -> None:
    network, plan = plants_and_suppliers()
    few = plan["targets"].with_columns(initial=plan["targets"]["initial"] // 8)
    starved = type(plan).of({**plan.tables, "targets": few}, plan.settings)
    record = simulate(network, starved, 1)
    assert record["stops"].height > 0
    assert_same(whole_record(network, starved, 1), record)


@pytest.mark.parametrize(("direction", "least"), [({"smaller_lots": 2.0}, 1.5), ({"tiers": 3}, 1.05)])
def test_the_directions_of_growth_make_more_lots(direction: dict[str, float], least: float) -> None:
    days = date(2024, 3, 1), date(2024, 3, 31)
    base = {"tiers": 1} if "tiers" in direction else {}
    few, many = (
        simulate(*prepare(Scale(100_000, 20, 2, **more), days), 3)["lots"].height for more in (base, base | direction)
    )
    assert many > least * few
