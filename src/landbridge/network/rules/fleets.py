"""Fleets: each is used, and large enough for the least that its services leave with."""

from __future__ import annotations

import polars as pl

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """idle_fleet, fleet_below_minimum."""
    fleets = case["fleets"].drop_nulls("fleet")
    services = case["timetables"].drop_nulls("fleet")
    idle = fleets.join(services, on="fleet", how="anti")
    carried = fleets.select("fleet", carries=pl.col("wagons") * pl.col("units_per_wagon"))
    short = services.join(carried.unique("fleet", keep="first"), on="fleet")
    short = short.filter(pl.col("minimum_units") > pl.col("carries"))
    shown = short.select("_row", "minimum_units", "fleet", "carries")
    return [
        *case.report("idle_fleet", "fleets", idle.select("_row", "fleet"), "fleet"),
        *case.report("fleet_below_minimum", "timetables", shown, "minimum_units"),
    ]
