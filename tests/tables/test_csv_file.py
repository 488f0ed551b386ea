"""CSV files: encodings, line ends, quotation marks, and the true line of every row."""

from __future__ import annotations

import codecs
import csv
import io
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.tables import csv_layout
from landbridge.tables.csv_file import read_csv
from landbridge.tables.raw import Inspection, Raw


def _read(data: bytes, folder: Path) -> tuple[Raw | None, Inspection]:
    (folder / "table.csv").write_bytes(data)
    inspection = Inspection("bills", "bills.csv")
    return read_csv(folder / "table.csv", inspection), inspection


def _cells(raw: Raw | None) -> dict[str, list[str | None]]:
    assert raw is not None
    return {name: cells.to_list() for name, cells in raw.cells.items()}


def test_lines_are_physical_lines(tmp_path: Path) -> None:
    raw, inspection = _read(
        b'\n"item",note\r\ncar,"one\r\ntwo\n\nfour"\r\n\r\n ,\nbus,"say ""hi"", or not"\nvan,', tmp_path
    )
    assert _cells(raw) == {
        "item": ["car", "bus", "van"],
        "note": ["one\r\ntwo\n\nfour", 'say "hi", or not', None],
    }
    assert raw is not None
    assert raw.rows.to_list() == [3, 9, 10]
    assert inspection.found == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_chinese_names_in_any_usual_encoding(encoding: str, tmp_path: Path) -> None:
    raw, inspection = _read("item,note\n郑州,洛阳电池\n开封,零部件\n".encode(encoding), tmp_path)
    assert _cells(raw) == {"item": ["郑州", "开封"], "note": ["洛阳电池", "零部件"]}
    said = {"gbk": ["gbk_encoding"], "gb18030": ["gbk_encoding"], "utf-16": ["utf16_encoding"]}
    assert [item.code for item in inspection.found] == said.get(encoding, [])


def test_utf_16_with_its_bytes_either_way_round_and_broken(tmp_path: Path) -> None:
    text = 'item,note\n郑州,"一,二"\n'
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        raw, _ = _read(mark + text.encode(encoding), tmp_path)
        assert _cells(raw) == {"item": ["郑州"], "note": ["一,二"]}
    for broken in (text.encode("utf-16")[:-1], text.encode("utf-32")):
        raw, inspection = _read(broken, tmp_path)
        assert raw is None
        assert [item.code for item in inspection.found] == ["wrong_encoding"]


def test_a_file_that_ends_lines_with_carriage_returns(tmp_path: Path) -> None:
    raw, _ = _read(b"item,note\rcar,1\rbus,2\r", tmp_path)
    assert _cells(raw) == {"item": ["car", "bus"], "note": ["1", "2"]}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'item,note\ncar,"1\nbus,2\n', 2),
        (b'item,note\ncar,1\nbus,"2"x\n', 3),
        (b'item,note\ncar,12" wheel\n', 2),
    ],
)
def test_quotation_marks_that_do_not_match(data: bytes, line: int, tmp_path: Path) -> None:
    raw, inspection = _read(data, tmp_path)
    assert raw is None
    assert [(item.code, item.line) for item in inspection.found] == [("broken_quotes", line)]


def test_rows_of_another_width_name_their_line(tmp_path: Path) -> None:
    _, inspection = _read(b'item,note\n"a\nb",1\ncar\nbus,1,2\n', tmp_path)
    assert [(item.code, item.line) for item in inspection.found] == [("long_row", 5)]
    _, inspection = _read(b"item,note,more\n\ncar,1\n", tmp_path)
    assert [(item.code, item.line) for item in inspection.found] == [("short_row", 3)]


def test_findings_of_one_rule_are_capped_and_counted(tmp_path: Path) -> None:
    _, inspection = _read(b"item,note\n" + b"car,1,2\n" * 500, tmp_path)
    assert len(inspection.found) == 21
    assert [item.line for item in inspection.found[:20]] == list(range(2, 22))
    assert inspection.found[-1].message_en == "480 more of the same; 500 in all."
    assert sum(item.count for item in inspection.found) == 500


_TEXT = st.text(st.sampled_from('ab,"\n;é郑 '), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_TEXT, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_what_csv_writes_is_read_with_its_lines(rows: list[list[str]], ending: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=ending)
    writer.writerow(["k", "l", "m"])
    expected = []
    for row in rows:
        # lines end where the writer says, or where a cell holds a line end
        line = text.getvalue().count("\n") + 1
        writer.writerow(row)
        cells = [cell.strip() or None for cell in row]
        if any(cells):
            expected.append((line, *cells))
    data = np.frombuffer(text.getvalue().encode(), np.uint8)
    layout = csv_layout.lay_out(data)
    assert layout.cells.tolist() == [3] * (len(rows) + 1)
    with tempfile.TemporaryDirectory() as folder:
        raw, inspection = _read(text.getvalue().encode(), Path(folder))
    assert raw is not None
    assert inspection.found == []
    assert list(zip(raw.rows, *(raw.cells[name] for name in "klm"), strict=True)) == expected


def test_the_layout_is_the_same_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    data = np.frombuffer(b'a,b\n"x,\n\n",2\n3,"4"\n,\n5,6,7' * 9, np.uint8)
    whole = csv_layout.lay_out(data)
    for size in (1, 2, 3, 7, 11):
        monkeypatch.setattr(csv_layout, "_CHUNK", size)
        pieces = csv_layout.lay_out(data)
        assert pieces.cells.tolist() == whole.cells.tolist()
        assert pieces.lines.tolist() == whole.lines.tolist()
        assert pieces.ends.tolist() == whole.ends.tolist()
        assert pieces.closed == whole.closed
