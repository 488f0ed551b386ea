"""Places: which sites, lines and vehicles a figure of a place speaks about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from landbridge.documents import Network

LEVELS = ("country", "province", "city")
GROUPS: Mapping[str, tuple[str, ...] | None] = MappingProxyType(
    {
        "all": None,
        "nev": ("bev", "phev", "fcev"),
        "bev": ("bev",),
        "phev": ("phev",),
        "fcev": ("fcev",),
        "ice": ("ice",),
    }
)


def by_group(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame once for each powertrain group, `powertrain` naming the group."""
    parts = []
    for group, members in GROUPS.items():
        part = frame if members is None else frame.filter(pl.col("powertrain").is_in(members))
        parts.append(part.with_columns(powertrain=pl.lit(group)))
    return pl.concat(parts)


@dataclass(frozen=True)
class Atlas:
    """What lies in what.

    Parameters
    ----------
    territory
        The widest place around the case's home within its country: it and what lies in it is all that the model makes
        statements about as a whole.
    within
        For every place, itself and all places that contain it.
    place_of_site, site_of_line, powertrain_of_vehicle
        From name to name.
    """

    territory: str
    within: Mapping[str, frozenset[str]]
    place_of_site: Mapping[str, str]
    site_of_line: Mapping[str, str]
    powertrain_of_vehicle: Mapping[str, str | None]

    def covers(self, place: str | None) -> bool:
        """Whether the model holds all that the figures of a place count: it is the case's territory or lies in it."""
        return place is not None and self.territory in self.within.get(place, frozenset())

    def sites(self, place: str) -> frozenset[str]:
        """The sites that lie in the place."""
        return frozenset(s for s, p in self.place_of_site.items() if place in self.within.get(p, frozenset()))

    def lines(self, sites: Iterable[str]) -> frozenset[str]:
        """The lines that stand at the sites."""
        chosen = frozenset(sites)
        return frozenset(line for line, site in self.site_of_line.items() if site in chosen)

    def vehicles(self, group: str | None) -> frozenset[str]:
        """The items that are vehicles of a powertrain group; None: all."""
        members = GROUPS[group or "all"]
        return frozenset(v for v, p in self.powertrain_of_vehicle.items() if members is None or p in members)


def read_atlas(network: Network) -> Atlas:
    """The network's places, sites, lines and vehicles."""
    places = network["places"]
    parents = dict(places.select("place", "parent").iter_rows())
    nations = frozenset(places.filter(pl.col("kind").is_in(["country", "region"]))["place"])
    vehicles = network["items"].filter(pl.col("segment") == "vehicle")
    return Atlas(
        territory=_territory(network.settings["home"], parents, nations),
        within={place: frozenset(_chain(place, parents)) for place in parents},
        place_of_site=dict(network["sites"].select("site", "place").iter_rows()),
        site_of_line=dict(network["lines"].select("line", "site").iter_rows()),
        powertrain_of_vehicle=dict(vehicles.select("item", "powertrain").iter_rows()),
    )


def _territory(home: str, parents: Mapping[str, str | None], nations: frozenset[str]) -> str:
    return next((place for place in reversed(_chain(home, parents)) if place not in nations), home)


def _chain(place: str, parents: Mapping[str, str | None]) -> list[str]:
    """The place and all that contain it, innermost first; a ring of parents is cut."""
    found: list[str] = []
    at: str | None = place
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found
