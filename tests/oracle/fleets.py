"""Wagons that must come back before they are used again (V3, V9)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Fleet:
    """Wagons at hand; services may share them."""

    at_hand: int
    units_per_wagon: int

    @property
    def room(self) -> int:
        """How many vehicles the wagons at hand can carry."""
        return self.at_hand * self.units_per_wagon

    def use(self, vehicles: int) -> int:
        """Take the fewest wagons that carry so many vehicles."""
        wagons = -(-vehicles // self.units_per_wagon)
        self.at_hand -= wagons
        return wagons

    def come_back(self, wagons: int) -> None:
        """At hand again."""
        self.at_hand += wagons
