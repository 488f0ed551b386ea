"""Services run, line stops, and where the vehicles stood at each month's end."""

from __future__ import annotations

from typing import Any

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.reporting.rows import by_month, months_of, rows

STATES = ("in_process", "waiting", "queued", "moving", "handling")
_OPENING = "opening"
_STOP = {
    "month": "month",
    "line": "line",
    "site": "site",
    "cause": "cause",
    "item": "item",
    "supplier": "supplier",
    "stops": "stops",
    "hours": "hours",
}


def services(network: Network, measures: Measures) -> dict[str, Any]:
    """Every timetabled service by month."""
    months = months_of(network)
    ends = {
        lane: (origin, destination)
        for lane, origin, destination in network["lanes"].select("lane", "origin", "destination").iter_rows()
    }
    found = []
    for (service, lane, mode), frame in measures["trains"].group_by("service", "lane", "mode", maintain_order=True):
        origin, destination = ends[str(lane)]
        found.append(
            {
                "service": service,
                "lane": lane,
                "origin": origin,
                "destination": destination,
                "mode": mode,
                "scheduled": by_month(frame, "scheduled", months, 0),
                "run": by_month(frame, "run", months, 0),
                "units": by_month(frame, "units", months, 0),
                "fill": by_month(frame, "fill_percent", months),
            }
        )
    return {"months": months, "services": found}


def stops(measures: Measures) -> list[dict[str, Any]]:
    """Hours and number of stops by line, month and cause."""
    return rows(measures["stops"], _STOP)


def pipeline(network: Network, measures: Measures) -> dict[str, Any]:
    """Vehicles made or begun and not yet delivered, by state, at the opening and each month's end."""
    moments = [_OPENING, *months_of(network)]
    vehicles = network["items"].filter(pl.col("segment") == "vehicle").select("item")
    counted = (
        measures["stocks"]
        .filter(pl.col("state").is_in(STATES))
        .join(vehicles, on="item", how="semi")
        .group_by("state", "month")
        .agg(pl.col("units").sum())
    )
    states = [
        {"state": state, "units": by_month(frame, "units", moments, 0)}
        for state in STATES
        if len(frame := counted.filter(pl.col("state") == state))
    ]
    return {"moments": moments, "states": states}
