"""A folder of SDMX: ``structure.xml``, and a file of observations a dataflow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from landbridge.documents import Measures
from landbridge.exchange.about import About
from landbridge.exchange.sdmx.dataflow import dataflows
from landbridge.exchange.sdmx.observations import observations
from landbridge.exchange.sdmx.structure import write_structure
from landbridge.measurement.months import Period

STRUCTURE = "structure.xml"


def write_sdmx(measures: Measures, folder: Path, about: About) -> None:
    """Write the measures into the folder.

    Notes
    -----
    Text is written as it is, for these are codes that must stay equal: the files are meant for programs. A table
    without rows has a file with the header alone.
    """
    settings = about.run["settings"]
    horizon = Period(_day(settings["start"]), _day(settings["end"]))
    flows = dataflows()
    run = f"{about.run['case']['name']}, {horizon.label}, seed {settings['seed']}, {about.run['inputs']['sha256']}"
    write_structure(folder / STRUCTURE, flows.values(), about.titles, run, about.run["started"])
    for table, flow in flows.items():
        observations(flow, measures[table], horizon).write_csv(folder / f"{table}.csv")


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
