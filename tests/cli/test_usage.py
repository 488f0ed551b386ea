"""Help, faults of usage, languages and start-up."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from landbridge import __version__
from landbridge.cli.main import commands
from landbridge.cli.words import Words
from tests.cli.conftest import Say

COMMANDS = (
    "run",
    "check",
    "claims",
    "outlook",
    "tables",
    "new",
    "show",
    "indicators",
    "trace",
    "causes",
    "simulate",
    "log",
    "export",
)
FACTS = ("add", "list")


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python as a user's shell would, without the tests' environment for language and colour."""
    clean = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR")}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", env=clean | environment
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(say: Say, command: str) -> None:
    english, chinese = say(command, "--help"), say(command, "--help", "--lang", "zh")
    assert english.code == chinese.code == 0
    assert Words.of("en")(f"{command}.help")[:40] in english.out
    assert Words.of("zh")(f"{command}.help")[:20] in chinese.out
    assert "--lang" in english.out
    assert "--json" in english.out
    assert "Options" not in chinese.out


def test_the_commands_are_all_tested() -> None:
    program = commands(Words.of("en"))
    assert tuple(command.name for command in program.registered_commands) == COMMANDS
    (group,) = program.registered_groups
    assert tuple(command.name for command in group.typer_instance.registered_commands) == FACTS


@pytest.mark.parametrize("command", FACTS)
def test_a_command_of_a_group_explains_itself_in_both_languages(say: Say, command: str) -> None:
    english, chinese = say("facts", command, "--help"), say("facts", command, "--help", "--lang", "zh")
    assert english.code == chinese.code == 0
    assert Words.of("en")(f"facts.{command}")[:40] in english.out
    assert Words.of("zh")(f"facts.{command}")[:20] in chinese.out
    assert "--json" in english.out
    assert "Options" not in chinese.out


def test_the_version(say: Say) -> None:
    assert say("--version").out == f"landbridge {__version__}\n"


def test_without_a_command_it_explains_itself(say: Say) -> None:
    said = say()
    assert "trace" in said.out + said.err
    assert said.code == 2


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (("rnu",), "no command rnu. Did you mean 'run'?", "没有命令 rnu"),
        (("run",), "CASE", "缺少"),
        (("run", "starter", "--sed", "3"), "no option --sed. Did you mean --seed", "没有选项 --sed"),
        (("run", "starter", "--seed"), "--seed needs a value", "--seed 需要取值"),
        (("run", "starter", "again"), "too many: again", "多余的参数：again"),
        (("run", "starter", "--lang", "de"), "one of", "应为"),
        (("show", "x", "--rows", "few"), "whole number", "整数"),
    ],
)
def test_a_fault_of_usage(
    say: Say, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], english: str, chinese: str
) -> None:
    said = say(*arguments)
    assert said.code == 2
    assert english in said.err
    assert said.out == ""
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    said = say(*arguments)
    assert said.code == 2
    assert chinese in said.err


def test_the_machine_chooses_the_language() -> None:
    assert "表" in python("-m", "landbridge", "tables", LANG="zh_CN.UTF-8").stdout
    assert "Table" in python("-m", "landbridge", "tables", LANG="zh_CN.UTF-8", LC_ALL="C.UTF-8").stdout
    assert "Table" in python("-m", "landbridge", "tables", "--lang", "en", LANG="zh_CN.UTF-8").stdout


def test_colour_can_be_refused() -> None:
    coloured = python("-m", "landbridge", "tables", FORCE_COLOR="1")
    plain = python("-m", "landbridge", "tables", FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b[" in coloured.stdout
    assert "\x1b[3" not in plain.stdout


def test_help_and_import_fetch_nothing_heavy() -> None:
    heavy = "{'polars', 'numba', 'numpy', 'xlsxwriter', 'fastexcel'}"
    script = (
        f"import sys, landbridge.cli.main as m; m.main(['run', '--help']); sys.exit(bool({heavy} & set(sys.modules)))"
    )
    assert python("-c", script).returncode == 0
    assert python("-c", f"import sys, landbridge; sys.exit(bool({heavy} & set(sys.modules)))").returncode == 0


def test_a_plain_command_line_is_read_without_the_judge_of_values() -> None:
    script = (
        "import sys, landbridge.cli.main as m; "
        "m.main(['trace', 'nowhere', '1', '--lang', 'zh']); sys.exit('pydantic' in sys.modules)"
    )
    assert python("-c", script).returncode == 0


def test_progress_is_shown_on_a_terminal_only() -> None:
    done = python("-m", "landbridge", "check", "starter")
    assert done.stderr == ""
