"""Export: a run's figures in a format that others read, complete under its name or not there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import polars.selectors as cs

from landbridge.documents import Measures, Network
from landbridge.exchange.about import About, describe
from landbridge.exchange.csv_files import DESCRIPTOR, write_csv, write_descriptor
from landbridge.exchange.json_file import write_json
from landbridge.exchange.sdmx.write import STRUCTURE, write_sdmx
from landbridge.exchange.workbook import write_workbook
from landbridge.runs import RunFolder, RunFolderExists, building
from landbridge.tables.whole_file import whole_file

FORMATS = ("xlsx", "csv", "sdmx-csv", "json")
_FILES = {"xlsx": write_workbook, "json": write_json}


@dataclass(frozen=True)
class Figures:
    """A run's figures with what they say of themselves."""

    measures: Measures
    about: About


def export(run: RunFolder, format: str, out: Path | None = None, replace: bool = False) -> Path:
    """Write the figures of a run as one file (``xlsx``, ``json``) or a folder of files (``csv``, ``sdmx-csv``).

    Parameters
    ----------
    run
        The run.
    format
        One of :data:`FORMATS`.
    out
        Where to; None: beside the run folder, with its name.
    replace
        Whether a former export of that name may be replaced.

    Returns
    -------
    Path
        The file or folder.

    Raises
    ------
    RunFolderExists
        If something of that name is there and may not be replaced.
    """
    target = out or default_target(run, format)
    write(gather(run), format, target, replace)
    return target


def gather(run: RunFolder) -> Figures:
    """Read the figures of a run."""
    measures = settled(run.measures())
    return Figures(measures, describe(measures, Network.read(run.path / Network.kind, ("facts",)), run.manifest))


def write(figures: Figures, format: str, target: Path, replace: bool = False) -> None:
    """Write figures in a format; complete under the target's name, or not there.

    Raises
    ------
    RunFolderExists
        If something of that name is there and may not be replaced: of a folder only a former export of this format
        ever is, of a file any.
    """
    measures, about = figures.measures, figures.about
    if format in _FILES:
        if target.exists() and not (replace and target.is_file()):
            raise RunFolderExists(str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as partial:
            _FILES[format](measures, partial, about)
    elif format == "csv":
        with building(target, DESCRIPTOR, replace) as folder:
            write_csv(measures, folder)
            write_descriptor(folder, about)
    else:
        with building(target, STRUCTURE, replace) as folder:
            write_sdmx(measures, folder, about)


def default_target(run: RunFolder, format: str) -> Path:
    """Beside the run folder: ``<run>.xlsx``, ``<run>.json``, ``<run>-csv`` or ``<run>-sdmx-csv``."""
    path = run.path if run.path.name not in ("", "..") else run.path.resolve()
    return path.with_name(f"{path.name}.{format}" if format in _FILES else f"{path.name}-{format}")


def settled(measures: Measures) -> Measures:
    """The measures with every figure that is no number made a missing one."""
    return Measures.of({name: _finite(frame) for name, frame in measures.tables.items()}, measures.settings)


def _finite(frame: pl.DataFrame) -> pl.DataFrame:
    floats = frame.select(cs.float()).columns
    return frame.with_columns(pl.when(pl.col(name).is_finite()).then(pl.col(name)) for name in floats)
