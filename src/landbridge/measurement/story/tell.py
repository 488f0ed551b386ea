"""Tell the events of one entity in the order in which they happened (rules T3 to T5 of docs/simulation.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.story.entity import Entity
from landbridge.measurement.story.events import EVENTS, Frames
from landbridge.network.clock import Clock


@dataclass(frozen=True)
class Event:
    """Something that happened.

    Parameters
    ----------
    time_ms
        When [ms since the case's start].
    local
        The same in the local time of the place, ISO 8601 with its offset.
    site
        Where.
    kind
        What: a key of the words.
    subject, item, units, at, by
        Who, what, how many, on what, with whom; None where the kind has no such thing.
    """

    time_ms: int
    local: str
    site: str | None
    kind: str
    subject: str | None
    item: str | None
    units: int | None
    at: str | None
    by: str | None


def tell(network: Network, record: Record, entity: Entity) -> Iterator[Event]:
    """Every event of the record that concerns an entity, in order.

    Notes
    -----
    Among events of one instant the engine's order holds: by priority, activity and sequence; what one event causes
    follows it. Times of the warm-up that the record still holds are told too; what had not happened by the end is not.
    """
    rows = EVENTS[entity.kind](Frames(network, record), entity)
    story = pl.concat(rows).filter(pl.col("time_ms").is_not_null())
    story = story.sort("time_ms", "priority", "activity", "sequence", "part", maintain_order=True)
    clock = Clock.of(network.settings)
    zones = _zones(network)
    columns = ("time_ms", "site", "kind", "subject", "item", "units", "at", "by")
    for time, site, *rest in story.select(columns).iter_rows():
        local = clock.local(time, zones.get(site)).isoformat(timespec="milliseconds")
        yield Event(time, local, site, *rest)


def _zones(network: Network) -> dict[str, str]:
    """The time zone of every site that has one of its own or its place's."""
    zones = dict(network["places"].select("place", "time_zone").drop_nulls().iter_rows())
    return {
        site: zones[place] for site, place in network["sites"].select("site", "place").iter_rows() if place in zones
    }
