"""The fixture that makes cases by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from landbridge.tables.case import Case
from tests.network.cases import MakeCase, make_case_in


@pytest.fixture
def make_case(tmp_path: Path) -> MakeCase:
    """``make_case(settings, table="CSV text", ...)``: a small case."""

    def make(settings: dict[str, object] | None = None, **tables: str) -> Case:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        return make_case_in(folder, settings or {}, tables)

    return make
