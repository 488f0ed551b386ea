"""Scrap and rework (Q1, Q2, Q4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from landbridge.simulation.draws import uniform
from tests.oracle.durations import Duration

MILLION = 1_000_000


@dataclass(frozen=True)
class Quality:
    """What becomes of a line's units."""

    scrap_share: float
    rework_share: float
    rework: Duration
    stream: int
    seed: int

    def of(self, unit: int) -> str | None:
        """Q1: scrapped, reworked, or None where it is right first time."""
        u = uniform(np.uint64(self.seed), np.uint64(self.stream), unit)
        if u < self.scrap_share:
            return "scrapped"
        return "reworked" if u < self.scrap_share + self.rework_share else None


def made_for(quantity: int, scrap_share: float) -> int:
    """Q4: how many a maker makes so that `quantity` are good."""
    good = MILLION - round(scrap_share * MILLION)
    return -(-quantity * MILLION // good)
