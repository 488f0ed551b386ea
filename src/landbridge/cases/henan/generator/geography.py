"""Distances and road times between two points."""

from __future__ import annotations

import math
from collections.abc import Mapping

Site = Mapping[str, str]
_EARTH_KM = 6371.0088
_DETOUR = 1.25
_SPEED_KM_H = 48.0


def road_km(a: Site, b: Site) -> int:
    """The great circle with a quarter added for the roads' bends, at least 2 km [km]."""
    lat_a, lon_a, lat_b, lon_b = (
        math.radians(float(site[axis])) for site in (a, b) for axis in ("latitude", "longitude")
    )
    h = math.sin((lat_b - lat_a) / 2) ** 2
    h += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return max(2, round(2 * _EARTH_KM * math.asin(math.sqrt(h)) * _DETOUR))


def road_h(km: int) -> tuple[float, float]:
    """Median and 90th percentile of a haul: an hour at the gates, ten hours of rest after every ten of driving [h]."""
    driving = km / _SPEED_KM_H
    median = round(1 + driving + 10 * int(driving / 10), 1)
    return median, round(median * 1.5 + 0.5, 1)
