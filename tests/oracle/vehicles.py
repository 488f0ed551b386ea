"""A vehicle and where it is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False)
class Movement:
    """One travel along a lane or one job at a terminal."""

    created: int
    lane: str | None
    terminal: str | None
    service: str | None
    number: int
    vehicles: list[Vehicle]
    began: int | None = None
    ended: int | None = None


@dataclass(eq=False)
class Vehicle:
    """A unit of a line from its start to its delivery."""

    line: str
    line_index: int
    unit: int
    item: str
    started: int
    finished: int | None = None
    quality: str | None = None
    demanded: int | None = None
    assigned: int | None = None
    market: str | None = None
    route: str | None = None
    delivered: int | None = None
    steps: list[tuple[int, Movement]] = field(default_factory=list)
    state: str = "in_process"
    """in_process, scrapped, waiting, queued, moving, handling or delivered."""
    place: str = ""
    """The lane or terminal where it is queued, moving or handled."""
