"""Places: what contains what, and which time zone and country hold there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from landbridge.tables.case import Case


@dataclass(frozen=True)
class Atlas:
    """The places by name, each with its chain of parents from itself to the widest."""

    rows: Mapping[str, Mapping[str, str | None]]

    def chain(self, place: str | None) -> list[Mapping[str, str | None]]:
        """The place and all that contain it, innermost first; a ring of parents is cut."""
        found: list[Mapping[str, str | None]] = []
        while place is not None and place in self.rows and self.rows[place] not in found:
            found.append(self.rows[place])
            place = self.rows[place]["parent"]
        return found

    def within(self, place: str | None, *kinds: str) -> str | None:
        """The innermost place of one of the kinds that contains the place."""
        return next((row["place"] for row in self.chain(place) if row["kind"] in kinds), None)

    def time_zone(self, place: str | None) -> str:
        """The time zone that holds at the place; UTC where none is given."""
        return next((row["time_zone"] for row in self.chain(place) if row["time_zone"]), None) or "UTC"

    def country_code(self, place: str | None) -> str | None:
        """The ISO code of the country that contains the place."""
        return next((row["country"] for row in self.chain(place) if row["country"]), None)


def read_atlas(case: Case) -> Atlas:
    """The case's places as an atlas."""
    return Atlas({row["place"]: row for row in case.tables["places"].iter_rows(named=True)})


def compile_places(case: Case, atlas: Atlas) -> pl.DataFrame:
    """The places with their resolved country and time zone."""
    names = case.tables["places"].sort("place")
    return names.with_columns(
        pl.Series("country", [atlas.within(p, "country") for p in names["place"]], pl.String),
        pl.Series("iso", [atlas.country_code(p) for p in names["place"]], pl.String),
        pl.Series("time_zone", [atlas.time_zone(p) for p in names["place"]], pl.String),
    )
