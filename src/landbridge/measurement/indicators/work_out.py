"""Work out: the declared indicators of a run, by dimensions and periods, from its cube alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from landbridge.measurement.indicators import operations
from landbridge.measurement.indicators.before import with_base
from landbridge.measurement.indicators.cells import cells
from landbridge.measurement.indicators.cube import DIMENSIONS, OF_LINES, Cube
from landbridge.measurement.indicators.declared import Indicator, declared_indicators
from landbridge.measurement.indicators.spans import Span, spans

_RUNNING = frozenset({"cumulative", "trillion_percent", "trillion_gap"})
_OF_MAKERS = frozenset({"top3", "hhi"})
_OF_PARTS = frozenset({"share", "pull", "contribution", "rank"})


@dataclass(frozen=True)
class Request:
    """What is asked.

    Parameters
    ----------
    by
        Dimensions, the outermost first. The last one divides: shares, pulls, contributions and ranks are those of its
        parts in the cell that the others name.
    place
        Only lines that stand in it; None: the territory.
    cumulative
        Running totals of the year instead of months.
    combined
        January and February as one.
    """

    by: tuple[str, ...] = ()
    place: str | None = None
    cumulative: bool = False
    combined: bool = False


def workable(by: Sequence[str] | None = None) -> tuple[str, ...]:
    """The indicators that can be worked out from a cube, in the order of the list.

    Parameters
    ----------
    by
        Leave out what says nothing by these dimensions: what compares parts where there are none.
    """
    return tuple(
        name
        for name, declared in declared_indicators().items()
        if declared.operation and (by is None or by or declared.operation not in _OF_PARTS)
    )


def indicators(cube: Cube, names: Sequence[str], request: Request) -> pl.DataFrame:
    """The indicators, one row for each cell and period.

    Raises
    ------
    KeyError
        If an indicator or dimension is not among those of :func:`workable` and `DIMENSIONS`.

    Returns
    -------
    polars.DataFrame
        `indicator`, the dimensions asked for ("" where a cell has none), `period` in order, `value`, `unit`, `base`
        (what it is measured against: the year before, or the whole), `basis`, `mark` (why there is no value, or what
        to know of it; `declared_marks`).
    """
    unknown = sorted({*names} - {*workable()}) + sorted({*request.by} - {*DIMENSIONS})
    if unknown:
        raise KeyError(", ".join(unknown))
    workings = _Workings(cube, request)
    parts = []
    for name in names:
        declared = declared_indicators()[name]
        # who makes most is asked of the makers together: a concentration has no maker
        whole = [pl.lit("").alias("maker")] if declared.operation in _OF_MAKERS and "maker" in request.by else []
        parts.append(
            workings.of(declared)
            .with_columns(*whole, indicator=pl.lit(name), unit=pl.lit(declared.unit))
            .sort(*request.by, "number")  # a join keeps no order
            .select("indicator", *request.by, "period", "value", "unit", "base", "basis", "mark")
        )
    return pl.concat(pl.collect_all(parts)) if parts else _empty(request.by)


@dataclass(frozen=True)
class _Workings:
    """Cells that several indicators need, each made once."""

    cube: Cube
    request: Request
    _made: dict[tuple[object, ...], pl.DataFrame] = field(default_factory=dict)
    _periods: dict[bool, list[Span]] = field(default_factory=dict)

    def of(self, declared: Indicator) -> pl.LazyFrame:
        by, quantity, operation = self.request.by, declared.quantity, declared.operation
        running = self.request.cumulative or operation in _RUNNING
        figures = self._cells(quantity, by, running)
        if operation in _OF_PARTS and not by:
            return figures.with_columns(value=pl.lit(None, pl.Float64), mark=pl.lit("no_parts"))
        match operation:
            case "level" | "cumulative":
                return figures
            case "growth":
                return operations.growth(self._based(quantity, by, running))
            case "share":
                return operations.share(figures, by)
            case "pull":
                wholes = self._based(quantity, by[:-1], running)
                return operations.pull(self._based(quantity, by, running), by, wholes)
            case "contribution":
                wholes = self._based(quantity, by[:-1], running)
                return operations.contribution(self._based(quantity, by, running), by, wholes)
            case "rank":
                return operations.rank(figures, by)
            case "top3" | "hhi":
                fixed = tuple(one for one in by if one != "maker")
                of_makers = self._cells(quantity, (*fixed, "maker"), running)
                return (operations.top3 if operation == "top3" else operations.hhi)(of_makers, fixed)
            case "daily":
                return operations.daily(figures)
            case "unit_value":
                return operations.over(figures, self._cells("export_units", by, running), by, 1.0, "whole_zero")
            case "value_per_kg":
                return operations.over(figures, self._cells("export_weight", by, running), by, 1.0, "whole_zero")
            case "capacity_use" if not set(by) <= {*OF_LINES}:
                return figures
            case "capacity_use":
                output = self._cells("output", by, running)
                return operations.over(output, figures, by, 100.0, "no_capacity")
            case "trillion_percent":
                return operations.trillion_percent(figures)
            case "trillion_gap":
                return operations.trillion_gap(figures)
        raise ValueError(f"{declared.indicator} declares the unknown operation {operation}")

    def _spans(self, running: bool) -> list[Span]:
        if running not in self._periods:
            self._periods[running] = spans(self.cube.months, running, self.request.combined)
        return self._periods[running]

    def _place(self) -> str:
        return self.request.place or self.cube.atlas.territory

    def _cells(self, quantity: str, by: Sequence[str], running: bool) -> pl.LazyFrame:
        nothing = {"base": pl.lit(None, pl.Float64), "basis": pl.lit(None, pl.String)}
        return self._counted(quantity, by, running).lazy().with_columns(**nothing)

    def _counted(self, quantity: str, by: Sequence[str], running: bool) -> pl.DataFrame:
        key = ("cells", quantity, *by, running)
        if key not in self._made:
            self._made[key] = cells(self.cube, self._place(), quantity, by, self._spans(running))
        return self._made[key]

    def _based(self, quantity: str, by: Sequence[str], running: bool) -> pl.LazyFrame:
        key = ("based", quantity, *by, running)
        if key not in self._made:
            figures = self._counted(quantity, by, running)
            self._made[key] = with_base(figures, self.cube, self._place(), quantity, by, self._spans(running))
        return self._made[key].lazy()


def _empty(by: Sequence[str]) -> pl.DataFrame:
    names = ("indicator", *by, "period", "value", "unit", "base", "basis", "mark")
    return pl.DataFrame(schema={name: pl.Float64 if name in ("value", "base") else pl.String for name in names})
