"""``run.toml`` says what made a run, and can be read back."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from landbridge.runs.manifest import fingerprint, program, read_manifest, write_manifest

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.one_of(TEXT, st.integers(-(2**63), 2**63 - 1), st.booleans(), st.dates(), st.lists(TEXT, max_size=3))
TABLES = st.recursive(VALUES, lambda inner: st.dictionaries(TEXT.filter(bool), inner, max_size=4), max_leaves=12)


@given(st.dictionaries(TEXT.filter(bool), TABLES, max_size=5))
def test_what_is_written_is_read(tmp_path_factory: object, content: dict[str, object]) -> None:
    folder = tmp_path_factory.mktemp("run")  # type: ignore[attr-defined]
    write_manifest(folder, content)
    assert without_empty(read_manifest(folder)) == without_empty(content)


def without_empty(table: dict[str, object]) -> dict[str, object]:
    """Tables without values are not written."""
    inner = {key: without_empty(value) if isinstance(value, dict) else value for key, value in table.items()}
    return {key: value for key, value in inner.items() if value != {}}


def test_times_and_missing_values(tmp_path: Path) -> None:
    content = {"started": datetime(2024, 3, 1, 12, tzinfo=UTC), "day": date(2024, 3, 1), "share": 0.25, "none": None}
    write_manifest(tmp_path, content)
    assert read_manifest(tmp_path) == {key: value for key, value in content.items() if value is not None}


def test_the_fingerprint_is_that_of_the_input_files(tmp_path: Path) -> None:
    (tmp_path / "lanes.csv").write_bytes(b"lane\n")
    (tmp_path / "case.toml").write_bytes(b"seed = 1\n")
    (tmp_path / ".lanes.csv.swp").write_bytes(b"an editor's")
    (tmp_path / "notes.md").write_bytes(b"no input")
    first = fingerprint(tmp_path)
    assert first["files"] == {
        "case.toml": hashlib.sha256(b"seed = 1\n").hexdigest(),
        "lanes.csv": hashlib.sha256(b"lane\n").hexdigest(),
    }
    (tmp_path / "notes.md").write_bytes(b"changed")
    assert fingerprint(tmp_path)["sha256"] == first["sha256"]
    (tmp_path / "lanes.csv").write_bytes(b"lane\nx\n")
    assert fingerprint(tmp_path)["sha256"] != first["sha256"]


def test_a_renamed_table_is_another_input(tmp_path: Path) -> None:
    (tmp_path / "lanes.csv").write_bytes(b"x\n")
    first = fingerprint(tmp_path)["sha256"]
    (tmp_path / "lanes.csv").rename(tmp_path / "lines.csv")
    assert fingerprint(tmp_path)["sha256"] != first


def test_the_versions_that_decide_a_record_are_named() -> None:
    assert program("1.2.3")["version"] == "1.2.3"
    assert set(program("1")) >= {"python", "numba", "numpy", "polars", "machine"}
