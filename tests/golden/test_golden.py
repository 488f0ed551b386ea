"""Every golden case gives the record that lies beside it, by both engines, and tells what lies there of it.

`./dev test tests/golden --rewrite-golden -n 0` writes the expected records anew, by the oracle, and shows what changed.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given as drawn

from landbridge.planning.given import given
from tests.golden.kept import (
    GOLDEN,
    kept_if_it_fails,
    read_network,
    read_record,
    read_told,
    tables_of,
    told,
    write_network,
    write_record,
    write_told,
)
from tests.oracle.engines import Engine, assert_same, each_engine
from tests.oracle.oracle import run
from tests.oracle.sketch import h, sketch
from tests.properties.enrich import enrich
from tests.properties.networks import random_network
from tests.properties.options import Options, options

CASES = sorted(path.parent for path in GOLDEN.glob("*/case.json"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
@each_engine
def test_a_golden_case_gives_its_record(engine: Engine, folder: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--rewrite-golden"):
        pytest.skip("the expected records are being written")
    network, seed = read_network(folder)
    record = engine(network, given(network), seed)
    assert_same(record, read_record(folder))
    assert told(network, record) == read_told(folder)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_golden_case_says_what_it_shows(folder: Path) -> None:
    (line,) = (folder / "README.md").read_text("utf-8").splitlines()
    assert len(line) > 20


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_expected_records_are_written_anew_only_when_asked(
    folder: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    network, seed = read_network(folder)
    tables = tables_of(run(network, given(network), seed).tables)
    before = {path.stem: path.read_text("utf-8") for path in (folder / "record").glob("*.csv")}
    if not request.config.getoption("--rewrite-golden"):
        assert tables == before
        return
    record = run(network, given(network), seed)
    write_record(folder, record)
    write_told(folder, network, record)
    with capsys.disabled():
        for table in sorted({*tables, *before}):
            old, new = (text.get(table, "").splitlines() for text in (before, tables))
            path = f"{folder.name}/record/{table}.csv"
            print("\n".join(unified_diff(old, new, path, path, lineterm="", n=1)), end="\n" if old != new else "")


@drawn(options())
def test_a_network_that_is_kept_is_the_one_that_was(tmp_path_factory: pytest.TempPathFactory, chosen: Options) -> None:
    folder = tmp_path_factory.mktemp("golden")
    network = enrich(random_network(chosen)[0], chosen.seed)
    write_network(folder, network, chosen.seed)
    again, seed = read_network(folder)
    assert seed == chosen.seed
    for table in ("lines", "lanes", "stocks", "sources", "disruptions", "fleets", "servers", "rates", "demand"):
        assert again[table].equals(network[table]), table


def test_a_failure_is_kept_with_the_record_that_was_expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.golden.kept.GOLDEN", tmp_path)
    network, plan = sketch(
        [100],
        lines=[{"line": "L", "site": "P", "throughput_h": h(5)}],
        takts=[{"line": "L", "takt_ns": 10_000_000}],
        schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 3}],
    )
    with kept_if_it_fails("here", network, 3):
        pass
    assert not list(tmp_path.iterdir())
    with pytest.raises(AssertionError, match="no"), kept_if_it_fails("here", network, 3):
        raise AssertionError("no")
    again, seed = read_network(tmp_path / "found-here")
    assert_same(run(again, given(again), seed), run(network, plan, 3))
    assert_same(read_record(tmp_path / "found-here"), run(network, plan, 3))
