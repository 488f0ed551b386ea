"""However a case keeps its facts, the new rows read back and the old ones stay as they are."""

from __future__ import annotations

import errno
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from landbridge.exchange.facts import keeping
from landbridge.exchange.facts.keeping import NotKept, keep
from landbridge.tables.case import read_case
from landbridge.tables.datapackage import write_datapackage
from landbridge.tables.declaration import declared_tables
from tests.exchange.facts.conftest import HEADER, NEW, AddText

NAMES = [column.name for column in declared_tables()["facts"].columns]


@pytest.mark.parametrize(
    ("encoding", "newline", "last"),
    [
        ("utf-8", "\n", True),
        ("utf-8", "\n", False),
        ("utf-8-sig", "\r\n", False),
        ("gb18030", "\r\n", True),
        ("utf-16", "\n", False),
        ("utf-8", "\r", True),
    ],
)
def test_encoding_line_ends_and_a_missing_last_one(
    case: Path, add_text: AddText, encoding: str, newline: str, last: bool
) -> None:
    text = (case / "facts.csv").read_text("utf-8").replace("Yearbook", "年鉴").strip() + ("\n" if last else "")
    before = text.replace("\n", newline).encode(encoding)
    (case / "facts.csv").write_bytes(before)
    made = add_text(NEW.replace("Yearbook", '"年鉴, ""甲"""'))
    assert made.written, made.findings
    after = (case / "facts.csv").read_bytes()
    assert after.startswith(before)
    facts = read_case(case)["facts"]
    assert facts["fact"].to_list() == ["F1", "F2", "F3"]
    assert facts["source"].to_list()[::2] == ["年鉴", '年鉴, "甲"']


def test_other_columns_in_another_order(case: Path, add_text: AddText) -> None:
    frame = pl.read_csv(case / "facts.csv", infer_schema=False).select(pl.all().reverse()).reverse()
    columns = [name for name in reversed(frame.columns) if name not in ("derived_from", "value_low", "value_high")]
    frame.filter(pl.col("fact") == "F1").select(columns).write_csv(case / "facts.csv")
    assert add_text(NEW).written
    assert read_case(case)["facts"]["fact"].to_list() == ["F1", "F3"]


def test_a_column_that_is_not_kept_is_never_lost(case: Path, add_text: AddText) -> None:
    before = (case / "facts.csv").read_bytes()
    header = HEADER.replace("source", "source,quality")
    made = add_text(NEW.strip() + ",doubtful\n", header=header)
    assert [(f.code, f.line, f.column, f.value) for f in made.findings] == [
        ("fact_column_absent", 2, "quality", "doubtful")
    ]
    assert (case / "facts.csv").read_bytes() == before
    assert add_text(NEW.strip() + ",\n", header=header).written


def test_a_case_without_facts_gets_a_file_of_them(case: Path, add_text: AddText) -> None:
    (case / "facts.csv").unlink()
    write_datapackage(case)
    assert add_text(NEW).written
    assert read_case(case)["facts"]["fact"].to_list() == ["F3"]
    assert '"facts.csv"' in (case / "datapackage.json").read_text("utf-8")


def test_facts_in_parquet(case: Path, add_text: AddText) -> None:
    typed = read_case(case)["facts"].drop("_row", "note")
    (case / "facts.csv").unlink()
    typed.write_parquet(case / "facts.parquet")
    assert add_text(NEW).written
    after = pl.read_parquet(case / "facts.parquet")
    assert after.schema == typed.schema
    assert after.head(2).equals(typed)
    assert after["value"].to_list() == [300, None, 320]


def test_facts_in_a_workbook_are_refused_with_what_to_do(case: Path, add_text: AddText) -> None:
    rows = [line.split(",") for line in (case / "facts.csv").read_text("utf-8").splitlines()]
    (case / "facts.csv").unlink()
    with xlsxwriter.Workbook(case / "facts.xlsx") as book:
        sheet = book.add_worksheet("facts")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    before = (case / "facts.xlsx").read_bytes()
    made = add_text(NEW)
    assert [f.code for f in made.findings] == ["facts_in_workbook"]
    assert (case / "facts.xlsx").read_bytes() == before


def test_a_full_disk_leaves_the_file_as_it_was(case: Path, add_text: AddText, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (case / "facts.csv").read_bytes()

    def full(path: Path, rows: pl.DataFrame) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(keeping, "_extended", full)
    with pytest.raises(OSError, match="No space"):
        add_text(NEW)
    assert (case / "facts.csv").read_bytes() == before
    assert {path.suffix for path in case.iterdir()} == {".csv", ".toml"}


def test_what_does_not_read_back_is_not_kept(case: Path) -> None:
    before = (case / "facts.csv").read_bytes()
    rows = pl.DataFrame({"fact": ["F9"], "value": ["1"]})
    with pytest.raises(NotKept):
        keep(case / "facts.csv", rows, read_case(case)["facts"].drop("_row"))
    assert (case / "facts.csv").read_bytes() == before


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12).map(str.strip)


@given(st.lists(st.tuples(cells, cells, st.floats(allow_nan=False, allow_infinity=False)), min_size=1, max_size=5))
def test_any_text_and_any_number_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, float]]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "facts.csv"
    written = pl.DataFrame(
        {
            "fact": [f"F{at}" for at in range(len(rows))],
            "source": [row[0] or None for row in rows],
            "note": [row[1] or None for row in rows],
            "value": [repr(row[2]) for row in rows],
        },
        schema_overrides={"source": pl.String, "note": pl.String},
    )
    table = declared_tables()["facts"]
    expected = written.select(
        (pl.col(name) if name in written.columns else pl.lit(None)).cast(table[name].dtype).alias(name)
        for name in NAMES
    )
    keep(path, written, expected)
    keep(path, written, pl.concat([expected, expected]))
