"""Timetables: weekly services in local time become departures in ms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from landbridge.network.clock import MS_PER_HOUR, Clock
from landbridge.network.disruptions import Disruptions
from landbridge.network.places import Atlas
from landbridge.tables.case import Case


def compile_services(case: Case) -> pl.DataFrame:
    """The services, the lanes they run on and the fleets they use."""
    return case.tables["timetables"].sort("service", "valid_from").unique("service", keep="first", maintain_order=True)


def compile_fleets(case: Case) -> pl.DataFrame:
    """The fleets by name."""
    return case.tables["fleets"].sort("fleet")


def compile_departures(case: Case, clock: Clock, atlas: Atlas, disruptions: Disruptions) -> pl.DataFrame:
    """Every departure of every service from the warm-up's beginning to the end, numbered in order of time.

    Cancelled departures, and those that fall in a closure of their service, do not exist.
    """
    places = dict(case.tables["sites"].select("site", "place").iter_rows())
    origins = dict(case.tables["lanes"].select("lane", "origin").iter_rows())
    changes: dict[tuple[str, date], list[Mapping[str, Any]]] = {}
    for row in case.tables["departures"].iter_rows(named=True):
        changes.setdefault((row["service"], row["date"]), []).append(row)
    timetable: dict[str, list[Mapping[str, Any]]] = {}
    for row in case.tables["timetables"].sort("service", "valid_from", nulls_last=False).iter_rows(named=True):
        timetable.setdefault(row["service"], []).append(row)
    # a day more at each end: east and west of home it is already, or still, another day
    eve, after = clock.first_day - timedelta(days=1), clock.end + timedelta(days=1)
    found = []
    for service, rows in timetable.items():
        zone = atlas.time_zone(places.get(origins.get(rows[0]["lane"], "")))
        closures = [change for change in disruptions.of("service", service) if change.factor == 0]
        leaving = []
        for day in [eve, *clock.days(), after]:
            leaving += _of_day(rows, changes.get((service, day), []), day, clock, zone)
        kept = sorted(d for d in leaving if not any(c.start <= d[0] < c.end for c in closures))
        kept = [d for d in kept if -clock.warm_up_ms <= d[0] < clock.end_ms]
        found += [
            (service, i, ms, cut_off, capacity, least) for i, (ms, capacity, _, cut_off, least) in enumerate(kept)
        ]
    schema = ["service", "number", "departs_ms", "cut_off_ms", "capacity_units", "minimum_units"]
    return pl.DataFrame(found, schema=dict.fromkeys(schema, pl.Int64) | {"service": pl.String}, orient="row")


def _of_day(
    rows: list[Mapping[str, Any]], changes: list[Mapping[str, Any]], day: date, clock: Clock, zone: str
) -> list[tuple[int, int, int, int, int]]:
    """(departs_ms, capacity, 0 timetabled or 1 extra, cut-off ms, minimum) of one service on one local day."""
    valid = [r for r in rows if (r["valid_from"] or date.min) <= day < (r["valid_to"] or date.max)]
    leaving = []
    if not any(change["change"] == "cancelled" for change in changes):
        leaving = [
            (row, row["departs"], row["capacity_units"], 0) for row in valid if day.isoweekday() in row["weekdays"]
        ]
    for change in changes:
        if change["change"] == "extra":
            like = (valid or rows)[0]
            departs = like["departs"] if change["departs"] is None else change["departs"]
            leaving.append((like, departs, change["capacity_units"] or like["capacity_units"], 1))
    return [
        (
            clock.minute_ms(day, minutes, zone),
            capacity,
            extra,
            round((row["cut_off_h"] or 0) * MS_PER_HOUR),
            row["minimum_units"] or 1,
        )
        for row, minutes, capacity, extra in leaving
    ]
