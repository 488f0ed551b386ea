"""Every verb, command, table, column and word is documented, in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import landbridge
from landbridge.cli.main import commands
from landbridge.cli.words import Words
from landbridge.documents.document import declared
from landbridge.tables.declaration import declared_tables
from tests.conventions.tree import ROOT, tracked

CHINESE = re.compile("[\u4e00-\u9fff]")
DOCUMENTS = ("network", "plan", "record", "measures")
PAGES = [path for path in tracked() if path.suffix == ".md"]


def test_what_is_generated_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == ""
    assert done.returncode == 0


def test_the_outlook_page_is_up_to_date() -> None:
    """All but the library's rows, which take long."""
    command = [sys.executable, "docs/outlook_page.py", "--check", "--own"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.parametrize("verb", landbridge.__all__)
def test_every_verb_says_what_it_does(verb: str) -> None:
    assert getattr(landbridge, verb).__doc__
    assert re.search(rf"^{verb}  ", str(landbridge.__doc__), re.MULTILINE)


def test_a_verb_hides_no_package() -> None:
    rooms = {path.stem for path in (ROOT / "src" / "landbridge").iterdir()}
    assert not rooms & set(landbridge.__all__)


def test_every_command_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "commands.md").read_text("utf-8")
    program = commands(Words.of("en"))
    names = [command.name for command in program.registered_commands]
    for group in program.registered_groups:
        inside = group.typer_instance
        names += [f"{inside.info.name} {command.name}" for command in inside.registered_commands]
    assert "facts add" in names
    for name in names:
        assert f"## landbridge {name}\n" in manual


@pytest.mark.parametrize("table", sorted(declared_tables()))
def test_every_case_column_says_what_it_is(table: str) -> None:
    words = declared_tables()[table]
    assert CHINESE.search(words.title_zh)
    for column in words.columns:
        assert column.description_en
        assert not CHINESE.search(column.description_en)
        assert column.description_zh, column.name


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_column_says_what_it_is(document: str) -> None:
    for table, columns in declared(document).items():
        for column in columns:
            assert column["description_en"], (table, column["column"])
            assert column["description_zh"], (table, column["column"])


def test_the_glossary_has_every_table() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    tables = set(declared_tables()) | {table for document in DOCUMENTS for table in declared(document)}
    assert {table for table in tables if f"`{table}`" not in glossary} == set()


def test_every_row_of_the_glossary_is_in_both_languages() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
        if line.startswith("|") and not line.startswith(("| term", "|---"))
    ]
    assert len(rows) > 60
    for term, chinese, english_text, chinese_text in rows:
        assert CHINESE.search(chinese), term
        assert CHINESE.search(chinese_text), term
        assert not CHINESE.search(term + english_text), term
    assert len({row[0] for row in rows}) == len(rows)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not link.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / link).exists(), link


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_paths_that_pages_name_exist(page: Path) -> None:
    """A page that sends a reader to a file, sends to a file that is there."""
    for name in re.findall(r"`((?:src|tests|docs|benchmarks|front)/[\w./-]+)`", page.read_text("utf-8")):
        assert (ROOT / name).exists(), name


def test_decisions_have_question_choice_and_price() -> None:
    for page in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = page.read_text("utf-8")
        for part in ("**Question.**", "**Choice.**", "**Price.**"):
            assert part in text, page.name


def test_every_rule_of_the_simulation_names_tests_that_hold_it() -> None:
    rules = re.findall(
        r"^- \*\*([A-Z]\d+)\*\* (.*)$", (ROOT / "docs" / "simulation.md").read_text("utf-8"), re.MULTILINE
    )
    tests = "\n".join(path.read_text("utf-8") for path in tracked() if path.name.startswith("test_"))
    defined = set(re.findall(r"^def (test_\w+)\(", tests, re.MULTILINE))
    assert len(rules) > 70
    for rule, sentence in rules:
        _, _, held = sentence.partition(" *Held by* ")
        named = set(re.findall(r"`(test_\w+)`", held))
        assert named, rule
        assert named <= defined, rule
