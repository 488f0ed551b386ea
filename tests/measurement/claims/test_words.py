"""Every sentence exists in both languages with the same fields, and nothing a reader sees is a code."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

from landbridge.measurement.claims import Examined
from landbridge.measurement.claims.page import write_page
from landbridge.measurement.claims.verdict import VERDICTS
from landbridge.measurement.claims.words import sentence, texts, word
from tests.measurement.claims.conftest import Examine


def test_both_languages_name_the_same_fields() -> None:
    for code, row in texts().items():
        assert row["text_en"], code
        assert row["text_zh"], code
        if "." not in code:
            en, zh = ({name for _, name, _, _ in Formatter().parse(row[c]) if name} for c in ("text_en", "text_zh"))
            assert en == zh, code
            assert re.search(r"[\u4e00-\u9fff]", row["text_zh"]), code


def test_every_verdict_has_a_word() -> None:
    for code in VERDICTS:
        assert f"verdict.{code}" in texts()
        assert word("verdict", code)[0] != word("verdict", code)[1]


def test_every_sentence_of_the_case_can_be_read(tested: Examine) -> None:
    found: dict[str, Examined] = tested()
    for examined in found.values():
        assert examined.verdict in VERDICTS
        for reason in examined.reasons:
            text = sentence(reason.code, reason.values)
            assert "_" not in text.en + text.zh, text
    page = write_page(list(found.values()), ("A", "甲"), date(2024, 11, 18))
    assert all(f"## {name} ·" in page for name in found)
