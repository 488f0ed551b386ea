"""What was measured beside what it must reach and what is aimed at (targets.csv)."""

from __future__ import annotations

import csv
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

Measured = Mapping[str, Any]
_POISSON = "a terminal sends: engine alone"


def ratio_of(compared: Measured, less: str | None = None) -> list[float]:
    """Processor times, round by round, SimPy's less a share of it: each engine uses one core, whatever else runs."""
    pairs = zip(compared["engine"], compared["simpy"], strict=True)
    return [(slow["processor_s"] - (slow[less] if less else 0)) / fast["processor_s"] for fast, slow in pairs]


def _queue(part: Measured) -> list[float]:
    (row,) = (row for row in part["rows"] if row["contender"] == _POISSON)
    return [row["customers_per_s"] / 1e6]


VALUES: Mapping[str, Callable[[Measured], list[float]]] = MappingProxyType(
    {
        "national_s": lambda part: [run["engine"]["wall_s"] for run in part["runs"]],
        "national_gb": lambda part: [run["engine_mb"] * 2**20 / 1e9 for run in part["runs"]],
        "simpy_national": lambda part: ratio_of(part["national"]),
        "simpy_small": lambda part: ratio_of(part["small"]),
        "queue": _queue,
        "threads": lambda part: part["ratios"],
        "table_s": lambda part: part["written_s"],
        "table_mb": lambda part: [part["size_mb"]],
        "trace_ms": lambda part: part["trace_ms"],
        "henan_s": lambda part: [run["wall_s"] for run in part["warm"]],
        "compile_s": lambda part: part["compile_s"],
    }
)


@dataclass(frozen=True)
class Judged:
    """One target and what was found.

    Parameters
    ----------
    must, aim
        As the page shows them, with sign and unit.
    shown, spread
        The median, and the least and most of the rounds.
    verdict
        ``aim``, ``must``, ``missed``, or ``short`` where only an aim is stated and not reached.
    """

    key: str
    part: str
    what_en: str
    what_zh: str
    must: str
    aim: str
    shown: str
    spread: str
    verdict: str


def judge(measured: Measured) -> list[Judged]:
    """Every target whose part was measured."""
    with (Path(__file__).parent / "targets.csv").open(encoding="utf-8", newline="") as file:
        return [_judged(row, measured[row["part"]]) for row in csv.DictReader(file) if row["part"] in measured]


def _judged(row: Mapping[str, str], part: Measured) -> Judged:
    values = VALUES[row["key"]](part)
    found, below, unit = statistics.median(values), row["direction"] == "below", row["unit"]
    sign = "≤" if below else "≥"
    reached = [name for name in ("aim", "must") if row[name] and (found <= float(row[name])) == below]
    verdict = reached[0] if reached else "missed" if row["must"] else "short"
    return Judged(
        row["key"],
        row["part"],
        row["what_en"],
        row["what_zh"],
        *(f"{sign} {row[name]} {unit}" if row[name] else "" for name in ("must", "aim")),
        f"{figure(found)} {unit}",
        f"{figure(min(values))} – {figure(max(values))}" if len(values) > 1 else "",
        verdict,
    )


def figure(value: float) -> str:
    """Three figures."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
