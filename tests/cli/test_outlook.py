"""``landbridge outlook``."""

from __future__ import annotations

import json

import pytest

from landbridge.measurement.outlook import rolling
from tests.cli.conftest import Say


def test_both_languages(say: Say) -> None:
    english, chinese = say("outlook", "henan"), say("outlook", "henan", "--lang", "zh")
    assert (english.code, chinese.code) == (0, 0)
    for text in (
        "China · output · new energy vehicles · CAAM",
        "10,000,000 passed on 2024-11-05",
        "Tried: from what had",
    ):
        assert text in english.out
    assert "structural time series (statsmodels)" in english.out
    for text in ("中国 · 产量 · 新能源汽车 · 中汽协口径", "预计 2024-11-05 突破 10,000,000", "部分与总体", "未作延展"):
        assert text in chinese.out


def test_as_json_and_as_of(say: Say) -> None:
    said = json.loads(say("outlook", "henan", "--json", "--as-of", "2024-09-20").out)
    assert said["as_of"] == "2024-09-20"
    (nation,) = [s for s in said["series"] if s["how"] == "monthly" and s["indicator"] == "output"]
    assert (nation["known_until"], nation["known"]) == ("2024-08", 7_003_000)
    assert set(nation["model"]["errors"]) == {"seasonal_naive", "structural", "damped_trend"}
    assert nation["total"]["low95"] < nation["total"]["low80"] < nation["total"]["point"] < nation["total"]["high80"]
    assert "ZZ-2024Q3-NEV" not in {fact for series in said["series"] for fact in series["facts"]}
    (family,) = said["families"]
    year = family["year"]["figures"]
    assert year["henan"] + year["rest of china"] == year["china"]


def test_without_the_library_it_says_how_to_get_it(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rolling, "library_is_there", lambda: False)
    said = say("outlook", "henan")
    assert said.code == 0
    assert "pip install 'landbridge[stats]'" in said.out.replace("\n", " ")
    assert "(our own)" in said.out
    claims = say("claims", "henan")
    assert "The outlook (actual off-line" in claims.out


def test_what_was_never_counted_is_not_given_a_share(say: Say) -> None:
    told = say("outlook", "henan", "--as-of", "2020-01-01", "--without-library").out
    assert "within their 80 %" in told
    assert "- %" not in told


def test_chinese_lists_and_bases_are_chinese(say: Say) -> None:
    told = say("outlook", "henan", "--without-library", "--lang", "zh").out.replace("\n", "")
    assert "（2015-11、2016-10、2016-11、2016-12）" in told
    assert "国铁集团口径" in told
    assert ", " not in told


def test_leaving_the_library_out(say: Say) -> None:
    said = json.loads(say("outlook", "henan", "--json", "--without-library").out)
    (nation,) = [s for s in said["series"] if s["how"] == "monthly" and s["indicator"] == "output"]
    assert set(nation["model"]["errors"]) == {"seasonal_naive", "damped_trend"}
    assert not nation["marks"] or "library_absent" not in {mark["code"] for mark in nation["marks"]}


def test_what_cannot_be_done(say: Say, broken: object) -> None:
    assert say("outlook", broken).code == 3
    assert say("outlook", "henan", "--as-of", "soon").code == 2
    assert say("outlook", "nowhere").code == 2
