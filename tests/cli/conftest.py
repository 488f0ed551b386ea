"""The command line as a user meets it: what it prints, where, and its exit code."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from landbridge.cases import shipped
from landbridge.cli.main import main
from landbridge.pipeline import RunSettings, run
from landbridge.runs import RunFolder


@dataclass(frozen=True)
class Said:
    """What a command did."""

    code: int
    out: str
    err: str


Say = Callable[..., Said]


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """``say("run", "starter")``: the command's exit code and what it printed; in English unless ``--lang`` is given."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: object) -> Said:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capfd.readouterr()
        return Said(code, printed.out, printed.err)

    return command


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """One run of the starter case, for all tests that only look."""
    return run("starter", RunSettings(out=tmp_path_factory.mktemp("runs") / "starter"))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The starter case with a dangling reference in line 2 of its lanes and a misspelt column in its bills."""
    folder = tmp_path / "broken"
    shutil.copytree(shipped()["starter"], folder, ignore=shutil.ignore_patterns("__pycache__"))
    lanes = (folder / "lanes.csv").read_text("utf-8").splitlines()
    origin = lanes[0].split(",").index("origin")
    cells = lanes[1].split(",")
    cells[origin] = "nowhere-at-all"
    (folder / "lanes.csv").write_text("\n".join([lanes[0], ",".join(cells), *lanes[2:]]) + "\n", "utf-8")
    bills = (folder / "bills.csv").read_text("utf-8")
    (folder / "bills.csv").write_text(bills.replace("quantity", "quantiti", 1), "utf-8")
    return folder
