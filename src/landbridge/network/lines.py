"""Lines: how fast each works, and when."""

from __future__ import annotations

from collections.abc import Mapping
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
    disruptions. Takts change from row to row, and nothing else (rules/line_rows.py, rules/validity.py).
    """
    sites = {row["site"]: row for row in case.tables["sites"].iter_rows(named=True)}
    rows = []
    for line, validity in _by_line(case).items():
        row, site = validity[0], sites[validity[0]["site"]]
        zone = atlas.time_zone(site["place"])
        planned = multiply(
            calendars.steps(row["calendar"], zone),
            [
                *disruptions.lifetime(row["valid_from"], validity[-1]["valid_to"], zone),
                *disruptions.lifetime(site["opens"], site["closes"], zone),
            ],
        )
        actual = multiply(planned, [*disruptions.of("site", row["site"]), *disruptions.of("line", line)])
        rows.append(
            {
                **row,
                "items": sorted(set(row["items"])),
                "calendar_map": rates.name(planned, f"line|{line}|planned"),
                "rate_map": rates.name(actual, f"line|{line}"),
            }
        )
    schema = pl.Schema([*case.tables["lines"].schema.items(), ("calendar_map", pl.String()), ("rate_map", pl.String())])
    return pl.DataFrame(rows, schema=schema).with_columns(
        pl.lit(None, pl.String).alias("rework_distribution"),
        *(
            pl.lit(None, pl.Float64).alias(c)
            for c in ("scrap_share", "rework_share", "rework_h", "rework_p90_h", "rework_cv")
        ),
    )


def compile_takts(case: Case, clock: Clock, atlas: Atlas) -> pl.DataFrame:
    """Working time per base unit of every line, from each day on which it changes [ns]."""
    places = dict(case.tables["sites"].select("site", "place").iter_rows())
    rows = []
    for line, validity in _by_line(case).items():
        for row in validity:
            zone = atlas.time_zone(places[row["site"]])
            begins = clock.midnight_ms(row["valid_from"], zone) if row["valid_from"] else -clock.warm_up_ms
            rows.append((line, begins, _takt_ns(row)))
    schema = {"line": pl.String, "from_ms": pl.Int64, "takt_ns": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("line", "from_ms")


def _takt_ns(row: Mapping[str, Any]) -> int:
    if row["takt_s"] is not None:
        return max(1, round(float(row["takt_s"]) * 10**9))
    return max(1, round(_NS_PER_DAY / float(row["units_per_day"])))


def _by_line(case: Case) -> dict[str, list[dict[str, Any]]]:
    validity: dict[str, list[dict[str, Any]]] = {}
    for row in case.tables["lines"].sort("line", "valid_from", nulls_last=False).iter_rows(named=True):
        validity.setdefault(row["line"], []).append(row)
    return validity
