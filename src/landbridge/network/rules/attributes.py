"""Items, sites and calendars: what the single row must say."""

from __future__ import annotations

import functools

import polars as pl
from holidays.registry import COUNTRIES

from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


@functools.cache
def holiday_countries() -> frozenset[str]:
    """The countries whose public holidays are known."""
    # not holidays.list_supported_countries(), which loads the module of every country
    return frozenset(code for _, *codes in COUNTRIES.values() for code in codes if code.isupper())


def find(case: Case) -> list[Finding]:
    """vehicle_powertrain, hs_code_form, half_position, lane_loop, unknown_holidays."""
    items, sites, calendars = case["items"], case["sites"], case["calendars"]
    bare = items.filter(pl.col("segment") == "vehicle", pl.col("powertrain").is_null())
    codes = items.filter(~pl.col("hs_code").str.contains(r"^\d{4,6}$"))
    half = sites.filter(pl.col("latitude").is_null() != pl.col("longitude").is_null())
    loops = case["lanes"].filter(pl.col("origin") == pl.col("destination"))
    used = calendars["holidays"].drop_nulls().unique()
    strange = [country for country in used if country not in holiday_countries()]
    free = calendars.filter(pl.col("holidays").is_in(strange))
    return [
        *case.report("vehicle_powertrain", "items", bare.select("_row", "powertrain", "item"), "powertrain"),
        *case.report("hs_code_form", "items", codes.select("_row", "hs_code"), "hs_code"),
        *case.report("half_position", "sites", half.select("_row", "latitude", "site"), "latitude"),
        *case.report("lane_loop", "lanes", loops.select("_row", "destination"), "destination"),
        *case.report("unknown_holidays", "calendars", free.select("_row", "holidays"), "holidays"),
    ]
