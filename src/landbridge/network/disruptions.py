"""Disruptions: closures and slowdowns, dated, random or following; the days a site or line opens and closes.

Dated ones, openings and closings are changes of a rate, known before the run; the others happen in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from landbridge.network.clock import MS_PER_DAY, MS_PER_HOUR, Clock
from landbridge.network.places import Atlas
from landbridge.network.rates import EVER, FULL, Change
from landbridge.tables.case import Case


class Disruptions:
    """The case's disruptions by target; a site's hit its lines and terminals too."""

    def __init__(self, case: Case, clock: Clock, atlas: Atlas) -> None:
        self._clock = clock
        self._places = dict(case.tables["sites"].select("site", "place").iter_rows())
        self._atlas = atlas
        self._homes = self._home_sites(case)
        self._changes: dict[tuple[str, str], list[Change]] = {}
        self._rows = case.tables["disruptions"].sort("disruption")
        self._dated: dict[str, Change] = {}
        for row in self._rows.drop_nulls(["starts", "ends"]).iter_rows(named=True):
            zone = self._zone(row["target_kind"], row["target"])
            change = Change(clock.ms(row["starts"], zone), clock.ms(row["ends"], zone), round(row["factor"] * FULL))
            self._changes.setdefault((row["target_kind"], row["target"]), []).append(change)
            self._dated[row["disruption"]] = change

    def of(self, kind: str, name: str) -> list[Change]:
        """The changes that hit one entity, in order of start."""
        return sorted(self._changes.get((kind, name), []), key=lambda change: (change.start, change.end, change.factor))

    def of_site(self, row: Mapping[str, Any]) -> list[Change]:
        """The changes of a row of sites: before it opens, after it closes, and its disruptions."""
        zone = self._atlas.time_zone(row["place"])
        return [*self.lifetime(row["opens"], row["closes"], zone), *self.of("site", row["site"])]

    def lifetime(self, opens: date | None, closes: date | None, zone: str) -> list[Change]:
        """Closed before the first day and from the last."""
        changes = []
        if opens:
            changes.append(Change(-EVER, self._clock.midnight_ms(opens, zone), 0))
        if closes:
            changes.append(Change(self._clock.midnight_ms(closes, zone), EVER, 0))
        return changes

    def table(self) -> pl.DataFrame:
        """Every disruption by name: when a dated one is, how often a random one is, what another follows."""
        dated = [self._dated.get(name) for name in self._rows["disruption"]]
        after = pl.col("after").is_not_null()
        return self._rows.with_columns(
            pl.Series("starts_ms", [change and change.start for change in dated], pl.Int64),
            pl.Series("ends_ms", [change and change.end for change in dated], pl.Int64),
            factor=(pl.col("factor") * FULL).round().cast(pl.Int64),
            between_ms=pl.col("mean_days_between") * MS_PER_DAY,
            repair_ms=pl.col("mean_days_to_repair") * MS_PER_DAY,
            delay_ms=pl.when(after).then((pl.col("delay_h").fill_null(0) * MS_PER_HOUR).round()).cast(pl.Int64),
            lasts_ms=(pl.col("lasts_h") * MS_PER_HOUR).round().cast(pl.Int64),
        )

    @staticmethod
    def _home_sites(case: Case) -> dict[tuple[str, str], str]:
        lanes = case.tables["lanes"].select("lane", "origin").iter_rows()
        homes = {("lane", lane): origin for lane, origin in lanes}
        homes |= {("line", line): site for line, site in case.tables["lines"].select("line", "site").iter_rows()}
        terminals = case.tables["terminals"].select("terminal", "site").iter_rows()
        homes |= {("terminal", terminal): site for terminal, site in terminals}
        services = case.tables["timetables"].select("service", "lane").iter_rows()
        homes |= {("service", service): homes.get(("lane", lane), "") for service, lane in services}
        return homes

    def _zone(self, kind: str, name: str) -> str:
        site = name if kind == "site" else self._homes.get((kind, name), "")
        return self._atlas.time_zone(self._places.get(site))
