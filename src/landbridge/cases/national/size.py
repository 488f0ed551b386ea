"""How large the industry is, and the names and rates that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

DAYS = 366
MONTHS = range(1, 13)
WORKING_SHARE = 0.64
"""Share of the clock that the two-shift calendar works: 116 of 168 hours a week, less its holidays."""

MODELS = {"bev-a": 0.30, "bev-b": 0.15, "bev-c": 0.05, "ice-a": 0.20, "ice-b": 0.10, "phev-a": 0.20}
"""Vehicles by name, with their share of output in the middle of the year; the name says the powertrain."""

DRIFT = {"bev": 0.25, "ice": -0.25, "phev": 0.0}
"""By how much a powertrain's share is larger at the year's end than in its middle, and smaller at its beginning."""

ABROAD = {"rail-west": 0.04, "rail-north": 0.02, "sea": 0.06}
"""Markets abroad, with their share of output."""

PARTS_PER_VEHICLE = 4 / 3
"""Pieces of one first-tier part in an average vehicle."""

CELLS_PER_PACK = 100
CATHODE_PER_CELL = 500
"""Grams."""

RAMP_MONTH, RAMP_D, RAMP_FROM = 4, 60, 0.62
"""When the last plant begins to ramp up to its new speed, for how many days, and from which share of it."""
_BEFORE_AND_IN_RAMP = {1: 0.58, 2: 0.58, 3: 0.58, 4: 0.68, 5: 0.85}

RANGES = {"vehicles": (10_000, 50_000_000), "suppliers": (10, 2_000), "plants": (1, 100)}
"""Sizes that the generator is made for."""
LEAST_A_PLANT = 2_000


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

    Raises
    ------
    ValueError
        If one lies outside `RANGES`, or a plant would build fewer than `LEAST_A_PLANT`; its text names the parameter.
    """

    vehicles: int = 10_000_000
    suppliers: int = 600
    plants: int = 17

    def __post_init__(self) -> None:
        for name, (least, most) in RANGES.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(name)
        if self.vehicles < LEAST_A_PLANT * self.plants:
            raise ValueError("plants")

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

    @cached_property
    def pack_makers(self) -> list[str]:
        """The makers of battery packs: one for four plants."""
        return [f"pack-maker-{k}" for k in range(max(1, self.plants // 4))]

    def pack_maker(self, plant: str) -> str:
        """The maker that supplies the packs of a plant."""
        return self.pack_makers[self.plant_names.index(plant) % len(self.pack_makers)]

    def plant_month(self, plant: str, month: int) -> float:
        """Vehicles that a plant builds in a month."""
        return self.vehicles * self._weight(plant, month) / self._weights

    def _weight(self, plant: str, month: int) -> float:
        return _BEFORE_AND_IN_RAMP.get(month, 1.0) if plant == self.plant_names[-1] else 1.0

    @cached_property
    def _weights(self) -> float:
        return sum(self._weight(plant, month) for plant in self.plant_names for month in MONTHS)

    @property
    def plant_day(self) -> float:
        """Vehicles a plant at full speed builds in a day of the clock."""
        return self.vehicles / self._weights * 12 / DAYS

    @property
    def packs_per_vehicle(self) -> float:
        """The most that a vehicle takes in the average of a month."""
        return max(sum(share for model, share in mix(month).items() if has_pack(model)) for month in MONTHS)

    def part_day(self, tier: int) -> float:
        """Pieces a maker of a tier makes in a day of the clock, at full speed."""
        rate = self.plant_day * self.plants * PARTS_PER_VEHICLE
        for upper, lower in zip(self.tiers[:tier], self.tiers[1 : tier + 1], strict=True):
            rate *= 2 * len(upper) / len(lower)
        return rate


def mix(month: int) -> dict[str, float]:
    """Every model's share of a month's output."""
    drifted = {m: share * (1 + DRIFT[m.split("-")[0]] * (month - 6.5) / 5.5) for m, share in MODELS.items()}
    whole = sum(drifted.values())
    return {model: share / whole for model, share in drifted.items()}


def has_pack(model: str) -> bool:
    """Whether the model has a battery pack."""
    return not model.startswith("ice")


def spread(amounts: list[float]) -> list[int]:
    """Whole numbers beside the amounts, whose running sum is theirs, rounded.

    Examples
    --------
    >>> spread([0.4, 0.4, 0.4, 1.8])
    [0, 1, 0, 2]
    """
    numbers, running, given = [], 0.0, 0
    for amount in amounts:
        running += amount
        numbers.append(int(running + 0.5) - given)
        given += numbers[-1]
    return numbers
