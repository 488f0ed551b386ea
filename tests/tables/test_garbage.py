"""Whatever bytes stand in a file, reading finds and never fails."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.network.rules import check
from landbridge.tables.case import read_case
from tests.tables.small_case import TABLES, write_small

_BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=100).map(str.encode),
    st.text(st.sampled_from('lane,position\n\r"\x00郑;'), max_size=80).map(lambda text: text.encode("gbk")),
)


def _valid(ending: str) -> bytes:
    frame = pl.DataFrame({"lane": ["port-market"] * 3, "position": [1, 2, 3]})
    data = io.BytesIO()
    if ending == "parquet":
        frame.write_parquet(data)
    else:
        frame.write_excel(data)
    return data.getvalue()


@settings(max_examples=30, deadline=None)
@given(_BYTES, st.sampled_from(["waypoints.csv", "lanes.csv", "facts.parquet", "bills.xlsx", "case.xlsx", "case.toml"]))
def test_arbitrary_bytes(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_small(Path(folder))
        (Path(folder) / name).with_suffix(".csv").unlink(missing_ok=True)
        (Path(folder) / name).write_bytes(data)
        case = read_case(Path(folder))
        assert set(case.tables) >= set(TABLES)
        check(case)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["parquet", "xlsx"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6),
    st.floats(0.1, 1),
)
def test_damaged_files(ending: str, damage: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(_valid(ending))
    for place, value in damage:
        data[int(place * len(data))] = value
    with tempfile.TemporaryDirectory() as folder:
        write_small(Path(folder))
        (Path(folder) / "waypoints.csv").unlink()
        (Path(folder) / f"waypoints.{ending}").write_bytes(data[: int(kept * len(data))])
        found = read_case(Path(folder)).findings
    for item in found:
        assert item.table == "waypoints"


@pytest.mark.parametrize("part", zipfile.ZipFile(io.BytesIO(_valid("xlsx"))).namelist())
def test_a_workbook_with_one_part_spoilt(part: str, tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "waypoints.csv").unlink()
    whole = zipfile.ZipFile(io.BytesIO(_valid("xlsx")))
    with zipfile.ZipFile(tmp_path / "waypoints.xlsx", "w") as spoilt:
        for name in whole.namelist():
            spoilt.writestr(name, b"<broken" if name == part else whole.read(name))
    assert all(item.table == "waypoints" for item in read_case(tmp_path).findings)
