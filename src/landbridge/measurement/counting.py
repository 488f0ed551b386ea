"""Counting: how many rows fall on each combination of a few coded columns, without a join or a sort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

_DENSE = 1 << 20


@dataclass(frozen=True)
class Axis:
    """One column to count by.

    Parameters
    ----------
    name
        Of the resulting column.
    codes
        Whole numbers (rows): a position in `labels`, or -1 where the row is not counted.
    labels
        What each code stands for.
    """

    name: str
    codes: NDArray[np.int64]
    labels: pl.Series


def axis(name: str, column: pl.Series) -> Axis:
    """The axis of an Enum column; empty values are not counted."""
    return Axis(name, codes(column), labels(column))


def codes(column: pl.Series) -> NDArray[np.int64]:
    """The physical codes of an Enum column, -1 where empty."""
    return column.to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


def labels(column: pl.Series) -> pl.Series:
    """The categories of an Enum column, in order of their codes."""
    if not isinstance(column.dtype, pl.Enum):
        raise TypeError(f"{column.name} is {column.dtype}, not an Enum")
    return column.dtype.categories


def tally(axes: Sequence[Axis], value: NDArray[np.float64] | None = None) -> pl.DataFrame:
    """Count the rows by the axes.

    Parameters
    ----------
    axes
        The columns to count by, all of one length.
    value
        float64 (rows): also summed, as `value`.

    Returns
    -------
    polars.DataFrame
        One row per combination that occurs, in order of the codes, with `units` (how many rows).
    """
    size = 1
    key = np.zeros(len(axes[0].codes), np.int64)
    counted = np.ones(len(key), np.bool_)
    for one in axes:
        size *= max(len(one.labels), 1)
        key *= max(len(one.labels), 1)
        key += one.codes
        counted &= one.codes >= 0
    key[~counted] = size
    if size <= max(_DENSE, len(key)):
        units = np.bincount(key, minlength=size + 1)[:size]
        total = None if value is None else np.bincount(key, value, size + 1)[:size]
        found = np.flatnonzero(units)
        frame = pl.DataFrame({"key": found, "units": units[found]})
        frame = frame if total is None else frame.with_columns(value=pl.Series(total[found]))
    else:
        rows = pl.DataFrame({"key": key} if value is None else {"key": key, "value": value})
        frame = (
            rows.filter(pl.col("key") < size)
            .group_by("key")
            .agg(pl.len().cast(pl.Int64).alias("units"), pl.all().sum())
        )
        frame = frame.sort("key")
    return _decode(axes, frame)


def _decode(axes: Sequence[Axis], frame: pl.DataFrame) -> pl.DataFrame:
    key = frame["key"].to_numpy()
    columns: dict[str, pl.Series] = {}
    for one in reversed(axes):
        key, code = np.divmod(key, max(len(one.labels), 1))
        columns[one.name] = one.labels.gather(code)
    return pl.DataFrame({one.name: columns[one.name] for one in axes}).hstack(frame.drop("key"))
