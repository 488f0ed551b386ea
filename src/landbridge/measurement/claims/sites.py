"""What the case's tables say is there: sites, who runs them, what their lines make, how well that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from landbridge.tables.case import Case


@dataclass(frozen=True)
class Site:
    """A site that stands in the world; invented ones are never evidence."""

    name: str
    place: str
    maker: str | None
    kind: str
    opens: date | None
    confidence: str
    derived_from: frozenset[str]
    segments: frozenset[str]
    names: tuple[str, str]


def read_sites(case: Case) -> Mapping[str, Site]:
    """The sites that are not synthetic, by name."""
    segment_of = dict(case["items"].select("item", "segment").iter_rows())
    made: dict[str, set[str]] = {}
    for row in case["lines"].iter_rows(named=True):
        if row["confidence"] != "synthetic":
            made.setdefault(row["site"], set()).update(segment_of.get(item) or "" for item in row["items"] or ())
    sites = {
        row["site"]: Site(
            name=row["site"],
            place=row["place"],
            maker=row["maker"],
            kind=row["kind"],
            opens=row["opens"],
            confidence=row["confidence"],
            derived_from=frozenset(row["derived_from"] or ()),
            segments=frozenset(made.get(row["site"], ())),
            names=(row["name_en"] or row["site"], row["name_zh"] or row["site"]),
        )
        for row in case["sites"].iter_rows(named=True)
        if row["confidence"] != "synthetic"
    }
    return MappingProxyType(sites)
