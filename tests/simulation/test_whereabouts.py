"""What a record's settings say of where its rows stand is what its tables hold."""

from __future__ import annotations

import polars as pl
import pytest

from landbridge.cases import shipped
from landbridge.documents import Network, Record
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.simulation import whereabouts as module
from landbridge.simulation.simulate import simulate
from landbridge.simulation.whereabouts import whereabouts
from landbridge.tables.case import read_case


@pytest.fixture(scope="module")
def made() -> tuple[Network, Record]:
    """The starter case and its record."""
    network = compile_network(read_case(shipped()["starter"]))
    return network, simulate(network, given(network), 1)


def test_every_line_says_what_stands_at_and_before_some_of_its_rows(
    made: tuple[Network, Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_EVERY", 100)
    network, record = made
    found = whereabouts(network, record.tables)["vehicles_of_lines"]
    vehicles = record["vehicles"].with_columns(pl.col("line", "item").cast(pl.String))
    assert list(found) == vehicles["line"].unique(maintain_order=True).to_list()
    for line, own in found.items():
        rows = vehicles.filter(line=line)
        assert own["rows"] == rows.height
        assert own["units"] == [*rows["unit"][::100], rows["unit"][-1] + 1]
        assert len(own["units"]) > 3
        for place in range(len(own["units"]) - 1):
            before = rows[: place * 100].filter(pl.col("started_ms") >= 0)["item"].to_list()
            assert {item: counts[place] for item, counts in own["built"].items()} == {
                item: before.count(item) for item in own["built"]
            }
            assert set(before) <= set(own["built"])


def test_the_shelves_are_the_balances_when_the_record_begins(made: tuple[Network, Record]) -> None:
    network, record = made
    start = record["balances"].filter(pl.col("time_ms") == 0)
    known = {
        (state, item, line): units for state, item, line, units in start[["state", "item", "line", "units"]].rows()
    }
    for state in ("on_hand", "consumed"):
        said = record.settings[f"{state}_of_stocks"]
        keys = network["stocks"][["item", "line"]].rows()
        assert said == [known.get((state, item, line), 0) for item, line in keys]
        assert any(said)
