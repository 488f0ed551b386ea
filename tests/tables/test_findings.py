"""Every finding that reading and the declarations can make is made by its fault, and by nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from landbridge.tables.case import read_case
from tests.tables.faults import FAULTS, Fault
from tests.tables.small_case import write_small


def test_the_small_case_has_no_fault(tmp_path: Path) -> None:
    case = read_case(write_small(tmp_path))
    assert case.findings == ()
    assert case.settings.title_en == "Small"
    assert case["flows"].height == 1


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_found_where_it_is(fault: Fault, tmp_path: Path) -> None:
    folder = write_small(tmp_path / "case", fault.changes)
    if fault.damage:
        fault.damage(folder)
    found = read_case(folder).findings
    assert {item.code for item in found} - set(fault.also) == {fault.code}
    named = [item for item in found if item.code == fault.code]
    assert [(item.table, item.line, item.column) for item in named] == [fault.where]
    for item in named:
        for text in (item.message_en, item.message_zh, item.fix_en, item.fix_zh):
            assert text
            assert not re.search(r"\{\w+\}", text)


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"bills": ("seat,steel", "seat,stel")}, "steel"),
        ({"lanes": (",sea,", ",seas,")}, "sea"),
        ({"sites": ("latitude", "lattitude")}, "latitude"),
        ({"case.toml": ("seed = 3", "sead = 3")}, "seed"),
    ],
)
def test_the_nearest_name_is_given(changes: dict[str, tuple[str, str]], hint: str, tmp_path: Path) -> None:
    (found,) = read_case(write_small(tmp_path, changes)).findings
    assert found.fix_en.startswith(f"Did you mean {hint}? ")
    assert found.fix_zh.startswith(f"是否应为 {hint}？")


def test_a_misspelt_table_names_the_table(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "replenishments.csv").write_text("site\n")
    (found,) = read_case(tmp_path).findings
    assert (found.code, found.value) == ("unknown_table", "replenishments")
    assert "Did you mean replenishment? " in found.fix_en
