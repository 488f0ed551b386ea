"""``landbridge claims``."""

from __future__ import annotations

import json

from landbridge.runs import RunFolder
from tests.cli.conftest import Say


def test_verdicts_in_both_languages(say: Say) -> None:
    english, chinese = say("claims", "henan"), say("claims", "henan", "--lang", "zh")
    assert (english.code, chinese.code) == (0, 0)
    assert "contradicted; the two languages disagree" in english.out
    assert "700,000 / 361,700 - 1 = +93.5 %" in english.out
    assert "与数据矛盾；中英文不一致" in chinese.out


def test_verdicts_as_json(say: Say) -> None:
    said = json.loads(say("claims", "henan", "--json").out)
    claims = {claim["claim"]: claim for claim in said["claims"]}
    assert said["as_of"] == "2024-11-18"
    assert claims["C05"]["verdict"] == "contradicted"
    assert "HEN-2023-NEV" in claims["C05"]["facts"]
    assert claims["C05"]["reasons"][-1]["computation"] == "401,000 / (1 + 140.5 %) = 166,736 > 111,000"


def test_only_what_was_known(say: Say) -> None:
    said = json.loads(say("claims", "henan", "--as-of", "2024-10-01", "--json").out)
    assert not any("ZZ-2024Q3-NEV" in claim["facts"] for claim in said["claims"])
    assert say("claims", "henan", "--as-of", "soon").code == 2


def test_a_case_without_claims_or_with_errors(say: Say, broken: object) -> None:
    assert say("claims", "starter").code == 2
    assert say("claims", broken).code == 3


def test_the_folder_of_a_run_is_no_case(say: Say, starter: RunFolder) -> None:
    for command in ("claims", "check", "run"):
        said = say(command, starter.path)
        assert said.code == 2
        assert "landbridge show" in said.err
    assert "运行结果文件夹" in say("claims", starter.path, "--lang", "zh").err
