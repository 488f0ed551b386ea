"""Everything the page says, it says in both languages."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from landbridge.documents.document import declared
from landbridge.measurement.counterparts import READINGS
from landbridge.measurement.headline import declared_figures
from landbridge.measurement.indicators import declared_indicators
from landbridge.reporting.sections.operations import STATES
from landbridge.reporting.words import LANGUAGES, read_words

FRONT = Path(__file__).parents[2] / "front" / "src"


def flat(language: str) -> dict[str, str]:
    return {
        f"{section}.{word}": text for section, words in read_words(language).items() for word, text in words.items()
    }


def test_languages_have_the_same_words() -> None:
    assert list(flat("en")) == list(flat("zh"))


def test_no_word_is_empty_and_sentences_are_filled_alike() -> None:
    for key, text in flat("en").items():
        chinese = flat("zh")[key]
        assert text.strip()
        assert chinese.strip()
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", chinese)), key


def test_chinese_is_chinese() -> None:
    latin = {key for key, text in flat("zh").items() if not re.search(r"[\u4e00-\u9fff]", text)}
    assert latin == {"page.document_title", "page.none", "lead_times.handling", "unit.percent"}


def used(kind: str) -> Iterator[str]:
    """What the front end asks for: keys of sentences (``t``) or sections of codes (``code``)."""
    for path in sorted(FRONT.rglob("*.ts*")):
        yield from re.findall(rf'\b{kind}\(\s*"([\w.]+)"', path.read_text(encoding="utf-8"))


def templates() -> Iterator[str]:
    for path in sorted(FRONT.rglob("*.ts*")):
        for pattern in re.findall(r"\bt\(`([^`]+)`", path.read_text(encoding="utf-8")):
            yield re.escape(pattern).replace(r"\$\{id\}", r"\w+")


def test_every_sentence_the_page_asks_for_exists() -> None:
    keys = set(used("t"))
    assert len(keys) > 80
    assert keys <= set(flat("en"))
    assert set(used("code")) <= set(read_words("en"))


def test_no_word_is_left_over() -> None:
    asked = set(used("t")) | {"page.no_script"}
    patterns = [re.compile(re.sub(r"\\\$\\\{.*?\\\}", r"[\\w]+", pattern)) for pattern in templates()]
    codes = set(used("code"))
    spare = {
        key
        for key in flat("en")
        if key not in asked and key.split(".")[0] not in codes and not any(p.fullmatch(key) for p in patterns)
    }
    assert not spare


def choices(table: str, column: str) -> list[str]:
    file = resources.files("landbridge.tables") / "declared" / f"{table}.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return next(row["choices"] for row in rows if row["column"] == column).split(";")


@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("mode", choices("lanes", "mode")),
        ("kind", choices("sites", "kind")),
        ("step", choices("terminals", "step")),
        ("powertrain", choices("facts", "powertrain")),
        ("confidence", choices("facts", "confidence")),
        ("quality", choices("facts", "quality")),
        ("indicator", list(READINGS)),
        ("unit", [declared_indicators()[name].unit for name in READINGS]),
        ("unit", [figure["unit"] for figure in declared_figures().values()]),
        ("state", list(STATES)),
        ("level", ["country", "province", "city", "site", "maker"]),
        ("standing", ["calibrated", "conditional", "predicted"]),
        ("cause", ["part", "yard"]),
        ("segment", choices("items", "segment")),
        ("presence", ["region", "both", "outside", "absent"]),
        ("duty", [*choices("tariffs", "kind"), "unknown"]),
    ],
)
def test_every_code_of_the_tables_has_a_word(section: str, codes: list[str]) -> None:
    assert set(codes) <= set(read_words("en")[section])


def test_every_table_that_carries_provenance_has_a_word() -> None:
    listed = (resources.files("landbridge.tables") / "tables.csv").read_text(encoding="utf-8").splitlines()
    tables = {row["table"] for row in csv.DictReader(listed) if row["provenance"] == "yes"}
    assert tables <= set(read_words("en")["table"])


def test_the_measures_still_have_the_columns_the_words_speak_of() -> None:
    assert "standing" in {column["column"] for column in declared("measures")["published"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_plain_toml(language: str) -> None:
    text = (resources.files("landbridge.reporting") / "text" / f"{language}.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == read_words(language)


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        read_words("de")
