"""``landbridge check``."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from landbridge.cases import shipped
from landbridge.cli.findings import print_findings
from landbridge.tables.case import read_case
from landbridge.tables.finding import Finding
from tests.cli.conftest import Say
from tests.tables.small_case import write_small


@pytest.mark.parametrize("case", sorted(shipped()))
def test_every_shipped_case_has_no_errors(say: Say, case: str) -> None:
    said = say("check", case)
    assert "no errors" in said.out
    assert said.code == 0


def test_all_that_is_wrong_is_shown_with_place_and_fix(say: Say, broken: Path) -> None:
    said = say("check", broken)
    assert said.code == 3
    assert "lanes.csv:2 origin = nowhere-at-all" in said.out
    assert "quantiti" in said.out
    assert "Fix:" in said.out
    assert "no errors" not in said.out


def test_in_chinese(say: Say, broken: Path) -> None:
    said = say("check", broken, "--lang", "zh")
    assert said.code == 3
    assert "错误" in said.out
    assert "改法" in said.out
    assert "Fix:" not in said.out


def test_as_json(say: Say, broken: Path) -> None:
    said = say("check", broken, "--json")
    assert said.code == 3
    result = json.loads(said.out)
    assert result["valid"] is False
    assert result["counts"]["error"] == sum(f["severity"] == "error" for f in result["findings"]) > 1
    assert {f["file"] for f in result["findings"]} >= {"lanes.csv", "bills.csv"}


def many_wrong(folder: Path, count: int) -> None:
    """Add rows to the bills that name items which are not there."""
    rows = "".join(f"no-item-{i},no-input-{i},1,invented,synthetic,,\n" for i in range(count))
    bills = folder / "bills.csv"
    header = "item,input,quantity,source,confidence,derived_from,note\n"
    bills.write_text(header + rows, "utf-8")


def test_the_file_holds_every_finding(say: Say, broken: Path, tmp_path: Path) -> None:
    many_wrong(broken, 100)
    shown = json.loads(say("check", broken, "--json").out)["findings"]
    for name in ("all.csv", "all.json"):
        said = say("check", broken, "--errors", tmp_path / name)
        assert said.code == 3
        assert name in said.out
    written = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert sum(f["value"].startswith("no-item-") for f in written) >= 100 > len(shown)
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(written)


def test_the_file_is_csv_or_json(say: Say, broken: Path, tmp_path: Path) -> None:
    said = say("check", broken, "--errors", tmp_path / "all.txt")
    assert said.code == 2
    assert ".csv or .json" in said.err


def cut_short(folder: Path) -> None:
    (folder / "lanes.csv").unlink()
    (folder / "lanes.xlsx").write_bytes(b"PK\x03\x04 not a workbook")


def no_rows(folder: Path) -> None:
    (folder / "lanes.csv").write_text((folder / "lanes.csv").read_text("utf-8").splitlines()[0] + "\n", "utf-8")


def nothing(folder: Path) -> None:
    (folder / "lanes.csv").write_bytes(b"")


def binary(folder: Path) -> None:
    (folder / "lanes.csv").write_bytes(bytes(range(256)) * 20)


def no_settings(folder: Path) -> None:
    (folder / "case.toml").unlink()


def broken_settings(folder: Path) -> None:
    (folder / "case.toml").write_text("start = [", "utf-8")


def too_large(folder: Path) -> None:
    bills = (folder / "bills.csv").read_text("utf-8").splitlines()
    cells = bills[1].split(",")
    cells[bills[0].split(",").index("quantity")] = "9" * 40
    (folder / "bills.csv").write_text("\n".join([bills[0], ",".join(cells), *bills[2:]]) + "\n", "utf-8")


@pytest.mark.parametrize(
    "spoil", [cut_short, no_rows, nothing, binary, no_settings, broken_settings, too_large], ids=lambda f: f.__name__
)
@pytest.mark.parametrize("command", ["check", "run"])
def test_bad_input_is_refused_in_words(say: Say, tmp_path: Path, spoil: Callable[[Path], None], command: str) -> None:
    folder = tmp_path / "case"
    assert say("new", folder).code == 0
    spoil(folder)
    said = say(command, folder, *(["--out", tmp_path / "run"] if command == "run" else []))
    assert said.code == 3
    assert "Traceback" not in said.err + said.out
    assert "Fix:" in said.err + said.out
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_a_missing_case_names_those_that_are_there(say: Say) -> None:
    for command in ("check", "run"):
        said = say(command, "nowhere")
        assert said.code == 2
        assert "starter" in said.err


def test_gbk_is_read_and_said_so(say: Say, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    say("new", folder)
    (folder / "sites.csv").write_bytes((folder / "sites.csv").read_text("utf-8-sig").encode("gbk"))
    said = say("check", folder)
    assert said.code == 0
    assert "GBK" in said.out


def test_only_what_is_asked_for_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    from landbridge.cli.words import Words

    both = [
        Finding("a", severity, "lanes", "lanes.csv", 2, "", "", f"a {severity}", "", "", "")
        for severity in ("error", "warning")
    ]
    print_findings(both, Words.of("en"), Console(), least="error")
    out = capsys.readouterr().out
    assert "an error" not in out
    assert "a error" in out
    assert "a warning" not in out


def test_reading_never_raises_for_a_missing_folder(tmp_path: Path) -> None:
    assert [finding.code for finding in read_case(tmp_path / "none").findings] == ["missing_folder"]


def test_one_is_one(say: Say, tmp_path: Path) -> None:
    folder = write_small(tmp_path / "case", {"items": ("870380", "8703x80"), "facts": ("bureau,300", ",300")})
    assert "\n1 error, 1 warning, 0 notices" in say("check", folder).out


def test_the_errors_file_is_whole_or_not_there(say: Say, broken: Path, tmp_path: Path) -> None:
    said = say("check", broken, "--errors", tmp_path / "nowhere" / "all.csv")
    assert said.code == 1
    assert str(tmp_path / "nowhere" / "all.csv") in said.err
    (tmp_path / "all.csv").write_text("former")
    (tmp_path / "all.csv").chmod(0o640)
    assert say("check", broken, "--errors", tmp_path / "all.csv").code == 3
    assert "former" not in (tmp_path / "all.csv").read_text("utf-8-sig")
    assert (tmp_path / "all.csv").stat().st_mode & 0o777 == 0o640
