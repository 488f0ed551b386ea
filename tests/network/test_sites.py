from __future__ import annotations

from landbridge.network.compile import compile_network
from tests.network.cases import MakeCase

DAY = 86_400_000
SITES = """
    site,place,kind,yard_units,opens,closes
    plant,airport,vehicle_plant,500,,
    depot,hamburg,terminal,,2024-01-03,2024-01-05
    market,asia,market,,,
"""


def test_sites_resolve_their_places(make_case: MakeCase) -> None:
    sites = compile_network(make_case(sites=SITES))["sites"]
    columns = ["site", "place", "city", "province", "country", "yard_units"]
    assert sites.select(columns).rows() == [
        ("depot", "hamburg", "hamburg", None, "germany", None),
        ("market", "asia", None, None, "asia", None),
        ("plant", "airport", "zhengzhou", "henan", "china", 500),
    ]


def test_openings_closures_and_disruptions_make_a_map(make_case: MakeCase) -> None:
    disruptions = """
        disruption,target_kind,target,starts,ends,factor
        fire,site,plant,2024-01-02 00:00,2024-01-03 00:00,0.5
    """
    network = compile_network(make_case({"warm_up_d": 1}, sites=SITES, disruptions=disruptions))
    assert network["sites"]["rate_map"].to_list() == ["site|depot", None, "site|plant"]
    hours_behind = 7 * 3_600_000
    assert network["rates"].rows() == [
        ("site|depot", -DAY, 0),
        ("site|depot", 2 * DAY + hours_behind, 1000),
        ("site|depot", 4 * DAY + hours_behind, 0),
        ("site|plant", -DAY, 1000),
        ("site|plant", DAY, 500),
        ("site|plant", 2 * DAY, 1000),
    ]
