"""Sites: where stocks and activities are, with the city, province and country that count them."""

from __future__ import annotations

import polars as pl

from landbridge.network.calendars import Calendars
from landbridge.network.disruptions import Disruptions
from landbridge.network.places import Atlas
from landbridge.network.rates import RateBook, multiply
from landbridge.tables.case import Case


def compile_sites(
    case: Case, atlas: Atlas, calendars: Calendars, disruptions: Disruptions, rates: RateBook
) -> pl.DataFrame:
    """The sites with their resolved places and the map of their openings and closures."""
    sites = case.tables["sites"].sort("site")
    maps = [
        rates.name(multiply(calendars.always, disruptions.of_site(row)), f"site|{row['site']}")
        for row in sites.iter_rows(named=True)
    ]
    return sites.with_columns(
        pl.Series("city", [atlas.within(p, "city") for p in sites["place"]], pl.String),
        pl.Series("province", [atlas.within(p, "province") for p in sites["place"]], pl.String),
        pl.Series("country", [atlas.within(p, "country", "region") for p in sites["place"]], pl.String),
        pl.Series("rate_map", maps, pl.String),
    )
