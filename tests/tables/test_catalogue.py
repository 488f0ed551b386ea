"""The catalogue: every finding has words in both languages, a page and a test."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from landbridge.tables.catalogue import Entry, catalogue
from landbridge.tables.finding import SEVERITIES
from landbridge.tables.handbook import findings_page, tables_page
from tests.exchange.facts.conftest import FINDINGS
from tests.network.rules import faults as of_rules
from tests.tables import faults as of_tables

DOCS = Path(__file__).parents[2] / "docs"


def _words(text: str) -> set[str]:
    # a separator and a kind have a word for each language
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return {re.sub(r"_(en|zh)$", "", name) for name in names}


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
def test_every_finding_is_told_in_both_languages(entry: Entry) -> None:
    assert entry.severity in SEVERITIES
    for text in (entry.message_en, entry.fix_en):
        assert text
        assert text.isascii() or set(text) <= set(string.printable) | set("→…")
    for text in (entry.message_zh, entry.fix_zh):
        assert re.search(r"[\u4e00-\u9fff]", text)
    shared = {"hint"}
    assert _words(entry.message_en) - shared == _words(entry.message_zh) - shared
    assert _words(entry.fix_en) == _words(entry.fix_zh)


def test_no_finding_without_a_test() -> None:
    tested = {fault.code for fault in (*of_tables.FAULTS, *of_rules.FAULTS)}
    tested |= FINDINGS
    # the line that counts the rest of a capped rule keeps that rule's code: test_case, test_csv_file
    assert tested == set(catalogue()) - {"more"}


def test_the_pages_are_up_to_date() -> None:
    assert (DOCS / "findings.md").read_text(encoding="utf-8") == findings_page()
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == tables_page()
    for code in catalogue():
        assert f"### {code}\n" in findings_page()
