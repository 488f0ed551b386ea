"""How large the industry is, and the names and rates that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

DAYS = 366
WORKING_SHARE = 0.64
"""Share of the clock that the two-shift calendar works: 116 of 168 hours a week, less its holidays."""

MODELS = {"bev-a": 0.30, "bev-b": 0.15, "bev-c": 0.05, "ice-a": 0.20, "ice-b": 0.10, "phev-a": 0.20}
"""Vehicles by name, with their share of output; the name says the powertrain."""

ABROAD = {"rail-west": 0.04, "rail-north": 0.02, "sea": 0.06}
"""Markets abroad, with their share of output."""

PARTS_PER_VEHICLE = 4 / 3
"""Pieces of one first-tier part in an average vehicle."""


@dataclass(frozen=True)
class Size:
    """How large the industry is.

    Parameters
    ----------
    vehicles
        Vehicles a year.
    suppliers
        First-tier suppliers, each of one part that every vehicle takes.
    plants
        Vehicle plants, each with one line.
    """

    vehicles: int = 10_000_000
    suppliers: int = 600
    plants: int = 17

    @cached_property
    def plant_names(self) -> list[str]:
        """The plants."""
        return [f"plant-{p:03d}" for p in range(self.plants)]

    @cached_property
    def tiers(self) -> list[list[str]]:
        """Numbers of the makers of the first, second and third tier; a tenth as many at each step down."""
        return [[f"{s:05d}" for s in range(max(1, self.suppliers // 10**tier))] for tier in range(3)]

    @cached_property
    def home_markets(self) -> list[str]:
        """The markets at home."""
        return [f"home-{m}" for m in range(8)]

    @cached_property
    def shares(self) -> dict[str, float]:
        """Every market's share of output."""
        home = (1 - sum(ABROAD.values())) / len(self.home_markets)
        return dict.fromkeys(self.home_markets, home) | ABROAD

    @property
    def plant_day(self) -> float:
        """Vehicles a plant builds in a day of the clock."""
        return self.vehicles / self.plants / DAYS

    def part_day(self, tier: int) -> float:
        """Pieces a maker of a tier makes in a day of the clock."""
        rate = self.plant_day * self.plants * PARTS_PER_VEHICLE
        for upper, lower in zip(self.tiers[:tier], self.tiers[1 : tier + 1], strict=True):
            rate *= 2 * len(upper) / len(lower)
        return rate
