"""Terminals: handling steps with servers that follow a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from landbridge.network.calendars import Calendars
from landbridge.network.disruptions import Disruptions
from landbridge.network.places import Atlas
from landbridge.network.rates import RateBook, Steps, multiply
from landbridge.tables.case import Case


def compile_terminals(
    case: Case, atlas: Atlas, calendars: Calendars, disruptions: Disruptions, rates: RateBook
) -> pl.DataFrame:
    """The terminals with the map of their first server, who works every shift; disruptions are included."""
    terminals = case.tables["terminals"].sort("terminal")
    sites = _sites(case)
    maps = [
        rates.name(_steps(row, sites, atlas, calendars, disruptions), f"terminal|{row['terminal']}")
        for row in terminals.iter_rows(named=True)
    ]
    return terminals.with_columns(pl.Series("rate_map", maps, pl.String))


def compile_servers(
    case: Case, atlas: Atlas, calendars: Calendars, disruptions: Disruptions, rates: RateBook
) -> pl.DataFrame:
    """The servers whose map is not the terminal's: those that a shift can do without."""
    sites, rows = _sites(case), []
    for row in case.tables["terminals"].sort("terminal").iter_rows(named=True):
        whole = _steps(row, sites, atlas, calendars, disruptions)
        for server in range(2, row["servers"] + 1):
            steps = _steps(row, sites, atlas, calendars, disruptions, server)
            if steps != whole:
                rows.append((row["terminal"], server, rates.name(steps, f"terminal|{row['terminal']}|{server}")))
    schema = {"terminal": pl.String, "server": pl.Int64, "rate_map": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _sites(case: Case) -> dict[str, Mapping[str, Any]]:
    return {row["site"]: row for row in case.tables["sites"].iter_rows(named=True)}


def _steps(
    terminal: Mapping[str, Any],
    sites: Mapping[str, Mapping[str, Any]],
    atlas: Atlas,
    calendars: Calendars,
    disruptions: Disruptions,
    server: int = 1,
) -> Steps:
    site = sites[terminal["site"]]
    calendar = calendars.steps(terminal["calendar"], atlas.time_zone(site["place"]), server=server)
    return multiply(calendar, [*disruptions.of_site(site), *disruptions.of("terminal", terminal["terminal"])])
