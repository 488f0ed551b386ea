"""The small case, and files of facts to add to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from landbridge.exchange.facts import Addition, Blanks, add
from tests.tables.small_case import write_small

HEADER = "fact,indicator,powertrain,place,period_start,period_end,basis,value,unit,published_on,confidence,source\n"
NEW = "F3,output,bev,town,2024-03-01,2024-03-31,bureau,320,vehicles,2024-04-10,published,Yearbook\n"
REVISED = "F1,output,bev,town,2024-01-01,2024-01-31,bureau,310,vehicles,2024-03-20,published,Yearbook\n"
FINDINGS = frozenset({"fact_conflict", "undated_fact", "fact_column_absent", "facts_in_workbook"})
"""What only adding facts can find; made by their faults in test_add and test_keeping."""
AddText = Callable[..., Addition]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """The small case's folder."""
    return write_small(tmp_path / "case")


@pytest.fixture
def add_text(case: Path, tmp_path: Path) -> AddText:
    """``add_text(rows)``: what comes of adding a CSV file of those rows."""

    def made(rows: str, blanks: Blanks | None = None, header: str = HEADER) -> Addition:
        (tmp_path / "new.csv").write_text(header + rows, "utf-8")
        return add(case, tmp_path / "new.csv", blanks)

    return made
