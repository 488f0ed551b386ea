"""How large a network the engine can take: by its indices, and by the memory of a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MEMORY_GB = 24
_OF_A_VEHICLE, _OF_A_LOT = ("vehicles", "times", "sequence"), ("lots", "stored")
_PIECES = 2**31


@dataclass(frozen=True)
class Limit:
    """What is bounded in both languages, its bound, how much of it the national year uses, and how far that is."""

    what_en: str
    what_zh: str
    bound: str
    most: int
    used: int

    @property
    def times(self) -> float:
        """How many times as much there might be."""
        return self.most / self.used


def index_limits(year: Mapping[str, Any]) -> list[Limit]:
    """Those of the kernel's keys and indices, for a year as it was measured; the nearest first."""
    long = {name: length for name, (length, _) in year["lengths"].items()}
    activities = max(long["stocks"], long["lanes"] + long["terminals"], long["queues"], long["lines"])
    limits = [
        Limit("activities of a kind", "同类活动", "2^24", 2**24, activities),
        Limit("lots, units or movements of one activity", "单个活动的批次、单元或运输", "2^36", 2**36, long["lots"]),
        Limit("milliseconds of a run", "一次运行的毫秒数", "2^39", 2**39, year["horizon_ms"]),
        Limit("vehicles", "车辆", "2^31", _PIECES, long["vehicles"]),
        Limit("lots", "批次", "2^31", _PIECES, long["lots"]),
        Limit("movements, the most there could be", "运输与作业，按可能的最大值", "2^31", _PIECES, long["movements"]),
        Limit("steps of all vehicles, the most", "全部车辆的步骤，按最大值", "2^32", 2**32, long["steps"]),
        Limit("events pending, the most", "待处理的事件，按最大值", "2^31", _PIECES, long["nodes"]),
        Limit("pools: lines × models", "产线 × 车型组合", "2^15", 2**15, long["pools"]),
        Limit("steps of a route", "一条路线的步骤", "2^15", 2**15, long["steps"] // long["vehicles"]),
    ]
    return sorted(limits, key=lambda limit: limit.times)


def bytes_of(year: Mapping[str, Any]) -> dict[str, float]:
    """What a vehicle and a lot take in the kernel's memory once they have been touched [bytes]."""
    row = {name: size / length for name, (length, size) in year["lengths"].items() if length}
    used = {"movements": year["tally"][1], "steps": year["tally"][2]}
    shared = sum(count * row[name] for name, count in used.items()) / year["started"]
    return {
        "vehicle": sum(row.get(name, 0) for name in _OF_A_VEHICLE) + shared,
        "lot": sum(row.get(name, 0) for name in _OF_A_LOT),
    }


def slope(points: Sequence[tuple[float, float]]) -> float:
    """How much each adds, by the straight line of least squares.

    >>> slope([(0, 1), (1, 3), (2, 5)])
    2.0
    """
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
