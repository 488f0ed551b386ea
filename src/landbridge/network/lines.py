"""Lines: how fast each works, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from landbridge.network.calendars import Calendars
from landbridge.network.clock import Clock
from landbridge.network.disruptions import Disruptions
from landbridge.network.places import Atlas
from landbridge.network.rates import RateBook, multiply
from landbridge.tables.case import Case

_NS_PER_DAY = 86_400 * 10**9


def compile_lines(
    case: Case, atlas: Atlas, calendars: Calendars, disruptions: Disruptions, rates: RateBook
) -> pl.DataFrame:
    """One row a line: its first row's data, with the maps of its planned and its actual working time.

    The planned map knows the calendar and the days the line and its site open and close; the actual one also the
    overtime of a line in mode pace, and the dated disruptions. Takts change from row to row, and nothing else
    (rules/line_rows.py, rules/validity.py).
    """
    sites = {row["site"]: row for row in case.tables["sites"].iter_rows(named=True)}
    rows = []
    for line, validity in _by_line(case).items():
        row, site = validity[0], sites[validity[0]["site"]]
        zone = atlas.time_zone(site["place"])
        lifetime = [
            *disruptions.lifetime(row["valid_from"], validity[-1]["valid_to"], zone),
            *disruptions.lifetime(site["opens"], site["closes"], zone),
        ]
        planned = multiply(calendars.steps(row["calendar"], zone, overtime=row["mode"] == "order"), lifetime)
        actual = multiply(
            calendars.steps(row["calendar"], zone),
            [*lifetime, *disruptions.of("site", row["site"]), *disruptions.of("line", line)],
        )
        rows.append(
            {
                **row,
                "items": sorted(set(row["items"])),
                "calendar_map": rates.name(planned, f"line|{line}|planned"),
                "rate_map": rates.name(actual, f"line|{line}"),
            }
        )
    schema = pl.Schema([*case.tables["lines"].schema.items(), ("calendar_map", pl.String()), ("rate_map", pl.String())])
    return pl.DataFrame(rows, schema=schema)


def compile_takts(case: Case, clock: Clock, atlas: Atlas) -> pl.DataFrame:
    """Working time per base unit of every line, from each day on which it changes [ns]."""
    places = dict(case.tables["sites"].select("site", "place").iter_rows())
    rows = []
    for line, validity in _by_line(case).items():
        for row in validity:
            zone = atlas.time_zone(places[row["site"]])
            if row["valid_from"] is None:
                rows.append((line, -clock.warm_up_ms, _takt_ns(row)))
                continue
            rows += [
                (line, clock.midnight_ms(day, zone), max(1, round(_takt_ns(row) / share)))
                for day, share in _ramp_up(row)
            ]
    schema = {"line": pl.String, "from_ms": pl.Int64, "takt_ns": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("line", "from_ms")


def _ramp_up(row: Mapping[str, Any]) -> Iterator[tuple[date, float]]:
    """The days of a row on which its speed changes, with the share of the full speed from then on."""
    days, first = row["ramp_up_d"] or 0, row["ramp_from_share"] or 1.0
    for i in range(days + 1):
        day = row["valid_from"] + timedelta(days=i)
        if row["valid_to"] is None or day < row["valid_to"]:
            yield day, first + (1 - first) * i / days if i < days else 1.0


def _takt_ns(row: Mapping[str, Any]) -> int:
    if row["takt_s"] is not None:
        return max(1, round(float(row["takt_s"]) * 10**9))
    return max(1, round(_NS_PER_DAY / float(row["units_per_day"])))


def _by_line(case: Case) -> dict[str, list[dict[str, Any]]]:
    validity: dict[str, list[dict[str, Any]]] = {}
    for row in case.tables["lines"].sort("line", "valid_from", nulls_last=False).iter_rows(named=True):
        validity.setdefault(row["line"], []).append(row)
    return validity
