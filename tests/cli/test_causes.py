"""``landbridge causes``."""

from __future__ import annotations

import json

from landbridge.runs import RunFolder
from tests.cli.conftest import Say


def test_every_stop_has_a_root_and_its_lots(say: Say, starter: RunFolder) -> None:
    said = say("causes", starter.path, "--json", "--rows", 0)
    assert said.code == 0
    found = json.loads(said.out)
    stops = starter.record()["stops"]
    assert [(c["line"], c["unit"]) for c in found] == stops.select("line", "unit").unique().sort("line", "unit").rows()
    assert all(cause["chain"] or cause["cause"] == "yard" for cause in found)
    # what the disruption of the starter case was made for
    disruptions = set(starter.network()["disruptions"]["disruption"])
    assert {cause["root"]["disruption"] for cause in found} == {"motor-maker-repair"} <= disruptions


def test_it_speaks_both_languages(say: Say, starter: RunFolder) -> None:
    english = say("causes", starter.path)
    assert "motor-maker-repair (no. 0) at motor-maker" in english.out
    assert "Stops: 1" in english.out
    assert "motor-maker 受中断事件 motor-maker-repair" in say("causes", starter.path, "--lang", "zh").out


def test_one_line_only(say: Say, starter: RunFolder) -> None:
    assert "motor-maker-repair" in say("causes", starter.path, "--line", "bike-line").out
    said = say("causes", starter.path, "--line", "bike-lin")
    assert said.code == 2
    assert "bike-line" in said.err
