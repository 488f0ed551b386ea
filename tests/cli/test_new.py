"""``landbridge new`` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from landbridge.cases import shipped
from tests.cli.conftest import Say


def test_a_shipped_case_is_copied(say: Say, tmp_path: Path) -> None:
    assert say("new", tmp_path / "mine", "--like", "henan").code == 0
    assert (tmp_path / "mine" / "lines.csv").read_bytes() == (shipped()["henan"] / "lines.csv").read_bytes()


def test_a_national_industry_of_a_size(say: Say, tmp_path: Path) -> None:
    size = ("--vehicles", "30000", "--suppliers", "12", "--plants", "2")
    said = say("new", tmp_path / "one", "--like", "national", *size)
    assert (said.code, said.err) == (0, "")
    sites = (tmp_path / "one" / "sites.csv").read_text("utf-8")
    assert sites.count("\nplant-") == 2
    assert sites.count("\nmaker-") == 12
    assert say("check", tmp_path / "one").code == 0
    assert say("new", tmp_path / "two", "--like", "national", *size, "--seed", "7").code == 0
    assert sites != (tmp_path / "two" / "sites.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (("--vehicles", "30000"), "go with --like national", "只能与 --like national 同用"),
        (("--like", "nation"), "one of", "应为"),
        (("--like", "national", "--vehicles", "9999"), "10,000 to 50,000,000", "10,000 至 50,000,000"),
        (
            ("--like", "national", "--suppliers", "9"),
            "--suppliers takes a whole number from 10 to 2,000",
            "10 至 2,000",
        ),
        (("--like", "national", "--plants", "0"), "1 to 100", "1 至 100"),
        (("--like", "national", "--plants", "-3"), "1 to 100", "1 至 100"),
        (("--like", "national", "--plants", "many"), "whole number", "整数"),
        (("--like", "national", "--vehicles", "10000", "--plants", "6"), "at least 2,000", "至少为 2,000"),
        (("--like", "national", "--seed", "-1"), "--seed takes", "--seed"),
    ],
)
def test_bad_numbers_are_faults_of_usage_and_write_nothing(
    say: Say, tmp_path: Path, arguments: tuple[str, ...], english: str, chinese: str
) -> None:
    for lang, words in (("en", english), ("zh", chinese)):
        said = say("new", tmp_path / "case", "--lang", lang, *arguments)
        assert said.code == 2
        assert words in said.err
    assert list(tmp_path.iterdir()) == []
