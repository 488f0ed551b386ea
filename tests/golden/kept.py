"""A golden case: a network, its seed, the record that is expected and what is told of it, side by side as CSV.

A folder holds README.md (one line: what it shows), case.json (seed and settings), network/, record/ and told/.
Tables without rows and columns without values are left out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from landbridge.documents.document import Network, Record, conform, declared, empty
from landbridge.measurement.causes import find_causes
from landbridge.measurement.genealogy import Genealogy, Part
from landbridge.planning.given import given
from tests.oracle.oracle import run

GOLDEN = Path(__file__).parent
_GENEALOGY = ("line", "unit", "tier", "item", "units", "first", "lot", "supplier", "maker_line")
_CAUSES = ("line", "unit", "began_ms", "ended_ms", "item", "root", "entity", "disruption", "number", "ms", "lots")


def read_network(folder: Path) -> tuple[Network, int]:
    """The network of a case, and its seed."""
    case = json.loads((folder / "case.json").read_text("utf-8"))
    return Network.of(_read("network", folder / "network"), case["settings"]), case["seed"]


def write_network(folder: Path, network: Network, seed: int) -> None:
    """The network as a case's input."""
    named = ("end_ms", "warm_up_ms")
    case = {"seed": seed, "settings": {name: network.settings[name] for name in named}}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n", encoding="utf-8")
    _write(folder / "network", tables_of(network.tables))


def read_record(folder: Path) -> Record:
    """The record that a case expects."""
    return Record.of(_read("record", folder / "record"))


def write_record(folder: Path, record: Record) -> None:
    """The record as the one that a case expects."""
    _write(folder / "record", tables_of(record.tables))


def told(network: Network, record: Record) -> dict[str, str]:
    """Of what every unit was built, tier by tier, and why lines stood, as CSV; what has no rows is left out."""
    genealogy = Genealogy.of(network, record)
    units = record["vehicles"].select(pl.col("line", "item").cast(pl.String), "unit", "started_ms")
    parts = [
        (unit["line"], unit["unit"], tier, *(getattr(part, column) for column in _GENEALOGY[3:]))
        for unit in units.iter_rows(named=True)
        for tier, part in _flat(genealogy.of_unit(**unit))
    ]
    roots = [
        (
            *(why.line, why.unit, why.began_ms, why.ended_ms, why.item),
            *(why.root.kind, why.root.entity, why.root.disruption, why.root.number, why.root.ms),
            " < ".join(f"{link.stock} #{link.lot}" for link in why.chain),
        )
        for why in find_causes(network, record)
    ]
    frames = {
        "genealogy": pl.DataFrame(parts, schema=_GENEALOGY, orient="row", infer_schema_length=None),
        "causes": pl.DataFrame(roots, schema=_CAUSES, orient="row", infer_schema_length=None),
    }
    return {name: frame.write_csv() for name, frame in frames.items() if not frame.is_empty()}


def _flat(parts: Sequence[Part], tier: int = 1) -> Iterator[tuple[int, Part]]:
    for part in parts:
        yield tier, part
        yield from _flat(part.parts, tier + 1)


def read_told(folder: Path) -> dict[str, str]:
    """What a case expects to be told."""
    return {path.stem: path.read_text("utf-8") for path in (folder / "told").glob("*.csv")}


def write_told(folder: Path, network: Network, record: Record) -> None:
    """What is told of a record as what a case expects."""
    _write(folder / "told", told(network, record))


def tables_of(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """The tables that have rows, as CSV."""
    texts = {}
    for name, frame in sorted(tables.items()):
        if not frame.is_empty():
            kept = [column for column in frame.columns if frame[column].null_count() < frame.height]
            lists = [column for column in kept if frame.schema[column] == pl.List(pl.String)]
            flat = frame.select(kept).with_columns(pl.col(lists).list.join(";"))
            texts[name] = flat.write_csv()
    return texts


def _write(folder: Path, tables: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def _read(document: str, folder: Path) -> dict[str, pl.DataFrame]:
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        columns = {column["column"]: column["type"] for column in declared(document)[path.stem]}
        with path.open(encoding="utf-8", newline="") as file:
            rows = [{**dict.fromkeys(columns), **_parsed(row, columns)} for row in csv.DictReader(file)]
        schema = {
            name: pl.String if kind == "Enum" else empty(document, path.stem).schema[name]
            for name, kind in columns.items()
        }
        tables[path.stem] = conform(document, path.stem, pl.DataFrame(rows, schema=schema))
    return tables


def _parsed(row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(text, columns[name]) for name, text in row.items() if text != ""}


def _value(text: str, kind: str) -> Any:
    if kind.startswith("Int"):
        return int(text)
    if kind == "Float64":
        return float(text)
    if kind == "Boolean":
        return text == "true"
    return text.split(";") if kind == "List(String)" else text


@contextmanager
def kept_if_it_fails(name: str, network: Network, seed: int) -> Iterator[None]:
    """Whatever fails inside is kept as the golden case `found-<name>`, with the oracle's record.

    Hypothesis shrinks and fails again, so that the plainest network it found is what stays. The next run of the
    tests replays it; give it a name that says what it shows, and keep it with the repair.
    """
    try:
        yield
    except Exception:
        folder = GOLDEN / f"found-{name}"
        write_network(folder, network, seed)
        write_record(folder, run(network, given(network), seed))
        (folder / "README.md").write_text(f"Found by a random test ({name}); the engines differ.\n", encoding="utf-8")
        raise
