"""Ancestry: which input rows a figure rests on, and whether it is therefore calibrated, conditional or predicted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network
from landbridge.measurement.facts import Fact

# Rows that somebody judged, remembered or invented: they may have been made to fit what was known then.
JUDGED = ("estimate", "recalled", "synthetic")
_ATTRIBUTES = ("line", "item", "market", "site", "lane", "terminal", "service", "month")


@dataclass(frozen=True)
class Scope:
    """The input rows that contribute to a figure.

    Parameters
    ----------
    tables
        Tables whose rows may contribute.
    names
        For an attribute such as `line`, the names that contribute; a row without the attribute is not held against it.
    """

    tables: frozenset[str]
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Rows:
    """One table's rows: codes of each attribute (the last code: empty), judged or not, and (row, fact) pairs."""

    codes: Mapping[str, NDArray[np.int64]]
    names: Mapping[str, tuple[str, ...]]
    judged: NDArray[np.bool_]
    row_of_fact: NDArray[np.int64]
    facts: NDArray[np.object_]

    def within(self, scope: Scope) -> NDArray[np.bool_]:
        """Which rows contribute to the scope."""
        chosen = np.ones(len(self.judged), np.bool_)
        for attribute, wanted in scope.names.items():
            known = self.names[attribute]
            chosen &= np.array([*(name in wanted for name in known), True])[self.codes[attribute]]
        return chosen


class Ancestry:
    """The ancestry of every input row, ready to be asked.

    Notes
    -----
    A figure is *calibrated* on a fact if the fact, or something the fact was computed from, is among what the
    figure's inputs rest on, directly or by arithmetic; else *conditional* if an input was judged while the fact
    could be known; else *predicted*.
    """

    def __init__(self, network: Network, facts: Mapping[str, Fact]) -> None:
        self._roots = {name: _closure(name, facts) for name in facts}
        self._as_of = date.fromisoformat(network.settings["as_of"])
        self._tables = _by_table(network["ancestry"])

    def rests_on(self, scope: Scope) -> frozenset[str]:
        """The facts on which the inputs in the scope rest, and all that those were computed from."""
        found: set[str] = set()
        for rows in self._within(scope.tables):
            found.update(rows.facts[rows.within(scope)[rows.row_of_fact]])
        return self.sources(found)

    def sources(self, facts: Iterable[str]) -> frozenset[str]:
        """The facts and all that they were computed from."""
        return frozenset().union(*(self._roots.get(fact, frozenset({fact})) for fact in facts))

    def standing(self, fact: Fact, scope: Scope, also: Iterable[str] = ()) -> str:
        """How a figure with these inputs, and the facts that it uses besides, stands to a published one."""
        if self._roots[fact.name] & (self.rests_on(scope) | self.sources(also)):
            return "calibrated"
        known = fact.published_on is None or fact.published_on <= self._as_of
        judged = any((rows.judged & rows.within(scope)).any() for rows in self._within(scope.tables))
        return "conditional" if known and judged else "predicted"

    def _within(self, tables: Iterable[str]) -> list[_Rows]:
        return [self._tables[table] for table in tables if table in self._tables]


def _closure(name: str, facts: Mapping[str, Fact]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        fact = waiting.pop()
        if fact not in found:
            found.add(fact)
            waiting += facts[fact].derived_from if fact in facts else ()
    return frozenset(found)


def _by_table(rows: pl.DataFrame) -> dict[str, _Rows]:
    """The rows of every table that has any; coded all at once, which takes no longer than one table."""
    codes, names = {}, {}
    for attribute in _ATTRIBUTES:
        known = rows[attribute].drop_nulls().unique().sort()
        names[attribute] = tuple(known)
        codes[attribute] = (
            rows[attribute].cast(pl.Enum(known)).to_physical().cast(pl.Int64).fill_null(len(known)).to_numpy()
        )
    judged = rows["confidence"].is_in(JUDGED).fill_null(False).to_numpy()
    pairs = rows.select(pl.col("derived_from").fill_null([])).with_row_index("row").explode("derived_from").drop_nulls()
    row_of_fact, facts = pairs["row"].cast(pl.Int64).to_numpy(), pairs["derived_from"].to_numpy().astype(np.object_)
    places = rows.with_row_index("row").group_by("table", maintain_order=True).agg("row")
    tables = {}
    for table, own in places.iter_rows():
        place = np.array(own, np.int64)
        number = np.full(rows.height, -1)
        number[place] = np.arange(len(place))
        of_table = number[row_of_fact] >= 0
        tables[table] = _Rows(
            codes={attribute: codes[attribute][place] for attribute in _ATTRIBUTES},
            names=names,
            judged=judged[place],
            row_of_fact=number[row_of_fact][of_table],
            facts=facts[of_table],
        )
    return tables
