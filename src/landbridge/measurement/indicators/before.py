"""The year before: each cell's figure of the same days a year earlier, on one basis, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from landbridge.measurement.facts import Subject
from landbridge.measurement.indicators.cube import QUANTITIES, Cube
from landbridge.measurement.indicators.spans import Span
from landbridge.measurement.months import Period

OWN = "model"
"""The basis of a growth between two years of one run whose inputs rest on no published one."""
_PLACES = ("country", "province", "city")


def with_base(
    figures: pl.DataFrame, cube: Cube, place: str, quantity: str, by: Sequence[str], periods: Sequence[Span]
) -> pl.DataFrame:
    """The cells with `base`, `basis` and `refusal`.

    Notes
    -----
    Where the horizon holds the year before, the run's own figure is the base; else the one that was published on the
    basis the run speaks on about the place or site. A cell that is no place, site or their powertrains (a maker, an
    item) has no published base, nor has a place of which the run holds only a part.
    """
    asked = QUANTITIES[quantity]
    labels = {span.period: number for number, span in enumerate(periods)}
    earlier = [labels.get(span.period.year_before()) for span in periods]
    subjects = figures.select(by).unique() if by else pl.DataFrame({"": [""]})
    rows: list[tuple[object, ...]] = []
    for cell in subjects.iter_rows(named=True):
        about, powertrain = _subject(cell, by, place), str(cell.get("powertrain", "all"))
        spoken = cube.bases.stated(asked.figure, about) if about and asked.figure else frozenset[str]()
        partial = about is not None and about.kind == "place" and not cube.atlas.covers(about.name)
        if about is not None and not cube.bases.knows(asked.figure, about, powertrain):
            about = None
        for number, span in enumerate(periods):
            found: tuple[float | None, str | None, str | None] = (None, None, "no_base")
            if earlier[number] is not None:
                basis = next(iter(spoken)) if spoken else OWN
                found = (None, basis, "several_bases" if len(spoken) > 1 else None)
            elif about is not None and partial:
                found = (None, None, "not_covered")
            elif about is not None and asked.figure:
                found = _published(cube, asked.figure, about, powertrain, spoken, span.period)
            rows.append((*(cell[name] for name in by), number, *found))
    schema = {
        **dict.fromkeys(by, pl.String),
        "number": pl.Int64,
        "fact_base": pl.Float64,
        "basis": pl.String,
        "refusal": pl.String,
    }
    known = pl.LazyFrame(rows, schema=schema, orient="row")
    numbers = pl.LazyFrame(
        {"number": range(len(periods)), "earlier": earlier}, schema={"number": pl.Int64, "earlier": pl.Int64}
    )
    bases = figures.lazy().select(*by, earlier="number", own_base="value")
    return (
        figures.lazy()
        .join(numbers, on="number")
        .join(bases, on=[*by, "earlier"], how="left")
        .join(known, on=[*by, "number"], how="left")
        .with_columns(base=pl.coalesce("fact_base", "own_base"))
        .drop("fact_base", "own_base", "earlier")
        .collect()
    )


def _subject(cell: dict[str, object], by: Sequence[str], place: str) -> Subject | None:
    """What facts would have to speak about to be the cell's base."""
    dimensions = [name for name in by if name != "powertrain"]
    if not dimensions:
        return Subject("place", place)
    if "site" in dimensions and set(dimensions) <= {"site", *_PLACES}:
        return Subject("site", str(cell["site"]))
    if set(dimensions) <= set(_PLACES):
        finest = max(dimensions, key=_PLACES.index)
        return Subject("place", str(cell[finest])) if cell[finest] else None
    return None


def _published(
    cube: Cube, figure: str, about: Subject, powertrain: str, spoken: frozenset[str], period: Period
) -> tuple[float | None, str | None, str | None]:
    others = cube.bases.published(figure, about, powertrain, period.year_before())
    if len(spoken) > 1 and others:
        return None, None, "several_bases"
    basis = next(iter(spoken)) if spoken else None
    if basis is None or basis not in others:
        return None, basis, "bases_crossed" if others else "no_base"
    base = cube.bases.base(figure, about, powertrain, basis, period)
    if base is None:
        return None, basis, "duplicates_differ"
    return base.value, basis, None if base.sound else "base_contradicted"
