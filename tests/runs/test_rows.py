"""The rows that a trace reads from a run folder tell the same genealogy as the whole record."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import polars.selectors as cs
import pytest
from polars.testing import assert_frame_equal

from landbridge.cases import shipped
from landbridge.cli.main import main
from landbridge.measurement.genealogy import Genealogy
from landbridge.network import chains
from landbridge.network.clock import Clock
from landbridge.pipeline import RunSettings, run
from landbridge.runs import RunFolder
from landbridge.runs.rows import RunRows, chain_of
from landbridge.runs.trace import trace, window
from landbridge.simulation import whereabouts


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run of the starter case, over several months; where its rows stand is told of every hundredth vehicle."""
    out: Path = tmp_path_factory.mktemp("runs") / "starter"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whereabouts, "_EVERY", 100)
        return run("starter", RunSettings(out=out, page=False))


def test_a_trace_tells_the_genealogy_of_the_whole_record(made: RunFolder) -> None:
    network, record = made.network(), made.record()
    whole = Genealogy.of(network, record)
    vehicles = record["vehicles"]
    tracked = set(network["items"].filter("tracked")["item"])
    seen = 0
    for row in vehicles[:: vehicles.height // 70].iter_rows(named=True):
        asked = (row["line"], row["unit"], row["item"], row["started_ms"])
        chain = chain_of(made, row["line"])
        parts = Genealogy(chain, RunRows(made, chain, row["vehicle"])).of_unit(*asked, tracked)
        assert parts == whole.of_unit(*asked, tracked)
        seen += sum(part.lot is not None and part.known for part in parts)
    assert seen > 20
    months = network["periods"].filter(pl.col("end_ms") > 0)
    assert vehicles["started_ms"].max() > months["end_ms"][0]


def test_a_chain_holds_no_more_than_its_line_needs(made: RunFolder) -> None:
    network = made.network()
    chain = chain_of(made, "bike-line")
    assert 0 < chain["stocks"].height < network["stocks"].height
    numbers = chain["stocks"]["number"]
    assert network["stocks"]["stock"].gather(numbers).to_list() == chain["stocks"]["stock"].to_list()


def test_the_lots_of_a_chain_are_the_records(made: RunFolder) -> None:
    record, chain = made.record(), chain_of(made, "bike-line")
    rows, keys = RunRows(made, chain, 0), made.network()["stocks"].select("stock", "site", "item", "line")
    stocks = chain["stocks"]["stock"].to_list()
    names = pl.col("site", "item", "line", "supplier", "maker_line").cast(pl.String)
    whole, lots = record["lots"].with_columns(names), 0
    for stock, site, item, line in keys.filter(pl.col("stock").is_in(stocks)).iter_rows():
        own = whole.filter(pl.col("site") == site, pl.col("item") == item, pl.col("line") == line)
        read = rows.lots(stock)
        assert read.equals(own.select(read.columns))
        lots += read.height
    assert lots > 100


def test_a_way_is_that_of_a_plain_reading_of_everything(made: RunFolder) -> None:
    network, record = made.network(), made.record()
    clock = Clock.of(network.settings)
    movements = record["steps"].join(record["movements"].drop("number"), on="movement")
    movements = movements.join(record["departures"].select("movement", "number"), on="movement", how="left")
    told = 0
    for row in record["vehicles"][:: record["vehicles"].height // 60].iter_rows(named=True):
        moved = movements.filter(pl.col("vehicle") == row["vehicle"]).sort("position")
        route = network["routes"].filter(pl.col("route") == row["route"]).sort("position")
        expected = [
            (place["lane"] or place["terminal"], movement["service"], movement["number"], *map(clock.local, times))
            for place, movement in zip(route.to_dicts(), moved.to_dicts(), strict=False)
            if None not in (times := (movement["began_ms"], movement["ended_ms"]))
        ]
        steps = [step for step in trace(made, str(row["vehicle"])).steps if step.kind in ("lane", "terminal")]
        found = [(s.name, s.service, s.number, s.began, s.ended) for s in steps if s.ended is not None]
        assert found == expected
        told += len(found)
    assert told > 60


def test_a_vehicle_stands_where_the_settings_say(made: RunFolder) -> None:
    vehicles = made.record()["vehicles"]
    for row in vehicles[:: vehicles.height // 50].iter_rows(named=True):
        first, count = window(made, row["line"], row["unit"]) or (0, 0)
        assert first <= row["vehicle"] < first + count
        assert trace(made, f"{row['line']}:{row['unit']}").vehicle == row["vehicle"]
        assert count <= 100
    last = vehicles.row(-1, named=True)
    assert window(made, last["line"], last["unit"] + 1) == (0, 0)


def test_every_line_has_in_the_records_chain_what_it_has_in_the_network(made: RunFolder) -> None:
    network = made.network()
    of_all = chains.rows_of(network)
    told = made.settings("record")["chain"]
    assert 0 < len(told["stocks"]) < len(of_all["stocks"])
    for line in made.settings("record")["vehicles_of_lines"]:
        own = {name: [tuple(row) for row in rows] for name, rows in chains.chain_of(told, [line]).items()}
        assert own == chains.chain_of(of_all, [line])
        assert own["stocks"]


def test_the_lots_of_chains_stand_once_more(made: RunFolder) -> None:
    settings, lots = made.settings("record"), made.record()["lots"]
    own = pl.read_parquet(made.path / "record" / "chain_lots.parquet")
    stocks = made.network()["stocks"].select("site", "item", "line")
    expected = [lots.clear()]
    for number, *_ in settings["chain"]["stocks"]:
        site, item, line = stocks.row(number)
        expected.append(lots.filter(pl.col("site") == site, pl.col("item") == item, pl.col("line") == line))
    assert_frame_equal(own, pl.concat(expected).select(own.columns))
    assert 0 < own.height < lots.height


def changed(made: RunFolder, folder: Path) -> Path:
    """The record's folder of a copy of the run."""
    shutil.copytree(made.path, folder)
    return folder / "record"


def told(run: Path, made: RunFolder, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What traces tell of the first, the middle and the last vehicle, by line and unit and by number."""
    vehicles = made.record()["vehicles"]
    texts = []
    for place in (0, vehicles.height // 2, -1):
        row = vehicles.row(place, named=True)
        for vehicle in (f"{row['line']}:{row['unit']}", str(row["vehicle"])):
            assert main(["trace", str(run), vehicle, "--json"]) == 0
            texts.append(capsys.readouterr().out)
    return texts


def test_a_trace_reads_no_lots_but_the_chains(
    made: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (changed(made, tmp_path / "lean") / "lots.parquet").unlink()
    assert told(tmp_path / "lean", made, capsys) == told(made.path, made, capsys)


def test_a_record_that_does_not_say_where_its_rows_stand_is_traced_too(
    made: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = changed(made, tmp_path / "former")
    (record / "chain_lots.parquet").unlink()
    kept = {key: made.settings("record")[key] for key in ("seed", "events", "lots_of_stocks")}
    (record / "settings.json").write_text(json.dumps(kept), encoding="utf-8")
    assert told(tmp_path / "former", made, capsys) == told(made.path, made, capsys)


def test_names_that_another_tool_wrote_as_text_are_read(
    made: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = changed(made, tmp_path / "text")
    for table in ("vehicles", "chain_lots"):
        path = record / f"{table}.parquet"
        pl.read_parquet(path).with_columns(cs.by_dtype(pl.Enum).cast(pl.String)).write_parquet(path)
    assert told(tmp_path / "text", made, capsys) == told(made.path, made, capsys)


def test_lots_that_are_missing_are_noticed(made: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = changed(made, tmp_path / "short") / "chain_lots.parquet"
    pl.read_parquet(path)[:-1].write_parquet(path)
    assert main(["trace", str(tmp_path / "short"), str(made.record()["vehicles"].height - 1)]) == 1
    assert "damaged or missing" in capsys.readouterr().err


def test_a_run_in_which_nothing_is_tracked_is_traced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case"
    shutil.copytree(shipped()["starter"], case)
    items = pl.read_csv(case / "items.csv", infer_schema=False).with_columns(tracked=pl.lit("false"))
    items.write_csv(case / "items.csv")
    run(case, RunSettings(out=tmp_path / "run", page=False))
    assert pl.read_parquet(tmp_path / "run" / "record" / "chain_lots.parquet").is_empty()
    assert main(["trace", str(tmp_path / "run"), "1000", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parts"] == []
