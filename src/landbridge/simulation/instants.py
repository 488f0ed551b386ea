"""Instants in five bytes: tables with a row a lot and a vehicle are as fast as they are short."""

from __future__ import annotations

from typing import Any

import numpy as np

from landbridge.simulation.compiled import inlined
from landbridge.simulation.layout import LAST

Array = np.ndarray[Any, Any]


@inlined
def put(place: Any, t: int) -> None:
    """Write an instant, or -1, into an INSTANT of a row; what is later than LAST is LAST."""
    t = min(t, LAST)
    place.low = np.uint32(t & 0xFFFFFFFF)
    place.high = np.int8(t >> 32)


@inlined
def instant(place: Any) -> int:
    """The instant that an INSTANT of a row holds."""
    return np.int64(place.high) << 32 | np.int64(place.low)  # type: ignore[return-value]


def instants(places: Array) -> Array:
    """The instants of a column, as int64."""
    return places["high"].astype(np.int64) << 32 | places["low"]  # type: ignore[no-any-return]
