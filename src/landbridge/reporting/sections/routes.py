"""Lead times: every route with its legs, and what is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from landbridge.documents import Measures, Network
from landbridge.reporting.rows import plain

_TIMES = {"mean": "mean_d", "p10": "p10_d", "p50": "p50_d", "p90": "p90_d", "wait": "wait_mean_d"}


def routes(network: Network, measures: Measures) -> list[dict[str, Any]]:
    """Every route that a vehicle was on, those that most completed first."""
    lanes = {row["lane"]: row for row in network["lanes"].iter_rows(named=True)}
    terminals = {row["terminal"]: row for row in network["terminals"].iter_rows(named=True)}
    found = []
    for (route,), frame in measures["lead_times"].sort("route", "position").group_by("route", maintain_order=True):
        legs = [_leg(row, lanes, terminals) for row in frame.iter_rows(named=True)]
        travelled = [leg for leg in legs if leg["kind"] == "lane"]
        if not travelled:
            continue
        found.append(
            {
                "route": route,
                "origin": travelled[0]["origin"],
                "destination": travelled[-1]["destination"],
                "modes": list(dict.fromkeys(leg["mode"] for leg in travelled)),
                "whole": next((leg for leg in legs if leg["kind"] == "whole"), None),
                "legs": [leg for leg in legs if leg["kind"] != "whole"],
            }
        )
    return sorted(found, key=lambda route: (-(route["whole"] or {"vehicles": 0})["vehicles"], route["route"]))


def _leg(row: Mapping[str, Any], lanes: Mapping[str, Any], terminals: Mapping[str, Any]) -> dict[str, Any]:
    leg = {"leg": row["leg"], "kind": row["kind"], "vehicles": row["vehicles"]}
    leg |= {name: plain(row[column]) for name, column in _TIMES.items()}
    if row["kind"] == "lane":
        leg |= {name: lanes[row["leg"]][name] for name in ("origin", "destination", "mode")}
    elif row["kind"] == "terminal":
        leg |= {name: terminals[row["leg"]][name] for name in ("site", "step")}
    return leg
