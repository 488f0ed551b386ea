"""A run that was interrupted goes on where it stopped, and a day's state can be taken up again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from landbridge.runs import RunFolder
from tests.cli.conftest import Say
from tests.oracle.engines import assert_same

# Ctrl-C must fall into the engine: this one sends it to itself after the third slice, or before the record is made.
INTERRUPTED = """
import os, signal, sys
from landbridge.cli.main import main
from landbridge.simulation.simulation import Simulation

whole, made = Simulation.slices, Simulation.record
def slices(self, to_ms=None):
    for number, done in enumerate(whole(self, to_ms)):
        if number == 3:
            os.kill(os.getpid(), signal.SIGINT)
        yield done

def record(self):
    os.kill(os.getpid(), signal.SIGINT)
    return made(self)

if sys.argv.pop(1) == "slices":
    Simulation.slices = slices
else:
    Simulation.record = record
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("lang", "said", "when", "more"),
    [
        ("en", "Interrupted. The state is kept in", "slices", []),
        ("en", "Interrupted. The state is kept in", "slices", ["--state-at", "2025-03-01"]),
        ("zh", "已中断。状态保存在", "record", []),
    ],
)
def test_an_interrupted_run_is_kept_and_resumed(
    say: Say, tmp_path: Path, lang: str, said: str, when: str, more: list[str]
) -> None:
    state, out = tmp_path / "state", tmp_path / "run"
    command = [sys.executable, "-c", INTERRUPTED, when, "run", "starter", "--out", str(out), "--state", str(state)]
    done = subprocess.run(
        [*command, *more, "--lang", lang], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 130
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["state"]
    assert say("run", "starter", "--out", out, "--no-report", "--resume", state).code == 0
    assert say("run", "starter", "--out", tmp_path / "whole", "--no-report").code == 0
    assert_same(RunFolder(out).record(), RunFolder(tmp_path / "whole").record())


def test_a_day_is_kept_and_the_run_goes_on(say: Say, tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = say("run", "starter", "--out", tmp_path / "a", "--no-report", "--state", state, "--state-at", "2025-02-01")
    again = say("run", "starter", "--out", tmp_path / "b", "--no-report", "--resume", state)
    assert (first.code, again.code) == (0, 0)
    assert_same(RunFolder(tmp_path / "b").record(), RunFolder(tmp_path / "a").record())


def test_what_cannot_be_resumed_is_said(say: Say, tmp_path: Path) -> None:
    state = tmp_path / "state"
    kept = ("--out", tmp_path / "a", "--no-report", "--state", state, "--state-at", "2025-02-01")
    assert say("run", "starter", *kept).code == 0
    refused = say("run", "starter", "--out", tmp_path / "b", "--resume", state, "--seed", 99)
    assert refused.code == 2
    assert "seed differs" in refused.err
    assert say("run", "starter", "--out", tmp_path / "b", "--resume", state, "--to", "2025-02-10").code == 2
    assert "no kept state" in say("run", "starter", "--out", tmp_path / "b", "--resume", tmp_path / "a").err
    assert "--state-at needs --state" in say("run", "starter", "--state-at", "2025-02-01").err
    assert not (tmp_path / "b").exists()


def test_a_branch_changes_what_lies_ahead_and_no_past(say: Say, tmp_path: Path) -> None:
    case, state, out = tmp_path / "case", tmp_path / "state", tmp_path / "branch"
    assert say("new", case).code == 0
    kept = ("--out", tmp_path / "parent", "--no-report", "--state", state, "--state-at", "2025-02-10")
    assert say("run", case, *kept).code == 0
    calendars, disruptions = case / "calendars.csv", case / "disruptions.csv"
    shifts, dated = calendars.read_text("utf-8"), disruptions.read_text("utf-8")

    calendars.write_text(shifts.replace("14:00,22:00,,IN,,", "14:00,23:00,,IN,,"), "utf-8")
    for lang, said in (("en", "calendars (line bike-line) differs"), ("zh", "calendars (line bike-line) 不同")):
        refused = say("run", case, "--out", out, "--no-report", "--resume", state, "--lang", lang)
        assert refused.code == 2
        assert said in refused.err

    later = "14:00,22:00,,IN,,2025-02-17\ntwo-shift,Mon-Sat,14:00,23:00,,IN,2025-02-17,"
    calendars.write_text(shifts.replace("14:00,22:00,,IN,,", later), "utf-8")
    rows = [
        f"{row},{more}"
        for row, more in zip(dated.splitlines(), ["mean_days_between,mean_days_to_repair", ",", ","], strict=True)
    ]
    disruptions.write_text("\n".join([*rows, "stop,line,bike-line,,,0,3,0.5"]) + "\n", "utf-8")
    assert say("run", case, "--out", out, "--no-report", "--resume", state).code == 0
    found = RunFolder(out).record()["disruptions"].filter(pl.col("disruption").cast(pl.String) == "stop")
    assert found.height > 1
    # the tenth of February is the fortieth day after the first of January
    assert found["began_ms"].min() >= 40 * 86_400_000
    assert say("causes", out).code == 0
