"""``landbridge facts``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.exchange.facts.conftest import HEADER, NEW, REVISED
from tests.tables.small_case import write_small


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "new.csv").write_text(HEADER + NEW + REVISED, "utf-8")
    return write_small(tmp_path / "case")


def test_what_was_added_and_revised_is_said_and_again_is_no_change(say: Say, case: Path, tmp_path: Path) -> None:
    said = say("facts", "add", case, tmp_path / "new.csv")
    assert said.code == 0
    assert "2 rows added" in said.out
    assert "310 vehicles" in said.out
    assert "300 vehicles" in said.out
    assert "as_of 2024-03-31: 1 row" in said.out  # F3 came out after the case's as_of
    again = say("facts", "add", case, tmp_path / "new.csv", "--lang", "zh")
    assert again.code == 0
    assert "未变" in again.out


def test_an_error_is_shown_with_its_fix_and_nothing_is_written(say: Say, case: Path, tmp_path: Path) -> None:
    before = (case / "facts.csv").read_bytes()
    (tmp_path / "new.csv").write_text(HEADER + REVISED.replace("2024-03-20", "2024-02-10"), "utf-8")
    said = say("facts", "add", case, tmp_path / "new.csv")
    assert said.code == 3
    assert "new.csv:2 value = 310" in said.out
    assert "Fix:" in said.out
    assert "1 error, " in said.out
    assert "Nothing was written" in said.out
    assert (case / "facts.csv").read_bytes() == before
    as_json = say("facts", "add", case, tmp_path / "new.csv", "--json")
    assert as_json.code == 3
    result = json.loads(as_json.out)
    assert result["written"] is False
    assert [found["code"] for found in result["findings"]] == ["fact_conflict"]


def test_options_fill_blanks(say: Say, case: Path, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(
        "fact,indicator,place,period_start,period_end,value,unit\nF3,output,town,2024-03-01,2024-03-31,320,vehicles\n"
    )
    options = ("--source", "Yearbook", "--basis", "bureau", "--published-on", "2024-03-30", "--confidence", "published")
    assert say("facts", "add", case, tmp_path / "new.csv").code == 3
    said = say("facts", "add", case, tmp_path / "new.csv", *options, "--json")
    assert said.code == 0
    (change,) = json.loads(said.out)["changes"]
    assert (change["kind"], change["published_on"]) == ("added", "2024-03-30")
    assert say("facts", "add", case, tmp_path / "new.csv", "--published-on", "soon").code == 2


def test_the_list_shows_what_was_known_on_the_day(say: Say, case: Path, tmp_path: Path) -> None:
    say("facts", "add", case, tmp_path / "new.csv")

    def listed(*options: str) -> tuple[list[tuple[str, object, str]], int]:
        result = json.loads(say("facts", "list", case, "--json", *options).out)
        return [(f["fact"], f["value"], f["standing"]) for f in result["facts"]], result["not_out_yet"]

    assert listed("--as-of", "2024-03-01") == ([("F1", 300, "current")], 3)
    revised = [("F1", 300, "superseded"), ("F1", 310, "current"), ("F2", None, "current")]
    assert listed() == (revised, 1)  # the case's as_of is 2024-03-31
    assert listed("--as-of", "2024-12-31") == ([*revised, ("F3", 320, "current")], 0)
    shown = say("facts", "list", case)
    assert "revised since" in shown.out
    assert "3 rows; 1 row not out yet" in shown.out
    assert "已被修订" in say("facts", "list", case, "--lang", "zh").out


def test_a_shipped_case_and_a_file_that_is_none_are_refused(say: Say, case: Path, tmp_path: Path) -> None:
    said = say("facts", "add", "starter", tmp_path / "new.csv")
    assert said.code == 2
    (command,) = re.findall(r"landbridge (new .*)", said.err)
    assert say(*command.replace("mycase", str(tmp_path / "mycase")).split()).code == 0
    assert say("facts", "add", tmp_path / "mycase", tmp_path / "new.csv").code == 3  # places of another case
    assert say("facts", "add", case, tmp_path / "none.csv").code == 2
    (tmp_path / "new.txt").write_text(HEADER)
    assert say("facts", "add", case, tmp_path / "new.txt").code == 2
    assert say("facts", "list", "nowhere").code == 2
