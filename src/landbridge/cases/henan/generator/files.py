"""Reading the generator's inputs and writing the case's tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

INPUTS = Path(__file__).parent / "inputs"
CASE = Path(__file__).parent.parent
PROVENANCE = ("confidence", "source", "derived_from", "note")

Row = Mapping[str, object]


def read_input(name: str) -> list[dict[str, str]]:
    """The rows of an input table, every cell as text."""
    return _read(INPUTS / f"{name}.csv")


def read_kept(name: str) -> list[dict[str, str]]:
    """The rows of a table of the case that is kept by hand."""
    return _read(CASE / f"{name}.csv")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(
    folder: Path, name: str, columns: Iterable[str], rows: Iterable[Row], provenance: Iterable[str] = PROVENANCE
) -> None:
    """Write a table with these columns and its provenance; what a row does not say stays blank."""
    header = [*columns, *provenance]
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_text(row.get(column)) for column in header] for row in rows)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list | tuple):
        return ";".join(str(part) for part in value)
    return str(value)
