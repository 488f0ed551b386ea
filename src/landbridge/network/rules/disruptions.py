"""Disruptions: each is dated, random, or follows another, wholly; and hits something that is there."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.rings import rings
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding

_TARGETS = {
    "site": ("sites", "site"),
    "line": ("lines", "line"),
    "lane": ("lanes", "lane"),
    "terminal": ("terminals", "terminal"),
    "service": ("timetables", "service"),
}
_NEEDED = {
    "dated": ("starts", "ends"),
    "random": ("mean_days_between", "mean_days_to_repair"),
    "following": ("after", "lasts_h"),
}
_ALLOWED = {**_NEEDED, "following": ("after", "lasts_h", "delay_h")}


def find(case: Case) -> list[Finding]:
    """disruption_kind, disruption_part, disruption_ring, service_slowdown, disruption_target."""
    return [*_kinds(case), *_rings(case), *_slowdowns(case), *_targets(case)]


def _kinds(case: Case) -> list[Finding]:
    said = {kind: pl.any_horizontal(pl.col(columns).is_not_null()) for kind, columns in _ALLOWED.items()}
    rows = case["disruptions"].with_columns(**said, kinds=pl.sum_horizontal(said.values()))
    wrong = rows.filter(pl.col("kinds") != 1)
    found = case.report("disruption_kind", "disruptions", wrong.select("_row", "disruption"), "disruption")
    for kind, columns in _NEEDED.items():
        for column in columns:
            half = rows.filter(kind, pl.col("kinds") == 1, pl.col(column).is_null())
            shown = half.select("_row", column, "disruption")
            found += case.report("disruption_part", "disruptions", shown, column, needed=", ".join(columns))
    return found


def _rings(case: Case) -> list[Finding]:
    edges, found = case["disruptions"].select("_row", "after", "disruption"), []
    for ring in rings(edges.select(tail="disruption", head="after")):
        row = edges.filter(pl.col("disruption") == ring[0], pl.col("after") == ring[1]).head(1)
        found += case.report("disruption_ring", "disruptions", row, "after", ring=" → ".join(ring))
    return found


def _slowdowns(case: Case) -> list[Finding]:
    slow = case["disruptions"].filter(pl.col("target_kind") == "service", pl.col("factor") != 0)
    return case.report("service_slowdown", "disruptions", slow.select("_row", "factor", "target"), "factor")


def _targets(case: Case) -> list[Finding]:
    found = []
    for kind, (table, column) in _TARGETS.items():
        names = case[table][column].drop_nulls().unique()
        rows = case["disruptions"].filter(pl.col("target_kind") == kind, ~pl.col("target").is_in(names.implode()))
        rows = rows.select("_row", "target")
        found += case.report(
            "disruption_target", "disruptions", rows, "target", among=names, kind=kind, list=f"{table}.{column}"
        )
    return found
