from __future__ import annotations

from pathlib import Path

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.measurement.handbook import conventions, measures_page


def test_every_table_has_a_convention_in_both_languages() -> None:
    assert set(conventions()) == set(declared(Measures.kind))
    assert all(all(row.values()) for row in conventions().values())


def test_the_page_follows_the_declarations() -> None:
    kept = Path(__file__).parents[2] / "docs" / "measures.md"
    assert kept.read_text(encoding="utf-8") == measures_page(), "out of date: ./dev docs"
