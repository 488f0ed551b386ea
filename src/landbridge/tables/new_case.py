"""A new case to start from: a copy of a shipped one, or whatever else fills a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from landbridge.tables.datapackage import write_datapackage

STARTER = "starter"
_KINDS = (".csv", ".toml", ".md")


def write_case(folder: Path, fill: Callable[[Path], object]) -> list[Path]:
    """Make a case in a new folder, with a Data Package descriptor of its own.

    Parameters
    ----------
    folder
        Where to; it must not exist yet, or be empty.
    fill
        Writes the case's tables and case.toml into the folder.

    Returns
    -------
    list of Path
        The files written, by name; the descriptor last.

    Raises
    ------
    FileExistsError
        If the folder holds anything, or is a file.

    Notes
    -----
    If anything stops the writing, such as a full disk, no half case is left.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already and not empty")
    found = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        fill(folder)
        written = sorted(folder.iterdir())
        return [*written, write_datapackage(folder)]
    except BaseException:
        # the folder was empty before, so all that is in it is ours
        shutil.rmtree(folder, ignore_errors=True)
        if found:
            folder.mkdir(exist_ok=True)
        raise


def copy_shipped(folder: Path, case: str = STARTER) -> None:
    """Copy the tables, case.toml and notes of a shipped case into an existing folder."""
    shipped = resources.files("landbridge").joinpath("cases", case)
    for entry in sorted(shipped.iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and entry.name.endswith(_KINDS):
            with entry.open("rb") as source, (folder / entry.name).open("wb") as target:
                shutil.copyfileobj(source, target)
