"""SDMX: two independent readers give the values back, every table is declared, and no two observations share a key."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest
import sdmx
from pysdmx.io import get_datasets

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.exchange.about import About
from landbridge.exchange.export import export
from landbridge.exchange.sdmx.dataflow import ROLES, Dataflow, dataflows
from landbridge.exchange.sdmx.observations import KeysCollide, attributes, header, keys, observations
from landbridge.exchange.sdmx.write import write_sdmx
from landbridge.measurement.months import Period
from landbridge.runs import RunFolder
from tests.exchange.conftest import MANIFEST

QUARTER = Period(MANIFEST["settings"]["start"], MANIFEST["settings"]["end"])  # type: ignore[index]


@pytest.fixture(scope="module")
def written(starter: RunFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(starter, "sdmx-csv", tmp_path_factory.mktemp("sdmx") / "starter")


def figures(flow: Dataflow, frame: pl.DataFrame) -> list[float | None]:
    """The table's own figures, in the order of the observations."""
    columns = flow.having("simulated", "published")
    return [value for column in columns for value in frame[column].cast(pl.Float64).to_list()]


def test_every_measures_table_is_declared_as_a_dataflow() -> None:
    """Who adds a table or a column of measures, says in dataflows.csv what it is."""
    assert set(dataflows()) == set(declared("measures"))
    for table, columns in declared("measures").items():
        flow = dataflows()[table]
        assert len(set(flow.roles)) == len(flow.roles), table
        assert {column for column, _ in flow.roles} == {column["column"] for column in columns}, table
        assert {role for _, role in flow.roles} <= set(ROLES)
        assert flow.having("simulated", "published"), table
        assert len(flow.having("time")) <= 1


@pytest.mark.parametrize("table", sorted(declared("measures")))
def test_sdmx1_reads_it_back(table: str, written: Path, starter: RunFolder) -> None:
    flow, frame = dataflows()[table], starter.measures()[table]
    structures = sdmx.read_sdmx(written / "structure.xml")
    found = sdmx.read_sdmx(written / f"{table}.csv", structure=structures.dataflow[table.upper()])
    series = sdmx.to_pandas(found)
    if frame.is_empty():
        assert len(series) == 0
        return
    assert series.index.names == list(keys(flow))
    assert series.index.is_unique
    wanted = figures(flow, frame)
    assert len(series) == len(wanted)
    for value, figure in zip(series.to_list(), wanted, strict=True):
        assert math.isnan(value) if figure is None else value == figure
    said = structures.structure[table.upper()]
    assert [dimension.id for dimension in said.dimensions] == list(keys(flow))
    assert [attribute.id for attribute in said.attributes] == list(attributes(flow))


@pytest.mark.parametrize("table", sorted(declared("measures")))
def test_pysdmx_reads_it_back(table: str, written: Path, starter: RunFolder) -> None:
    """The structure is validated against the standard's own schema on the way."""
    flow, frame = dataflows()[table], starter.measures()[table]
    if frame.is_empty():
        assert (written / f"{table}.csv").read_text("utf-8") == ",".join(header(flow)) + "\n"
        return
    (found,) = get_datasets(written / f"{table}.csv", written / "structure.xml")
    assert found.short_urn == f"Dataflow=LANDBRIDGE:{table.upper()}(1.0.0)"
    wanted = figures(flow, frame)
    assert len(found.data) == len(wanted)
    for value, figure in zip(found.data["OBS_VALUE"].to_list(), wanted, strict=True):
        assert math.isnan(float(value)) if figure is None else value == pytest.approx(figure, rel=1e-15, abs=0)
    assert list(found.data["TIME_PERIOD"]) == list(observations(flow, frame, horizon(starter))["TIME_PERIOD"])


def horizon(run: RunFolder) -> Period:
    settings = run.manifest["settings"]
    return Period(settings["start"], settings["end"])


def row(table: str, measures: Measures, **where: str) -> dict[str, str]:
    frame = observations(dataflows()[table], measures[table], QUARTER)
    assert tuple(frame.columns) == header(dataflows()[table])
    for column, value in where.items():
        frame = frame.filter(pl.col(column) == value)
    (found,) = frame.to_dicts()
    return found


def test_an_observation_says_what_it_is(measures: Measures) -> None:
    january = row("output", measures, MEASURE="units", TIME_PERIOD="2024-01")
    assert january == {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": "LANDBRIDGE:OUTPUT(1.0.0)",
        "ACTION": "I",
        "FREQ": "M",
        "PLACE": "henan",
        "LEVEL": "province",
        "POWERTRAIN": "nev",
        "MEASURE": "units",
        "TIME_PERIOD": "2024-01",
        "OBS_VALUE": "1",
        "UNIT_MEASURE": "vehicles",
        "UNIT_MULT": "0",
        "OBS_STATUS": "E",
        "BASIS": "customs",
    }
    growth = row("output", measures, MEASURE="yoy_percent", TIME_PERIOD="2024-01")
    assert (growth["OBS_VALUE"], growth["OBS_STATUS"], growth["UNIT_MEASURE"]) == ("NaN", "M", "percent")


def test_published_figures_keep_basis_standing_and_status(measures: Measures) -> None:
    forecast = row("published", measures, FACT="F-1", MEASURE="published_low")
    assert {"OBS_STATUS": "F", "BASIS": "customs", "STANDING": "predicted", "UNIT_MEASURE": "vehicles"}.items() <= (
        forecast.items()
    )
    assert (forecast["FREQ"], forecast["TIME_PERIOD"], forecast["ORIGIN"]) == ("_O", "2024-01-01/P3M", "_Z")
    assert row("published", measures, FACT="F-1", MEASURE="model")["OBS_STATUS"] == "E"
    assert row("published", measures, FACT="F-2", MEASURE="published_low")["OBS_STATUS"] == "M"
    undated = row("published", measures, FACT="F-2", MEASURE="published_high")
    assert (undated["OBS_STATUS"], undated["TIME_PERIOD"], undated["PERIOD"]) == ("E", "2024-01-01/P3M", None)
    assert forecast["PERIOD"] == "2024-01/2024-03"


def test_the_opening_stock_is_that_of_the_day_before(measures: Measures) -> None:
    opening = row("stocks", measures, LOCATION="郑州")
    assert (opening["FREQ"], opening["TIME_PERIOD"]) == ("D", "2023-12-31")


def test_hard_texts_survive_both_readers(measures: Measures, about: About, tmp_path: Path) -> None:
    write_sdmx(measures, tmp_path, about)
    wanted = [text.replace("\n", " ") for text in measures["stocks"]["item"]]
    structures = sdmx.read_sdmx(tmp_path / "structure.xml")
    found = sdmx.to_pandas(sdmx.read_sdmx(tmp_path / "stocks.csv", structure=structures.dataflow["STOCKS"]))
    assert list(found.index.get_level_values("ITEM")) == wanted
    (other,) = get_datasets(tmp_path / "stocks.csv", tmp_path / "structure.xml")
    assert list(other.data["ITEM"]) == wanted


def test_two_observations_with_one_key_are_refused(measures: Measures) -> None:
    twice = pl.concat([measures["output"], measures["output"]])
    with pytest.raises(KeysCollide):
        observations(dataflows()["output"], twice, QUARTER)
