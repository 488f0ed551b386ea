"""Write -> read is identity, in every format; what is there is left, and nothing half made stays."""

from __future__ import annotations

import csv
import errno
import json
from pathlib import Path

import polars as pl
import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.exchange import export as room
from landbridge.exchange.about import About
from landbridge.exchange.csv_files import read_csv, write_csv, write_descriptor
from landbridge.exchange.export import FORMATS, default_target, export, settled
from landbridge.exchange.json_file import read_json, write_json
from landbridge.runs import RunFolder, RunFolderExists
from landbridge.tables.formulas import guard, unguard
from tests.exchange.conftest import FORMULA, TEXTS


def same(one: Measures, other: Measures) -> bool:
    return all(one[table].equals(other[table]) and one[table].schema == other[table].schema for table in one.tables)


def test_csv_reads_back_equal(measures: Measures, tmp_path: Path) -> None:
    write_csv(measures, tmp_path / "csv")
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(declared("measures"))
    assert same(read_csv(tmp_path / "csv"), measures)


def test_json_reads_back_equal_and_explains_itself(measures: Measures, about: About, tmp_path: Path) -> None:
    write_json(measures, tmp_path / "m.json", about)
    assert same(read_json(tmp_path / "m.json"), measures)
    content = json.loads((tmp_path / "m.json").read_text("utf-8"))
    output = content["tables"]["output"]
    assert output["title_zh"] == "产量"
    assert {"name": "units", "unit": "vehicles"}.items() <= output["columns"][4].items()
    assert all(column["description_en"] and column["description_zh"] for column in output["columns"])
    assert output["rows"][0]["yoy_percent"] is None
    assert content["run"]["settings"]["start"] == "2024-01-01"
    assert content["sources"][0]["source"] == FORMULA


ANY_TEXT = st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=8))
ANY_ROW = st.tuples(ANY_TEXT, ANY_TEXT, st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)))
ANY_FIGURE = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))


@given(st.lists(ANY_ROW, max_size=6), st.lists(ANY_FIGURE, max_size=6))
def test_any_text_and_any_figure_read_back_from_csv_and_json(
    tmp_path_factory: pytest.TempPathFactory,
    about_nothing: About,
    rows: list[tuple[str | None, str | None, int | None]],
    figures: list[float | None],
) -> None:
    stocks = pl.DataFrame(rows, schema={"item": pl.String, "location": pl.String, "units": pl.Int64}, orient="row")
    names = {name: pl.lit(None, pl.String) for name in ("month", "state")}
    capacity = pl.DataFrame({"capacity_units": figures}, schema={"capacity_units": pl.Float64})
    measures = Measures.of(
        {
            "stocks": stocks.with_columns(**names),
            "capacity": capacity.with_columns(month=pl.lit("2024-01"), line=pl.lit("x")),
        }
    )
    folder = tmp_path_factory.mktemp("any")
    write_csv(measures, folder / "csv")
    write_json(measures, folder / "m.json", about_nothing)
    assert same(read_csv(folder / "csv"), measures)
    assert same(read_json(folder / "m.json"), measures)


def test_another_json_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text('{"kind": "something"}')
    with pytest.raises(ValueError):
        read_json(tmp_path / "m.json")


def test_no_cell_of_a_csv_file_begins_like_a_formula(measures: Measures, tmp_path: Path) -> None:
    write_csv(measures, tmp_path / "csv")
    with (tmp_path / "csv" / "stocks.csv").open(encoding="utf-8", newline="") as file:
        items = [row["item"] for row in csv.DictReader(file)]
    assert items[0] == "'" + FORMULA
    assert not any(item[0] in "=+-@\t" for item in items)
    assert items[TEXTS.index("'=quoted")] == "''=quoted"


@given(st.lists(st.one_of(st.none(), st.text(alphabet="'=+-@\t\n＝a ")), min_size=1))
def test_guarding_is_undone_exactly(texts: list[str | None]) -> None:
    column = pl.Series(texts, dtype=pl.String)
    assert unguard(guard(column)).equals(column)
    assert not any(text and text[0] in "=+-@\t\n＝" for text in guard(column))


def test_the_csv_files_describe_themselves(measures: Measures, about: About, tmp_path: Path) -> None:
    write_csv(measures, tmp_path / "csv")
    write_descriptor(tmp_path / "csv", about)
    report = Package(str(tmp_path / "csv" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(declared("measures"))


def test_what_is_no_number_is_missing() -> None:
    row = dict.fromkeys(("route", "leg", "kind"), ["x"] * 3) | {"position": [0, 1, 2], "vehicles": [1, 1, 1]}
    row |= {key: [float("nan"), float("inf"), 1.5] for key in ("mean_d", "p10_d", "p50_d", "p90_d", "wait_mean_d")}
    found = settled(Measures.of({"lead_times": pl.DataFrame(row)}))
    assert found["lead_times"]["mean_d"].to_list() == [None, None, 1.5]


@pytest.mark.parametrize("format", FORMATS)
def test_a_run_is_exported_beside_itself_and_never_overwritten(starter: RunFolder, format: str) -> None:
    made = export(starter, format)
    assert made.parent == starter.path.parent
    assert made == default_target(starter, format)
    before = content(made)
    with pytest.raises(RunFolderExists):
        export(starter, format)
    assert content(made) == before
    assert export(starter, format, replace=True) == made
    if format != "xlsx":  # a workbook holds the time it was written
        assert content(made) == before
    assert not [path for path in made.parent.iterdir() if path.name.startswith(".")]


def content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: file.read_bytes() for file in files}


def test_the_exports_of_a_run_read_back_as_its_measures(starter: RunFolder, tmp_path: Path) -> None:
    measures = starter.measures()
    assert same(read_csv(export(starter, "csv", tmp_path / "csv")), measures)
    assert same(read_json(export(starter, "json", tmp_path / "m.json")), measures)
    assert same(read_csv(starter.path / "csv"), measures)


@pytest.mark.parametrize("format", FORMATS)
def test_a_folder_of_someone_else_is_never_replaced(starter: RunFolder, format: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(RunFolderExists):
        export(starter, format, tmp_path / "mine", replace=True)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize("format", ["csv", "sdmx-csv", "json", "xlsx"])
def test_a_full_disk_leaves_nothing(
    starter: RunFolder, format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(measures: Measures, to: Path, about: About | None = None) -> None:
        (to / "half" if to.is_dir() else to).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(room, "_FILES", dict.fromkeys(room._FILES, full))
    monkeypatch.setattr(room, "write_csv", full)
    monkeypatch.setattr(room, "write_sdmx", full)
    with pytest.raises(OSError, match="No space"):
        export(starter, format, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
