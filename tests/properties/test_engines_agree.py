"""The kernel's record is the oracle's, bit for bit, on random small networks with everything on."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, note

from landbridge.simulation.simulate import simulate
from tests.oracle.engines import assert_same
from tests.oracle.oracle import run
from tests.properties.features import FEATURES, features_of
from tests.properties.networks import random_network
from tests.properties.options import Options, options, options_of


@given(options())
def test_the_kernel_gives_the_oracles_record(chosen: Options) -> None:
    note(f"random_network({chosen}), seed {chosen.seed}")
    network, plan = random_network(chosen)
    assert_same(simulate(network, plan, chosen.seed), run(network, plan, chosen.seed))


def test_the_random_networks_reach_every_situation() -> None:
    seen: Counter[str] = Counter()
    for seed in range(40):
        network, plan = random_network(options_of(seed))
        seen.update(features_of(network, plan, simulate(network, plan, seed)))
    assert not set(seen) - FEATURES
    assert sorted(FEATURES - set(seen)) == []
