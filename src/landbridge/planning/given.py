"""The plan that the case's own tables give."""

from __future__ import annotations

import polars as pl

from landbridge.documents import Network, Plan


def given(network: Network) -> Plan:
    """Builds, flows and stock targets as the case's tables state them.

    Returns
    -------
    Plan
        ``builds`` hold the takt that is valid at the period's beginning (or the line's first) in whole ms.
    """
    takts = network["takts"].sort("from_ms")
    builds = (
        network["schedule"]
        .sort("start_ms")
        .join_asof(takts, left_on="start_ms", right_on="from_ms", by="line", check_sortedness=False)
        .join(takts.group_by("line").agg(first_ns=pl.col("takt_ns").first()), on="line")
        .with_columns(takt_ms=(pl.coalesce("takt_ns", "first_ns") // 1_000_000).clip(lower_bound=1))
        .sort("line", "start_ms", "item")
    )
    return Plan.of({"builds": builds, "flows": network["flows"], "targets": network["stocks"]})
