"""Revisions of a fact, and what was known of it on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from landbridge.measurement.claims.evidence import gather
from landbridge.network.compile import compile_network
from landbridge.network.facts import history, known_by
from landbridge.network.rules import check
from landbridge.tables.case import read_case
from tests.tables.small_case import write_small

FACTS = pl.DataFrame(
    [
        ("newer-first", date(2024, 3, 1), 3.0),
        ("newer-first", date(2024, 1, 1), 1.0),
        ("newer-first", date(2024, 2, 1), 2.0),
        ("undated", None, 5.0),
        ("dated-later", None, 6.0),
        ("dated-later", date(2024, 2, 1), 7.0),
        ("future", date(2025, 1, 1), 8.0),
        ("future", date(2025, 2, 1), 9.0),
    ],
    schema={"fact": pl.String, "published_on": pl.Date, "value": pl.Float64},
    orient="row",
)


@pytest.mark.parametrize(
    ("as_of", "values"),
    [
        (date(2023, 12, 31), {"newer-first": 3, "undated": 5, "dated-later": 6, "future": 9}),
        (date(2024, 1, 1), {"newer-first": 1, "undated": 5, "dated-later": 6, "future": 9}),
        (date(2024, 2, 29), {"newer-first": 2, "undated": 5, "dated-later": 7, "future": 9}),
        (date(2025, 1, 31), {"newer-first": 3, "undated": 5, "dated-later": 7, "future": 8}),
    ],
)
def test_the_newest_known_by_the_day_holds(as_of: date, values: dict[str, float]) -> None:
    assert dict(known_by(FACTS, as_of).select("fact", "value").iter_rows()) == values
    assert dict(known_by(FACTS.reverse(), as_of).select("fact", "value").iter_rows()) == values


def test_every_row_says_what_it_was_worth() -> None:
    rows = history(FACTS, date(2024, 2, 29)).select("value", "revision", "standing").rows()
    assert rows == [
        (3, 3, "later"),
        (1, 1, "superseded"),
        (2, 2, "current"),
        (5, 1, "current"),
        (6, 1, "superseded"),
        (7, 2, "current"),
        (8, 1, "later"),
        (9, 2, "later"),
    ]


REVISED = "F1,output,bev,town,2024-01-01,2024-01-31,bureau,310,,,vehicles,2024-03-20,published,Yearbook,\nF2,output"


@pytest.mark.parametrize(("as_of", "value"), [("2024-03-31", 310), ("2024-03-19", 300)])
def test_a_revised_fact_is_one_fact_of_the_network_and_of_the_evidence(
    as_of: str, value: float, tmp_path: Path
) -> None:
    changes = {"facts": ("F2,output", REVISED), "case.toml": ("as_of = 2024-03-31", f"as_of = {as_of}")}
    case = read_case(write_small(tmp_path, changes))
    assert [found.code for found in (*case.findings, *check(case))] == []
    facts = compile_network(case)["facts"]
    assert facts["fact"].to_list() == ["F1", "F2"]
    assert facts["value"].to_list()[0] == value
    assert gather(case, date.fromisoformat(as_of)).facts["F1"].point == value


def test_a_figure_in_another_unit_is_no_evidence(tmp_path: Path) -> None:
    other = REVISED.replace("F1", "F3").replace("vehicles", "10k vehicles").replace("town", "land")
    case = read_case(write_small(tmp_path, {"facts": ("F2,output", other)}))
    assert [found.code for found in check(case)] == ["mixed_units"]
    levels = gather(case, date(2024, 3, 31)).points["output"]
    assert [known.facts for known in levels] == [("F1",)]
