"""The house rules that a machine can hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conventions.tree import ROOT, tracked

SOURCES = [path for path in tracked() if path.suffix == ".py"]
PROGRAM = [path for path in SOURCES if path.is_relative_to(ROOT / "src")]
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "core", "misc", "manager", "tools", "lib"}
# Put together here, so that this file does not name what it looks for.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "deb." + "debian",
    "npm" + "mirror",
    "jsdel" + "ivr",
)
MACHINES = tuple("/" + room + "/" for room in ("root", "work", "farm", "home", "Users"))


def test_the_rooms_import_as_they_may() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert "0 broken" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_tells_one_story(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert not FORBIDDEN & set(path.relative_to(ROOT).with_suffix("").parts)
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "says what it is in its first line"


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_others_use_says_what_it_does(path: Path) -> None:
    silent = [node.name for node in public(ast.parse(path.read_text("utf-8"))) if not ast.get_docstring(node)]
    assert silent == []


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_state_of_a_module_is_rebound(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for word in (*HOSTS, *MACHINES):
            # A machine's path begins a word; the host or the room of an address may hold the same letters.
            pattern = rf"(?<![\w.\-/*~$}}]){re.escape(word)}" if word.startswith("/") else re.escape(word)
            if re.search(pattern, text):
                found.append((str(path.relative_to(ROOT)), word))
    assert found == []


def test_the_locks_name_versions_and_hashes_only() -> None:
    for lock in sorted(ROOT.glob("requirements*.lock")):
        lines = [line.strip() for line in lock.read_text("utf-8").splitlines() if line.strip()]
        assert lines
        for line in lines:
            assert re.fullmatch(r"(--hash=sha256:[0-9a-f]{64}|[a-z0-9][a-z0-9._-]*==\S+( ;.*?)?)( \\)?", line), line


def test_the_dev_lock_holds_the_programs_own_versions() -> None:
    own, dev = (
        {line.removesuffix(" \\") for line in (ROOT / lock).read_text("utf-8").splitlines() if "==" in line}
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert own <= dev


def test_nothing_large_is_kept() -> None:
    large = {str(path.relative_to(ROOT)): path.stat().st_size for path in tracked() if path.stat().st_size > 2_000_000}
    assert large == {}
