"""``landbridge indicators``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from landbridge.measurement.indicators.cube import DIMENSIONS
from landbridge.measurement.indicators.work_out import workable
from landbridge.runs import RunFolder
from tests.cli.conftest import Say


def test_every_indicator_at_the_last_running_total(say: Say, starter: RunFolder) -> None:
    said = say("indicators", starter.path, "--by", "maker", "--json")
    assert said.code == 0
    found = json.loads(said.out)
    assert {row["indicator"] for row in found} <= set(workable())
    assert {row["period"] for row in found} <= {"2025-01/2025-03", ""}
    built = {row["maker"]: row["value"] for row in found if row["indicator"] == "output"}
    production = starter.measures()["production"]
    assert sum(built.values()) == production["units"].sum()
    assert "Output value" in say("indicators", starter.path).out


def test_one_indicator_month_by_month_in_both_languages(say: Say, starter: RunFolder) -> None:
    asked = ("indicators", starter.path, "--indicator", "output,output_yoy", "--by", "city,powertrain")
    english = say(*asked, "--rows", 0)
    assert english.code == 0
    assert "no figure of the year before" in english.out
    assert "new energy vehicles" in english.out
    chinese = say(*asked, "--lang", "zh", "--cumulative", "--jan-feb", "combined")
    assert "无上年同期数" in chinese.out
    assert "新能源汽车" in chinese.out
    assert len(json.loads(say(*asked, "--rows", 3, "--json").out)) == 3


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_has_a_name_and_divides(say: Say, starter: RunFolder, dimension: str) -> None:
    for language in ("en", "zh"):
        assert say("indicators", starter.path, "--by", dimension, "--lang", language).code == 0


def test_without_a_run_it_lists_what_is_declared(say: Say) -> None:
    assert [row["indicator"] for row in json.loads(say("indicators", "--json").out)] == list(workable())
    assert "output_contribution" in say("indicators").out
    assert "贡献率" in say("indicators", "--lang", "zh").out


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        (("--indicator", "output_yy"), "output_yoy"),
        (("--by", "makr"), "maker"),
        (("--place", "nowhere-at-all"), "nowhere-at-all"),
    ],
)
def test_what_is_not_there_names_the_nearest(
    say: Say, starter: RunFolder, wrong: tuple[str, str], nearest: str
) -> None:
    said = say("indicators", starter.path, *wrong)
    assert said.code == 2
    assert nearest in said.err


def test_a_run_without_counts_is_said_to_be_damaged(say: Say, starter: RunFolder, tmp_path: Path) -> None:
    shutil.copytree(starter.path, tmp_path / "run")
    (tmp_path / "run" / "measures" / "counts.parquet").unlink()
    said = say("indicators", tmp_path / "run")
    assert said.code == 1
    assert "counts" in said.err


def test_what_was_published_is_told_by_itself(say: Say, starter: RunFolder) -> None:
    facts = starter.scan("network", "facts").collect()
    asked = ("indicators", starter.path, "--published", "--indicator", "output", "--cumulative")
    found = json.loads(say(*asked, "--json", "--rows", 0).out)
    assert {row["value"] for row in found} <= set(facts["value"])
    assert say(*asked).code == 0
    assert "公布数据" in say(*asked, "--lang", "zh").out
    assert say(*asked, "--by", "maker").code == 2
    assert say(*asked, "--place", "nowhere-at-all").code == 2
    said = say("indicators", starter.path, "--published", "--indicator", "capacity")
    assert (said.code, "capacity needs a run" in said.err) == (2, True)
