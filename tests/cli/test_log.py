"""``landbridge simulate --log`` and ``landbridge log``."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from landbridge.cli.words import Words
from landbridge.measurement.story import events
from landbridge.runs import RunFolder
from tests.cli.conftest import Say


def test_the_engine_alone_tells_what_the_run_folder_tells(say: Say, starter: RunFolder) -> None:
    told = say("log", starter.path, "mombasa-ship")
    assert told.code == 0
    assert "mombasa-ship#12 departs with" in told.out
    assert say("simulate", "starter", "--log", "mombasa-ship").out == told.out
    assert say("simulate", "starter", "--log", "mombasa-ship", "--seed", 8).out != told.out


def test_until_ends_the_story_at_a_local_time(say: Say, starter: RunFolder) -> None:
    whole = say("log", starter.path, "bike-line").out.splitlines()
    part = say("log", starter.path, "bike-line", "--until", "2025-01-20T12:00").out.splitlines()
    assert part == [line for line in whole if line < "2025-01-20T12:00"]
    assert part
    assert say("log", starter.path, "bike-line", "--until", "noon").code == 2


def test_json_is_one_event_a_line(say: Say, starter: RunFolder) -> None:
    told = [json.loads(line) for line in say("log", starter.path, "bike-line:3860", "--json").out.splitlines()]
    assert [event["kind"] for event in told][:3] == ["stopped", "resumed", "started"]
    assert told[0]["text"] in say("log", starter.path, "bike-line:3860").out


def test_it_speaks_chinese(say: Say, starter: RunFolder) -> None:
    told = say("log", starter.path, "bike-line:3860", "--lang", "zh").out
    assert "停线：缺 hub-motor" in told
    assert "stands" not in told


@pytest.mark.parametrize("command", [("log",), ("simulate", "--log")])
def test_a_name_that_is_not_there(say: Say, starter: RunFolder, command: tuple[str, ...]) -> None:
    where = starter.path if command == ("log",) else "starter"
    said = say(command[0], where, *command[1:], "bike-lin")
    assert said.code == 2
    assert "bike-line" in said.err
    assert said.out == ""


def test_without_a_name_it_counts(say: Say, starter: RunFolder) -> None:
    counts = json.loads(say("simulate", "starter", "--json").out)
    assert counts["rows"] == {name: frame.height for name, frame in starter.record().tables.items()}
    assert "vehicles" in say("simulate", "starter", "--to", "2025-01-31").out
    assert say("simulate", "starter", "--to", "2035-01-31").code == 2
    assert say("simulate", "nowhere").code == 2


def test_every_kind_of_event_has_its_sentence() -> None:
    kinds = set(re.findall(r'_events\(\s*\w+(?:\.filter\(\w+\))?,\s*"(\w+)"', inspect.getsource(events)))
    kinds |= set(re.findall(r'pl\.lit\("(\w+)"\)', inspect.getsource(events))) | {"reworked", "scrapped"}
    options = {"help", "entity", "until", "json", "time", "unknown", "several"}
    for language in ("en", "zh"):
        assert kinds | options == {key[4:] for key in Words.of(language).texts if key.startswith("log.")}
