"""Provenance: what is derived says from what, from nothing that came later, and not from itself."""

from __future__ import annotations

import polars as pl

from landbridge.network.facts import known_by
from landbridge.network.rules.rings import rings
from landbridge.tables.case import Case
from landbridge.tables.declaration import declared_tables
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """derived_without_facts, after_as_of, fact_cycle."""
    as_of = case.settings.as_of
    later = known_by(case["facts"], as_of).filter(pl.col("published_on") > as_of)
    later = later.select("published_on", derived_from="fact")
    found = []
    for table, declared in declared_tables().items():
        if not declared.provenance and table != "facts":
            continue
        rows = case[table]
        bare = rows.filter(pl.col("confidence") == "derived", pl.col("derived_from").is_null())
        found += case.report("derived_without_facts", table, bare.select("_row", "derived_from"), "derived_from")
        if table != "facts" and later.height:
            used = rows.select("_row", "derived_from").explode("derived_from").join(later, on="derived_from")
            found += case.report("after_as_of", table, used, "derived_from", as_of=as_of.isoformat())
    return found + _rings(case)


def _rings(case: Case) -> list[Finding]:
    edges = case["facts"].select("fact", "derived_from", "_row").explode("derived_from")
    found = []
    for ring in rings(edges.select(tail="fact", head="derived_from")):
        row = edges.filter(pl.col("fact") == ring[0], pl.col("derived_from") == ring[1]).head(1)
        found += case.report("fact_cycle", "facts", row, "derived_from", ring=" → ".join(ring))
    return found
