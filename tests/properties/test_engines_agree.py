"""The kernel's record is the oracle's, bit for bit, on random small networks with everything on."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from landbridge.documents.document import Network
from landbridge.planning.given import given as plan_of
from landbridge.simulation.simulate import simulate
from tests.golden.kept import kept_if_it_fails
from tests.oracle.engines import assert_same
from tests.oracle.oracle import run
from tests.properties.draft import HOURS
from tests.properties.enrich import enrich
from tests.properties.features import FEATURES, features_of
from tests.properties.networks import draw_case, random_network
from tests.properties.options import Options, options, options_of
from tests.properties.rich_features import RICH_FEATURES, rich_features
from tests.properties.squeeze import squeeze


def _network(chosen: Options, rich: bool) -> Network:
    network = random_network(chosen)[0]
    return enrich(network, chosen.seed) if rich else network


@given(options(), st.booleans())
def test_the_kernel_gives_the_oracles_record(chosen: Options, rich: bool) -> None:
    network = _network(chosen, rich)
    plan = plan_of(network)
    with kept_if_it_fails("random", network, chosen.seed):
        assert_same(simulate(network, plan, chosen.seed), run(network, plan, chosen.seed))


@given(options(), st.booleans())
def test_the_engines_agree_where_nearly_everything_is_a_tie(chosen: Options, rich: bool) -> None:
    network = squeeze(_network(chosen, rich))
    plan = plan_of(network)
    with kept_if_it_fails("tie", network, chosen.seed):
        assert_same(simulate(network, plan, chosen.seed), run(network, plan, chosen.seed))


def test_the_random_networks_reach_every_situation() -> None:
    seen: Counter[str] = Counter()
    for seed in range(40):
        network, plan = random_network(options_of(seed))
        seen.update(features_of(network, plan, simulate(network, plan, seed)))
        network = enrich(network, seed)
        seen.update(rich_features(network, simulate(network, plan_of(network), seed)))
    assert not set(seen) - FEATURES - RICH_FEATURES
    assert sorted((FEATURES | RICH_FEATURES) - set(seen)) == []


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
