"""The rows that a trace reads from a run folder tell the same genealogy as the whole record."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from landbridge.measurement.genealogy import Genealogy
from landbridge.pipeline import RunSettings, run
from landbridge.runs import RunFolder
from landbridge.runs.rows import RunRows, network_of
from landbridge.runs.trace import trace, window


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run of the starter case, over several months."""
    out: Path = tmp_path_factory.mktemp("runs") / "starter"
    return run("starter", RunSettings(out=out, page=False))


def test_a_trace_tells_the_genealogy_of_the_whole_record(made: RunFolder) -> None:
    network, record = made.network(), made.record()
    whole, small = Genealogy.of(network, record), network_of(made)
    vehicles = record["vehicles"]
    tracked = set(network["items"].filter("tracked")["item"])
    seen = 0
    for row in vehicles[:: vehicles.height // 70].iter_rows(named=True):
        asked = (row["line"], row["unit"], row["item"], row["started_ms"])
        read = Genealogy(small, RunRows(made, row["vehicle"], row["started_ms"]))
        assert read.of_unit(*asked) == whole.of_unit(*asked)
        parts = read.of_unit(*asked, tracked)
        assert {part.item for part in parts} <= tracked
        seen += sum(part.lot is not None and part.known for part in parts)
    assert seen > 20
    months = network["periods"].filter(pl.col("end_ms") > 0)
    assert vehicles["started_ms"].max() > months["end_ms"][0]


def test_a_vehicle_stands_where_the_balances_say(made: RunFolder) -> None:
    vehicles = made.record()["vehicles"]
    for row in vehicles[:: vehicles.height // 50].iter_rows(named=True):
        first, count = window(made, row["line"], row["unit"])
        assert first <= row["vehicle"] < first + count
        assert trace(made, f"{row['line']}:{row['unit']}").vehicle == row["vehicle"]
        assert count < vehicles.height // 2
