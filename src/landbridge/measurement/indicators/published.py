"""Published: the declared indicators worked out from what was published alone, never across two bases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from landbridge.measurement.facts import Fact
from landbridge.measurement.indicators import operations
from landbridge.measurement.indicators.declared import Indicator, declared_indicators
from landbridge.measurement.indicators.known import Key, Series, read_series
from landbridge.measurement.months import Period

_WORKABLE = frozenset({"level", "cumulative", "growth", "share", "pull", "contribution", "daily"})
_CELL = ("place", "of_basis", "powertrain")
_SCHEMA = {
    **dict.fromkeys(_CELL, pl.String),
    "period": pl.String,
    "number": pl.Int64,
    "days": pl.Int64,
    "value": pl.Float64,
    "base": pl.Float64,
    **dict.fromkeys(("mark", "basis", "refusal"), pl.String),
}


def publishable() -> tuple[str, ...]:
    """The indicators that published figures can give."""
    return tuple(
        name
        for name, declared in declared_indicators().items()
        if declared.operation in _WORKABLE and declared.quantity in ("output", "export_units", "export_value")
    )


def published_indicators(
    facts: Mapping[str, Fact], names: Sequence[str], cumulative: bool = False, combined: bool = False
) -> pl.DataFrame:
    """The indicators of every place and site that the facts speak about.

    Notes
    -----
    The parts are powertrains, the whole is all vehicles of the same place on the same basis.

    Returns
    -------
    polars.DataFrame
        `indicator`, `place` (or site), `powertrain`, `period`, `value`, `unit`, `base`, `basis`, `mark`.
    """
    unknown = sorted({*names} - {*publishable()})
    if unknown:
        raise KeyError(", ".join(unknown))
    series = read_series(facts)
    parts = []
    for name in names:
        declared = declared_indicators()[name]
        rows = _rows(series, declared.quantity, cumulative or declared.operation == "cumulative", combined)
        found = _worked(declared, pl.LazyFrame(rows, schema=_SCHEMA, orient="row")).with_columns(
            indicator=pl.lit(name), unit=pl.lit(declared.unit), basis="of_basis"
        )
        parts.append(
            found.sort(*_CELL, "number").select(
                "indicator", "place", "powertrain", "period", "value", "unit", "base", "basis", "mark"
            )
        )
    return pl.concat(pl.collect_all(parts))


def _worked(declared: Indicator, cells: pl.LazyFrame) -> pl.LazyFrame:
    match declared.operation:
        case "growth":
            return operations.growth(cells)
        case "daily":
            return operations.daily(cells)
        case "share":
            wholes = cells.filter(pl.col("powertrain") == "all").select("place", "of_basis", "period", whole="value")
            beside = cells.filter(pl.col("powertrain") != "all").join(wholes, on=["place", "of_basis", "period"])
            return operations.share_of(beside)
        case "pull" | "contribution":
            wholes = cells.filter(pl.col("powertrain") == "all")
            parts = cells.filter(pl.col("powertrain") != "all").join(
                wholes.select("place", "of_basis", "period"), on=["place", "of_basis", "period"], how="semi"
            )
            work = operations.pull if declared.operation == "pull" else operations.contribution
            return work(parts, _CELL, wholes)
    return cells.with_columns(base=pl.lit(None, pl.Float64))


def _rows(series: Mapping[Key, Series], figure: str, cumulative: bool, combined: bool) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for key, one in series.items():
        if key.figure != figure:
            continue
        for period in one.periods(cumulative, combined):
            level = one.told(period)
            base, refusal = _base(series, key, period)
            number = period.last.toordinal() * 400 + period.days
            cell = (key.subject.name, key.basis, key.powertrain)
            found.append((*cell, period.label, number, period.days, level.value, base, level.mark, key.basis, refusal))
    return found


def _base(series: Mapping[Key, Series], key: Key, period: Period) -> tuple[float | None, str | None]:
    """The same series a year before, or why it cannot be had."""
    before = period.year_before()
    level = series[key].base(before)
    if level is not None:
        return level.value, level.mark
    crossed = any(
        other.figure == key.figure
        and (other.subject, other.powertrain) == (key.subject, key.powertrain)
        and other.basis != key.basis
        and one.at(before) is not None
        for other, one in series.items()
    )
    return None, "bases_crossed" if crossed else "no_base"
