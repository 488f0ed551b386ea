"""Durations (W6) and their draws (R1, R2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from landbridge.simulation.draws import draw, law, poisson, stream


@dataclass(frozen=True)
class Duration:
    """One entity's durations for one purpose."""

    law: tuple[int, float, float]
    stream: int
    seed: int

    def ms(self, identity: int) -> int:
        """The duration that belongs to the identity, 0 where there is none."""
        code, a, b = self.law
        return int(draw(code, a, b, np.uint64(self.seed), np.uint64(self.stream), identity))

    def at_least_1(self, identity: int) -> int:
        """The same where nothing takes no time."""
        return max(1, self.ms(identity))


def duration(row: Mapping[str, Any], prefix: str, seed: int, kind: str, name: str, purpose: str) -> Duration:
    """The duration that a row's four columns describe, on the stream of (kind, name, purpose)."""
    columns = (row[f"{prefix}_{suffix}"] for suffix in ("distribution", "h", "p90_h", "cv"))
    return Duration(law(*columns), stream(kind, name, purpose), seed)


def poisson_quantity(mean: float, seed: int, book: str, number: int) -> int:
    """The quantity of a Poisson entry."""
    drawn = poisson(mean, np.uint64(seed), np.uint64(stream("book", book, "quantity")), number)
    return int(drawn)
