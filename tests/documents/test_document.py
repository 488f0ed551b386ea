from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.documents import Document, Measures, Network, Plan, Record
from landbridge.documents.document import conform, declared, empty

KINDS: tuple[type[Document], ...] = (Network, Plan, Record, Measures)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "String": NAMES,
    "Enum": st.sampled_from(["a", "郑州", "", "x|y"]),
    "Boolean": st.booleans(),
    "Float64": st.floats(allow_nan=False),
    "Int64": st.integers(-(2**63), 2**63 - 1),
    "Int32": st.integers(-(2**31), 2**31 - 1),
    "Int16": st.integers(-(2**15), 2**15 - 1),
    "Date": st.dates(date(1, 1, 1), date(9999, 12, 31)),
    "List(String)": st.lists(NAMES, max_size=3),
}
SETTINGS = st.dictionaries(NAMES, st.none() | NAMES | st.integers(-(2**63), 2**63 - 1) | st.booleans(), max_size=4)


def frames(kind: str, table: str) -> st.SearchStrategy[pl.DataFrame]:
    """Frames with the table's declared columns and any values, some of them missing."""
    columns = declared(kind)[table]
    none = empty(kind, table).schema
    rows = st.lists(st.tuples(*(st.none() | VALUES[column["type"]] for column in columns)), max_size=4)
    schema = {name: pl.String() if isinstance(dtype, pl.Enum) else dtype for name, dtype in none.items()}
    return rows.map(lambda values: pl.DataFrame(values, schema=schema, orient="row"))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of any kind with two of their tables filled."""
    kind = draw(st.sampled_from(KINDS))
    tables = draw(st.lists(st.sampled_from(sorted(declared(kind.kind))), max_size=2, unique=True))
    return kind.of({table: draw(frames(kind.kind, table)) for table in tables}, draw(SETTINGS))


@settings(max_examples=60, deadline=None)
@given(documents())
def test_what_is_read_is_what_was_written(document: Document) -> None:
    with TemporaryDirectory() as folder:
        document.write(Path(folder))
        again = type(document).read(Path(folder))
    assert dict(again.settings) == dict(document.settings)
    assert list(again.tables) == list(document.tables)
    for name, frame in document.tables.items():
        assert again[name].schema == frame.schema, name
        assert again[name].equals(frame), name


@pytest.mark.parametrize("kind", KINDS)
def test_declared_types_are_known_and_described_in_both_languages(kind: type[Document]) -> None:
    assert declared(kind.kind)
    for table, columns in declared(kind.kind).items():
        names = [column["column"] for column in columns]
        assert len(set(names)) == len(names), table
        for column in columns:
            assert column["type"] in VALUES, (table, column)
            assert column["description_en"], (table, column)
            assert column["description_zh"], (table, column)


def test_a_table_that_is_not_given_is_empty() -> None:
    plan = Plan.of({})
    assert sorted(plan.tables) == ["builds", "flows", "targets"]
    assert plan["flows"].schema == {
        "line": pl.String,
        "item": pl.String,
        "market": pl.String,
        "route": pl.String,
        "weight": pl.Int64,
    }
    assert plan["flows"].height == 0


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError, match="plan declares no table stocks, takts"):
        Plan.of({"takts": pl.DataFrame(), "stocks": pl.DataFrame()})


def test_columns_come_in_declared_order_with_declared_types() -> None:
    flows = pl.DataFrame({"weight": [1], "note": ["x"], "route": ["r"], "market": ["m"], "item": ["i"], "line": ["l"]})
    conformed = conform("plan", "flows", flows.with_columns(pl.col("weight").cast(pl.Int8)))
    assert conformed.columns == ["line", "item", "market", "route", "weight"]
    assert conformed.schema["weight"] == pl.Int64


@pytest.mark.parametrize(("kind", "table"), [("plan", "flows"), ("record", "stops")])
def test_a_missing_column_is_refused(kind: str, table: str) -> None:
    for column in declared(kind)[table]:
        with pytest.raises(pl.exceptions.ColumnNotFoundError):
            conform(kind, table, empty(kind, table).drop(column["column"]))


def test_a_value_that_does_not_fit_is_refused() -> None:
    steps = pl.DataFrame({"vehicle": [1], "position": [2**15], "movement": [0]})
    with pytest.raises(pl.exceptions.InvalidOperationError):
        conform("record", "steps", steps)


def test_a_fraction_is_not_a_whole_number() -> None:
    steps = pl.DataFrame({"vehicle": [1.5], "position": [2], "movement": [0]})
    with pytest.raises(pl.exceptions.PolarsError):
        conform("record", "steps", steps)


def test_text_becomes_an_enum_of_its_values_and_an_enum_stays() -> None:
    steps = {"unit": [0, 1], "began_ms": [0, 1], "ended_ms": [1, None], "cause": ["part", "yard"]}
    text = pl.DataFrame(steps | {"line": ["b", "a"], "item": ["x", None], "supplier": ["s", None]})
    stops = conform("record", "stops", text.with_columns(pl.col("line").cast(pl.Enum(["a", "b", "c"]))))
    assert stops.schema["line"] == pl.Enum(["a", "b", "c"])
    assert stops.schema["item"] == pl.Enum(["x"])
    assert stops["item"].to_list() == ["x", None]


def test_a_document_cannot_be_changed() -> None:
    plan = Plan.of({}, {"seed": 1})
    with pytest.raises(TypeError):
        plan.tables["flows"] = pl.DataFrame()  # type: ignore[index]
    with pytest.raises(TypeError):
        plan.settings["seed"] = 2  # type: ignore[index]
    with pytest.raises(AttributeError):
        plan.tables = {}  # type: ignore[misc]


def test_writing_over_a_folder_replaces_it(tmp_path: Path) -> None:
    Plan.of({}, {"seed": 1}).write(tmp_path / "deep" / "plan")
    Plan.of({}, {"seed": 2}).write(tmp_path / "deep" / "plan")
    assert dict(Plan.read(tmp_path / "deep" / "plan").settings) == {"seed": 2}
