"""The Henan case, and what becomes of its verdicts when a fact is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl
import pytest

from landbridge.cases import shipped
from landbridge.measurement.claims import Examined, examine
from landbridge.tables.case import Case, read_case

Changed = Mapping[str, Any]
Examine = Callable[..., dict[str, Examined]]


@pytest.fixture(scope="session")
def henan() -> Case:
    """The case as it is shipped."""
    return read_case(shipped()["henan"])


@pytest.fixture
def tested(henan: Case) -> Examine:
    """``tested(facts={"ZZ-2024Q3-NEV": {"value": 700_000.0}})``: the verdicts by claim with those cells changed."""

    def verdicts(
        facts: Mapping[str, Changed] = MappingProxyType({}),
        claims: Mapping[str, Changed] = MappingProxyType({}),
        sites: Mapping[str, Changed] = MappingProxyType({}),
        without: tuple[str, ...] = (),
        as_of: date | None = None,
    ) -> dict[str, Examined]:
        tables = dict(henan.tables)
        tables["facts"] = change(tables["facts"], "fact", facts).filter(~pl.col("fact").is_in(without))
        tables["claims"] = change(tables["claims"], "claim", claims)
        tables["sites"] = change(tables["sites"], "site", sites)
        return {found.claim.name: found for found in examine(replace(henan, tables=tables), as_of)}

    return verdicts


def change(frame: pl.DataFrame, key: str, rows: Mapping[str, Changed]) -> pl.DataFrame:
    """The frame with some cells changed; every row that is named must be there."""
    for name, cells in rows.items():
        assert name in frame[key]
        here = pl.col(key) == name
        frame = frame.with_columns(
            pl.when(here).then(pl.lit(value, dtype=frame.schema[column])).otherwise(pl.col(column)).alias(column)
            for column, value in cells.items()
        )
    return frame
