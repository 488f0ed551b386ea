"""A run that was interrupted goes on where it stopped, and a day's state can be taken up again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from landbridge.runs import RunFolder
from tests.cli.conftest import Say
from tests.oracle.engines import assert_same

# Ctrl-C must fall into the engine: this one sends it to itself after the third slice, as a hand would.
INTERRUPTED = """
import os, signal, sys
from landbridge.cli.main import main
from landbridge.simulation.simulation import Simulation

whole = Simulation.slices
def slices(self):
    for number, done in enumerate(whole(self)):
        if number == 3:
            os.kill(os.getpid(), signal.SIGINT)
        yield done

Simulation.slices = slices
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("lang", "said"), [("en", "Interrupted. The state is kept in"), ("zh", "已中断。状态保存在")])
def test_an_interrupted_run_is_kept_and_resumed(say: Say, tmp_path: Path, lang: str, said: str) -> None:
    state, out = tmp_path / "state", tmp_path / "run"
    command = [sys.executable, "-c", INTERRUPTED, "run", "starter", "--out", str(out), "--state", str(state)]
    done = subprocess.run([*command, "--lang", lang], capture_output=True, text=True, encoding="utf-8", check=False)
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
