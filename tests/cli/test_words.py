"""Both languages say the same things, and every text is used."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import get_args

import pytest

import landbridge.cli
from landbridge.cli.words import Words
from landbridge.exchange.facts.changes import Kind
from landbridge.measurement.headline import declared_figures
from landbridge.measurement.outlook.mark import MARKS
from landbridge.measurement.outlook.rolling import MODELS
from landbridge.measurement.outlook.scope import ADDITIVE
from landbridge.network.facts import CURRENT, SUPERSEDED
from landbridge.tables.declaration import declared_tables

EN, ZH = Words.of("en").texts, Words.of("zh").texts
CODED = frozenset({"mode", "step", "quality", "unit", "standing", "indicator", "refusal", "change", "revision"})
SOURCES = "\n".join(path.read_text("utf-8") for path in Path(landbridge.cli.__file__).parent.glob("*.py"))


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_the_keys_are_equal() -> None:
    assert list(EN) == list(ZH)


@pytest.mark.parametrize("key", sorted(EN))
def test_the_fields_are_equal_and_the_language_is_right(key: str) -> None:
    assert fields(EN[key]) == fields(ZH[key])
    assert not re.search("[\u4e00-\u9fff]", EN[key])


@pytest.mark.parametrize("key", sorted(key for key in EN if key.split(".")[0] not in CODED))
def test_every_text_is_used(key: str) -> None:
    section = key.split(".")[0]
    assert f'"{key}"' in SOURCES or f"'{key}'" in SOURCES or f'f"{section}.{{' in SOURCES


def choices(table: str, column: str) -> set[str]:
    return set(declared_tables()[table][column].choices)


CODES = {
    "change": set(get_args(Kind)),
    "revision": {CURRENT, SUPERSEDED},
    "mode": choices("lanes", "mode"),
    "step": choices("terminals", "step"),
    "quality": choices("facts", "quality"),
    "unit": {figure["unit"] for figure in declared_figures().values()},
    "indicator": set(ADDITIVE),
    "refusal": {"bases_crossed", "base_not_positive", "base_unknown"},
    "standing": {"calibrated", "conditional", "predicted", "indicative"},
}


@pytest.mark.parametrize(("section", "codes"), [("outlook_mark", MARKS), ("outlook_model", tuple(MODELS))])
def test_marks_and_models_have_their_words(section: str, codes: tuple[str, ...]) -> None:
    assert {key.split(".")[1] for key in EN if key.startswith(f"{section}.")} == set(codes)


@pytest.mark.parametrize("section", sorted(CODES))
def test_every_code_has_a_word(section: str) -> None:
    assert section in CODED
    known = {key.split(".")[1] for key in EN if key.startswith(f"{section}.")}
    assert known >= CODES[section]
