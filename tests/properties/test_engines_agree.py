"""The kernel's record is the oracle's, bit for bit, on random small networks with everything on."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, note

from landbridge.planning.given import given as plan_of
from landbridge.simulation.simulate import simulate
from tests.oracle.engines import assert_same
from tests.oracle.oracle import run
from tests.properties.draft import HOURS
from tests.properties.features import FEATURES, features_of
from tests.properties.networks import draw_case, random_network
from tests.properties.options import Options, options, options_of
from tests.properties.squeeze import squeeze


@given(options())
def test_the_kernel_gives_the_oracles_record(chosen: Options) -> None:
    note(f"random_network({chosen}), seed {chosen.seed}")
    network, plan = random_network(chosen)
    assert_same(simulate(network, plan, chosen.seed), run(network, plan, chosen.seed))


@given(options())
def test_the_engines_agree_where_nearly_everything_is_a_tie(chosen: Options) -> None:
    note(f"squeeze(random_network({chosen})[0]), seed {chosen.seed}")
    network = squeeze(random_network(chosen)[0])
    plan = plan_of(network)
    assert_same(simulate(network, plan, chosen.seed), run(network, plan, chosen.seed))


def test_the_random_networks_reach_every_situation() -> None:
    seen: Counter[str] = Counter()
    for seed in range(40):
        network, plan = random_network(options_of(seed))
        seen.update(features_of(network, plan, simulate(network, plan, seed)))
    assert not set(seen) - FEATURES
    assert sorted(FEATURES - set(seen)) == []


def test_the_random_cases_use_every_kind_of_row() -> None:
    seen: set[tuple[str, str]] = set()
    for seed in range(40):
        tables = draw_case(options_of(seed)).tables
        seen |= {(row["target_kind"], "closed" if row["factor"] == 0 else "slowed") for row in tables["disruptions"]}
        seen |= {("departure", row["change"]) for row in tables["departures"]}
        seen |= {("calendar", row["calendar"]) for row in tables["lines"] + tables["terminals"]}
        seen |= {("mode", row["mode"]) for row in tables["lines"]}
        seen |= {("takt", "changes") for row in tables["lines"] if "valid_to" in row}
        seen |= {("source", "opens") for row in tables["sites"] if row["kind"] == "source" and "opens" in row}
    kinds = ("site", "line", "lane", "terminal", "service")
    expected = {(kind, how) for kind in kinds for how in ("closed", "slowed")}
    expected |= {("departure", "extra"), ("departure", "cancelled"), ("mode", "pace"), ("mode", "order")}
    expected |= {("calendar", name) for name in HOURS} | {("takt", "changes"), ("source", "opens")}
    assert seen == expected
