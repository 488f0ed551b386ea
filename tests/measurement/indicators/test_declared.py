"""What is declared of an indicator, in the checker's list and in the list of operations, is the same."""

from __future__ import annotations

from landbridge.measurement.indicators import declared_indicators
from landbridge.network.rules.facts import declared_units


def test_both_lists_name_the_same_units() -> None:
    ours = {name: row.unit for name, row in declared_indicators().items()}
    shared = {name: unit for name, unit in declared_units().items() if name in ours}
    assert len(shared) > 10
    assert shared == {name: ours[name] for name in shared}
