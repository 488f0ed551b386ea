"""Component firms: synthetic makers over Henan's cities, each with the item it makes.

Notes
-----
The public figure is a count, more than 600. Every row here is invented; none stands for a firm that exists.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from landbridge.cases.henan.generator.files import read_input

SEED = 20240930
COUNT = 620
SYNTHETIC = f"Synthetic: generator of the case, seed {SEED}"
_KINDS = {
    "tier1": ("component_plant", "Component maker {:03d} (synthetic)", "零部件企业{:03d}（虚构）"),
    "tier2": ("component_plant", "Component maker {:03d} (synthetic)", "零部件企业{:03d}（虚构）"),
    "pack": ("battery_plant", "Pack maker {:02d} (synthetic)", "电池包企业{:02d}（虚构）"),
    "cathode": ("material_plant", "Cathode maker {:02d} (synthetic)", "正极材料企业{:02d}（虚构）"),
}


@dataclass(frozen=True)
class Firm:
    """A synthetic maker of one item."""

    site: Mapping[str, str]
    item: str
    tier: str

    @property
    def name(self) -> str:
        """Its site."""
        return self.site["site"]


class Register:
    """Founds firms one after another; the same calls give the same firms."""

    def __init__(self) -> None:
        self._random = random.Random(SEED)
        self._cities = read_input("cities")
        self._count: dict[str, int] = {}
        self.firms: list[Firm] = []

    def chance(self) -> float:
        """The next number in [0, 1)."""
        return self._random.random()

    def components(self) -> int:
        """Component firms founded so far."""
        return sum(firm.site["kind"] == "component_plant" for firm in self.firms)

    def found(self, item: str, tier: str) -> Firm:
        """A new firm that makes the item."""
        kind, name_en, name_zh = _KINDS[tier]
        prefix = "component" if kind == "component_plant" else tier
        number = self._count[prefix] = self._count.get(prefix, 0) + 1
        city = self._city("pack_weight" if tier in ("pack", "cathode") else f"{tier}_weight")
        angle, radius = 2 * math.pi * self.chance(), float(city["spread_km"]) * math.sqrt(self.chance())
        latitude = float(city["latitude"]) + radius * math.sin(angle) / 111.2
        longitude = float(city["longitude"]) + radius * math.cos(angle) / (111.2 * math.cos(math.radians(latitude)))
        width = 3 if prefix == "component" else 2
        site = {
            "site": f"{prefix}-{number:0{width}d}",
            "place": city["place"],
            "maker": name_en.format(number),
            "kind": kind,
            "latitude": f"{latitude:.3f}",
            "longitude": f"{longitude:.3f}",
            "confidence": "synthetic",
            "source": SYNTHETIC,
            "name_en": name_en.format(number),
            "name_zh": name_zh.format(number),
        }
        firm = Firm(site, item, tier)
        self.firms.append(firm)
        return firm

    def shuffle(self, names: Sequence[str]) -> list[str]:
        """The names in a drawn order."""
        drawn = sorted((self.chance(), name) for name in names)
        return [name for _, name in drawn]

    def _city(self, weight: str) -> dict[str, str]:
        at = self.chance() * sum(float(city[weight]) for city in self._cities)
        for city in self._cities:
            at -= float(city[weight])
            if at < 0:
                return city
        return self._cities[0]
