"""Disruptions: dated closures and slowdowns, and the days a site or line opens and closes, as changes of a rate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from landbridge.network.clock import Clock
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
        for row in case.tables["disruptions"].iter_rows(named=True):
            zone = self._zone(row["target_kind"], row["target"])
            change = Change(clock.ms(row["starts"], zone), clock.ms(row["ends"], zone), round(row["factor"] * FULL))
            self._changes.setdefault((row["target_kind"], row["target"]), []).append(change)

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
