"""Every finding of the rules of meaning is made by its fault, and by nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import holidays
import pytest

from landbridge.network.rules import check
from landbridge.network.rules.attributes import holiday_countries
from landbridge.network.rules.chain import made
from landbridge.tables.case import read_case
from tests.network.rules.faults import FAULTS
from tests.tables.faults import Fault
from tests.tables.small_case import write_small


def test_the_small_case_has_no_fault(tmp_path: Path) -> None:
    assert check(read_case(write_small(tmp_path))) == []


def test_a_country_is_known_whose_holidays_are() -> None:
    assert holiday_countries() == set(holidays.list_supported_countries())


def test_what_rules_share_is_of_the_case_they_look_at(tmp_path: Path) -> None:
    one, other = (read_case(write_small(tmp_path / name)) for name in ("one", "other"))
    other = replace(other, tables={**other.tables, "lines": other["lines"].clear()})
    assert [made(case).height > 0 for case in (one, other, one)] == [True, False, True]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_found_where_it_is(fault: Fault, tmp_path: Path) -> None:
    case = read_case(write_small(tmp_path, fault.changes))
    assert case.findings == ()
    found = check(case)
    assert {item.code for item in found} - set(fault.also) == {fault.code} - set(fault.also)
    named = [item for item in found if item.code == fault.code]
    assert fault.where in [(item.table, item.line, item.column) for item in named]
    assert len(named) == 1 or fault.code in fault.also
    for item in found:
        for text in (item.message_en, item.message_zh, item.fix_en, item.fix_zh):
            assert text
            assert not re.search(r"\{\w+\}", text)
