"""Facts in: revisions kept, nothing overwritten, all rows or none, every fault found where it is."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from landbridge.cases import shipped
from landbridge.exchange.facts import Blanks, ShippedCase, add
from landbridge.network.compile import compile_network
from landbridge.network.rules import check
from landbridge.tables.case import read_case
from tests.exchange.facts.conftest import HEADER, NEW, REVISED, AddText

BLANKS = Blanks("Yearbook", "bureau", date(2024, 4, 10), "published")


def kinds(made: object) -> list[str]:
    return [change.kind for change in made.changes]  # type: ignore[attr-defined]


def test_new_rows_follow_those_that_are_there_untouched(case: Path, add_text: AddText) -> None:
    before = (case / "facts.csv").read_bytes()
    made = add_text(NEW + REVISED)
    assert made.findings == ()
    assert kinds(made) == ["added", "revised"]
    assert (made.changes[1].former, made.changes[1].figure) == ("300 vehicles", "310 vehicles")
    after = (case / "facts.csv").read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == before.count(b"\n") + 2
    again = read_case(case)
    assert [*again.findings, *check(again)] == []
    assert again["facts"].height == 4


def test_the_network_takes_the_revision_that_was_out(case: Path, add_text: AddText) -> None:
    add_text(REVISED + REVISED.replace("310", "305").replace("2024-03-20", "2024-04-01"))
    facts = compile_network(read_case(case))["facts"]
    assert dict(facts.select("fact", "value").iter_rows())["F1"] == 310  # as_of is 2024-03-31


def test_the_same_again_is_no_change(case: Path, add_text: AddText) -> None:
    add_text(NEW + REVISED)
    before = (case / "facts.csv").read_bytes()
    stamp = (case / "facts.csv").stat().st_mtime_ns
    made = add_text(NEW + REVISED + NEW)
    assert kinds(made) == ["unchanged"] * 3
    assert not made.written
    assert (case / "facts.csv").read_bytes() == before
    assert (case / "facts.csv").stat().st_mtime_ns == stamp
    whole = add(case, case / "facts.csv")
    assert set(kinds(whole)) == {"unchanged"}


def test_what_a_row_can_be(case: Path, add_text: AddText) -> None:
    repeated = REVISED.replace("310", "300")
    earlier = REVISED.replace("2024-03-20", "2024-01-20")
    assert kinds(add_text(repeated + earlier)) == ["repeated", "earlier"]


def test_options_fill_what_is_blank_and_nothing_else(case: Path, add_text: AddText) -> None:
    header = "fact,indicator,powertrain,place,period_start,period_end,value,unit,source\n"
    rows = "F3,output,bev,town,2024/3/1,2024-03-31,320,vehicles,Bulletin\n"
    rows += "F4,output,bev,land,2024-03-01,2024-03-31,7,vehicles,\n"
    made = add_text(rows, BLANKS, header)
    assert made.findings == ()
    facts = read_case(case)["facts"].filter(pl.col("fact").is_in(["F3", "F4"]))
    assert facts["source"].to_list() == ["Bulletin", "Yearbook"]
    assert facts["basis"].to_list() == ["bureau", "bureau"]
    assert facts["published_on"].to_list() == [date(2024, 4, 10)] * 2
    assert "F3,output,bev,town,2024-03-01,2024-03-31,bureau,320," in (case / "facts.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("rows", "code", "line", "column"),
    [
        (REVISED.replace("2024-03-20", "2024-02-10"), "fact_conflict", 2, "value"),
        (NEW + NEW.replace("320", "321"), "fact_conflict", 3, "value"),
        (NEW.replace("2024-04-10", ""), "undated_fact", 2, "published_on"),
        (NEW.replace("bureau", ""), "statistic_without_basis", 2, "basis"),
        (NEW.replace("Yearbook", ""), "missing_source", 2, "source"),
        (NEW.replace("320", "many"), "wrong_type", 2, "value"),
        (NEW.replace("320", ""), "fact_without_value", 2, "value"),
        (NEW.replace("town", "twon"), "dangling_reference", 2, "place"),
        (NEW.replace("published,", "certain,"), "unknown_choice", 2, "confidence"),
        (NEW.replace("2024-03-31", "2024-02-01"), "reversed_dates", 2, "period_end"),
        (REVISED.replace("vehicles", "10k vehicles"), "revision_scope", 2, "unit"),
        (REVISED.replace("town", "land"), "revision_scope", 2, "place"),
        (NEW + NEW.replace("F3,output,bev,town,2024-03-01", ",output,bev,town,2024-03-01"), "missing_value", 3, "fact"),
    ],
)
def test_an_error_is_found_where_it_is_and_nothing_is_written(
    case: Path, add_text: AddText, rows: str, code: str, line: int, column: str
) -> None:
    before = (case / "facts.csv").read_bytes()
    made = add_text(rows)
    (found,) = [f for f in made.findings if f.code == code]
    assert (found.severity, found.file, found.line, found.column) == ("error", "new.csv", line, column)
    for text in (found.message_en, found.message_zh, found.fix_en, found.fix_zh):
        assert text
        assert not re.search(r"\{\w+\}", text)
    assert not made.written
    assert made.changes == ()
    assert (case / "facts.csv").read_bytes() == before
    assert sorted(path.name for path in case.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        (NEW.replace("vehicles", "10k vehicles"), "mixed_units", 2),
        (NEW + NEW.replace("F3", "F4").replace("320", "321"), "facts_disagree", 3),
        (NEW.replace("output", "ouput"), "unknown_indicator", 2),
    ],
)
def test_a_warning_is_given_and_the_row_is_kept(case: Path, add_text: AddText, rows: str, code: str, line: int) -> None:
    made = add_text(rows)
    assert [(f.code, f.severity, f.file, f.line) for f in made.findings] == [(code, "warning", "new.csv", line)]
    assert made.written
    assert [f.code for f in check(read_case(case))] == [code]


def test_findings_of_the_case_itself_are_not_repeated(case: Path, add_text: AddText) -> None:
    add_text(NEW.replace("vehicles", "10k vehicles"))
    assert add_text(REVISED).findings == ()


def test_a_case_whose_facts_cannot_be_read_is_refused(case: Path, add_text: AddText) -> None:
    facts = (case / "facts.csv").read_text("utf-8").replace("bureau,300", "bureau,many")
    (case / "facts.csv").write_text(facts, "utf-8")
    made = add_text(NEW)
    assert [(f.code, f.file) for f in made.findings] == [("wrong_type", "facts.csv")]
    assert not made.written


def test_a_fault_elsewhere_in_the_case_is_not_in_the_way(case: Path, add_text: AddText) -> None:
    (case / "bills.csv").write_text((case / "bills.csv").read_text("utf-8").replace("seat,steel", "seat,stel"), "utf-8")
    assert add_text(NEW).written


def test_a_shipped_case_is_not_changed_in_place(tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(HEADER, "utf-8")
    with pytest.raises(ShippedCase):
        add(shipped()["starter"], tmp_path / "new.csv")
    shutil.copytree(shipped()["starter"], tmp_path / "mine")
    assert not add(tmp_path / "mine", tmp_path / "new.csv").written


def test_a_workbook_of_facts(case: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "new.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("cover").write_string(0, 0, "not facts")
        sheet = book.add_worksheet("facts")
        sheet.write_row(0, 0, HEADER.strip().split(","))
        cells = NEW.strip().split(",")
        cells[7:8] = [320.5]  # type: ignore[list-item]
        sheet.write_row(1, 0, cells)
        sheet.write_datetime(1, 9, date(2024, 4, 10))
    made = add(case, tmp_path / "new.xlsx")
    assert made.findings == ()
    row = read_case(case)["facts"].filter(pl.col("fact") == "F3").to_dicts()[0]
    assert (row["value"], row["published_on"], row["period_end"]) == (320.5, date(2024, 4, 10), date(2024, 3, 31))


def test_what_cannot_be_read_is_found_once(case: Path, add_text: AddText) -> None:
    assert [found.code for found in add_text(NEW.replace("320", "many")).findings] == ["wrong_type"]
