"""What the README tells a newcomer to type, works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from landbridge.cases import shipped
from landbridge.cli.main import commands, main
from landbridge.cli.words import Words
from tests.conventions.tree import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^    (landbridge [^#\n]+)", README, re.MULTILINE)]


def test_its_commands_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for _, *arguments in COMMANDS:
        if "runs/…" in arguments:
            made = min(manifest.parent for manifest in (tmp_path / "runs").glob("*/run.toml"))
            # The README's vehicle and plant are Henan's; this run is of the case that was just made.
            named = {"runs/…": str(made), "saic-1:40000": "0", "byd-zhengzhou": "bike-plant"}
            arguments = [named.get(argument, argument) for argument in arguments]
        assert main(arguments) == 0, (arguments, capsys.readouterr().err)


def test_its_vehicle_is_of_a_line_that_henan_has() -> None:
    (vehicle,) = (command[-1] for command in COMMANDS if command[1] == "trace")
    lines = (shipped()["henan"] / "lines.csv").read_text("utf-8")
    assert f"\n{vehicle.partition(':')[0]}," in lines


def test_its_plant_is_one_that_henan_has() -> None:
    (plant,) = (command[-1] for command in COMMANDS if command[1] == "log")
    assert f"\n{plant}," in (shipped()["henan"] / "sites.csv").read_text("utf-8")


def test_every_command_is_told_of() -> None:
    """Whoever adds a command, says so on the front page."""
    program = typer.main.get_command(commands(Words.of("en")))
    assert isinstance(program, typer.core.TyperGroup)
    assert {command[1] for command in COMMANDS} == set(program.commands)


def test_dev_knows_the_commands_it_names() -> None:
    script = (ROOT / "dev").read_text("utf-8")
    for page in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        for command in re.findall(r"\./dev (\w+)", (ROOT / page).read_text("utf-8")):
            assert f"\n    {command})" in script, (page, command)
