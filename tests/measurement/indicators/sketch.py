"""A cube sketched by hand: counts of the hand-made province over any span of days."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.measurement.indicators.cube import Cube, make_cube
from landbridge.measurement.indicators.work_out import Request, indicators
from landbridge.network.clock import Clock
from tests.measurement import hand_made

PLANTS: hand_made.Rows = [
    {"line": "k-line", "site": "plant-k", "mode": "pace", "items": ["i-car"]},
    {"line": "n-line", "site": "plant-n", "mode": "pace", "items": ["i-car"]},
    {"line": "z-line", "site": "plant-z", "mode": "pace", "items": ["e-car", "h-car"]},
    {"line": "seat-line", "site": "seats", "mode": "order", "items": ["seat"]},
]
UNNAMED = {"site": "plant-n", "kind": "vehicle_plant", "place": "kai", "city": "kai", "province": "yu", "country": "cn"}


def network(first: date, last: date, **tables: Any) -> Network:
    """The hand-made network with a third plant of no named maker, over these days."""
    clock = Clock("Asia/Shanghai", first, last, 0)
    given = {"lines": PLANTS, "sites": [*hand_made.SITES, UNNAMED], "periods": clock.periods().to_dicts(), **tables}
    drawn = hand_made.network(**given)
    span = {"start": first.isoformat(), "end": last.isoformat(), "end_ms": clock.end_ms, "warm_up_ms": 0}
    return dataclasses.replace(drawn, settings={**drawn.settings, **span})


def sketch(
    counted: Iterable[Mapping[str, Any]],
    first: date = date(2024, 1, 1),
    last: date = date(2024, 12, 31),
    capacity: hand_made.Rows = (),
    **tables: Any,
) -> Cube:
    """The cube of these counts."""
    measures = Measures.of(
        {
            "counts": hand_made.rows("measures", "counts", list(counted)),
            "capacity": hand_made.rows("measures", "capacity", capacity),
        }
    )
    return make_cube(network(first, last, **tables), measures)


def built(line: str, item: str, **months: int) -> list[dict[str, Any]]:
    """Vehicles built in months such as ``m2024_03=5``."""
    return [
        {"month": month[1:].replace("_", "-"), "event": "built", "line": line, "item": item, "units": units}
        for month, units in months.items()
    ]


def work_out(cube: Cube, name: str, *by: str, **asked: Any) -> pl.DataFrame:
    """One indicator by these dimensions."""
    return indicators(cube, [name], Request(by=by, **asked))


def cell(found: pl.DataFrame, period: str, *names: str) -> tuple[float | None, str | None]:
    """Value and mark of one cell."""
    dimensions = [
        c for c in found.columns if c not in ("indicator", "period", "value", "unit", "base", "basis", "mark")
    ]
    chosen = found.filter(pl.col("period") == period, *(pl.col(d) == n for d, n in zip(dimensions, names, strict=True)))
    assert chosen.height == 1, (period, names, found)
    row = chosen.row(0, named=True)
    return row["value"], row["mark"]
