"""Lanes: ways to move items from site to site."""

from __future__ import annotations

import polars as pl

from landbridge.network.calendars import Calendars
from landbridge.network.clock import MS_PER_HOUR
from landbridge.network.disruptions import Disruptions
from landbridge.network.rates import RateBook, multiply
from landbridge.tables.case import Case


def compile_lanes(case: Case, calendars: Calendars, disruptions: Disruptions, rates: RateBook) -> pl.DataFrame:
    """The lanes with the map of their closures, and whether services run on them."""
    lanes = case.tables["lanes"].sort("lane")
    maps = [
        rates.name(multiply(calendars.always, disruptions.of("lane", lane)), f"lane|{lane}") for lane in lanes["lane"]
    ]
    timetabled = case.tables["timetables"]["lane"].implode()
    return lanes.with_columns(
        pl.Series("rate_map", maps, pl.String),
        scheduled=pl.col("lane").is_in(timetabled),
        load_wait_ms=(pl.col("load_wait_h") * MS_PER_HOUR).round().cast(pl.Int64),
    )


def compile_waypoints(case: Case) -> pl.DataFrame:
    """The points that lanes pass."""
    return case.tables["waypoints"].sort("lane", "position")
