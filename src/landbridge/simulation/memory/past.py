"""What of a branch's past its tables do not tell: what was drawn, and what held and has no date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from landbridge.network.rates import EVER


@dataclass(frozen=True, order=True)
class Occurrence:
    """One time that a disruption holds, from start to end [ms since the case's start]; in the order of X4."""

    start: int
    end: int
    factor: int
    disruption: str
    number: int


@dataclass(frozen=True)
class Past:
    """What a simulation that goes on from a kept state knows of the time before.

    Parameters
    ----------
    until
        When it began [ms since the case's start].
    occurrences
        Of random and following disruptions, those that had begun before.
    awaited
        By random disruption, when it begins next [ms since the case's start].
    shares
        (line, unit, scrap share, scrap and rework share): what held for a line's units before that one.
    """

    until: int = -EVER
    occurrences: Sequence[Occurrence] = ()
    awaited: Mapping[str, int] = field(default_factory=dict)
    shares: Sequence[tuple[int, int, float, float]] = ()


NO_PAST = Past()
