"""A mark: something about a series that a reader must see beside its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MARKS = (
    "conflict",
    "revised",
    "mixed_units",
    "missing",
    "difference",
    "combined",
    "negative_difference",
    "annual_differs",
    "falling_total",
    "too_few",
    "stale",
    "no_indicator",
    "no_share",
    "gap_in_year",
    "crossed_bases",
    "no_drift",
    "capped",
    "parts_exceed_whole",
    "library_absent",
    "library_failed",
    "year_complete",
)


@dataclass(frozen=True)
class Mark:
    """One thing to know.

    Parameters
    ----------
    code
        One of `MARKS`; the words are those of the reader's language.
    values
        What the words name.
    """

    code: str
    values: Mapping[str, str | float] = field(default_factory=dict)
