"""The kernel's record is the oracle's, bit for bit, on random small networks, plain ones and with everything on."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from landbridge.planning.given import given as plan_of
from landbridge.simulation.simulate import simulate
from tests.golden.kept import kept_if_it_fails
from tests.oracle.engines import assert_same
from tests.oracle.oracle import run
from tests.properties.draft import HOURS
from tests.properties.enrich import enrich
from tests.properties.features import FEATURES, features_of
from tests.properties.networks import HOW, draw_case, random_network
from tests.properties.options import Options, options, options_of
from tests.properties.rich_features import RICH_FEATURES, rich_features
from tests.properties.squeeze import squeeze
from tests.properties.switching import switch_on

_HOW = st.sampled_from(HOW)


@given(options(), _HOW)
def test_the_kernel_gives_the_oracles_record(chosen: Options, how: str) -> None:
    network, plan = random_network(chosen, how)
    with kept_if_it_fails("random", network, chosen.seed):
        assert_same(simulate(network, plan, chosen.seed), run(network, plan, chosen.seed))


@given(options(), _HOW)
def test_the_engines_agree_where_nearly_everything_is_a_tie(chosen: Options, how: str) -> None:
    network = squeeze(random_network(chosen, how)[0])
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


def test_cases_with_further_features_use_every_further_column() -> None:
    further = {
        "calendars": {"overtime", "staff"},
        "lines": {"ramp_up_d", "ramp_from_share", "scrap_share", "rework_share", "rework_h"},
        "replenishment": {"priority", "share", "minimum_order", "order_multiple"},
        "lanes": {"load_wait_h", "mixed"},
        "demand": {"priority"},
        "timetables": {"fleet"},
        "fleets": {"wagons", "units_per_wagon", "return_h"},
        "disruptions": {"mean_days_between", "mean_days_to_repair", "after", "delay_h", "lasts_h"},
    }
    seen: set[tuple[str, str]] = set()
    for seed in range(12):
        draft = draw_case(options_of(seed))
        switch_on(draft)
        seen |= {(t, c) for t in further for row in draft.tables[t] for c, v in row.items() if v not in ("", None)}
    assert {(table, column) for table, columns in further.items() for column in columns} <= seen
