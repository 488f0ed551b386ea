"""The plan that the case's own tables give."""

from __future__ import annotations

from landbridge.documents import Network, Plan


def given(network: Network) -> Plan:
    """Builds, flows and stock targets as the case's tables state them."""
    builds = network["schedule"].sort("line", "start_ms", "item")
    return Plan.of({"builds": builds, "flows": network["flows"], "targets": network["stocks"]})
