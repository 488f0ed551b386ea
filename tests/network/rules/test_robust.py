"""The rules look at broken tables too: they find, and never fail."""

from __future__ import annotations

import tempfile
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.network.rules import RULES, check
from landbridge.tables.case import read_case
from landbridge.tables.declaration import declared_tables
from tests.tables.small_case import SETTINGS, TABLES, write_small

_CELLS = st.sampled_from(
    ["", "x", "car", "seat", "plant", "0", "-1", "9223372036854775807", "1e308", "2024-01", "2024-01-31", "24:00"]
)
_MOVES = st.tuples(st.sampled_from(sorted(TABLES)), st.integers(0, 9), st.integers(0, 12), _CELLS)


def _write(folder: Path, moves: list[tuple[str, int, int, str]], dropped: set[str]) -> None:
    (folder / "case.toml").write_text(SETTINGS)
    for table, text in TABLES.items():
        rows = [line.split(",") for line in textwrap.dedent(text).strip().splitlines()]
        for name, row, column, cell in moves:
            if name == table:
                rows[1 + row % (len(rows) - 1)][column % len(rows[0])] = cell
        if table not in dropped:
            (folder / f"{table}.csv").write_text("\n".join(map(",".join, rows)) + "\n")


@settings(max_examples=40, deadline=None)
@given(st.lists(_MOVES, max_size=12), st.sets(st.sampled_from(sorted(TABLES)), max_size=3))
def test_broken_tables_are_checked_to_the_end(moves: list[tuple[str, int, int, str]], dropped: set[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        _write(Path(name), moves, dropped)
        case = read_case(Path(name))
        found = check(case)
    assert set(case.findings) <= set(found)
    for table in dropped:
        assert not declared_tables()[table].required or any(item.code == "missing_table" for item in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__module__.rpartition(".")[2])
def test_a_rule_finds_nothing_wrong_with_a_case_without_rows(rule, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "case.toml").write_text(SETTINGS)
    for table in TABLES:
        (tmp_path / f"{table}.csv").write_text(textwrap.dedent(TABLES[table]).strip().splitlines()[0] + "\n")
    assert rule(read_case(tmp_path)) == []


@pytest.mark.parametrize(("value", "code"), [('"1,300"', "wrong_type"), ("", "fact_without_value")])
def test_a_cell_that_cannot_be_read_is_not_called_blank_too(tmp_path: Path, value: str, code: str) -> None:
    case = read_case(write_small(tmp_path, {"facts": ("bureau,300", f"bureau,{value}")}))
    assert [found.code for found in check(case) if found.column == "value"] == [code]
