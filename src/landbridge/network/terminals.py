"""Terminals: handling steps with servers that follow a calendar."""

from __future__ import annotations

import polars as pl

from landbridge.network.calendars import Calendars
from landbridge.network.disruptions import Disruptions
from landbridge.network.places import Atlas
from landbridge.network.rates import RateBook, multiply
from landbridge.tables.case import Case


def compile_terminals(
    case: Case, atlas: Atlas, calendars: Calendars, disruptions: Disruptions, rates: RateBook
) -> pl.DataFrame:
    """The terminals with the map of their working time, disruptions of terminal and site included."""
    terminals = case.tables["terminals"].sort("terminal")
    sites = {row["site"]: row for row in case.tables["sites"].iter_rows(named=True)}
    maps = []
    for row in terminals.iter_rows(named=True):
        site = sites[row["site"]]
        calendar = calendars.steps(row["calendar"], atlas.time_zone(site["place"]))
        changes = [*disruptions.of_site(site), *disruptions.of("terminal", row["terminal"])]
        maps.append(rates.name(multiply(calendar, changes), f"terminal|{row['terminal']}"))
    return terminals.with_columns(pl.Series("rate_map", maps, pl.String))
