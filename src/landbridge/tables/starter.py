"""A small working case to start from."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from landbridge.tables.datapackage import write_datapackage

_STARTER = ("cases", "starter")
_KINDS = (".csv", ".toml", ".md")


def write_starter(folder: Path) -> list[Path]:
    """Copy the shipped starter case into a new folder, with a Data Package descriptor of its own.

    Parameters
    ----------
    folder
        Where to; it must not exist yet, or be empty.

    Returns
    -------
    list of Path
        The files written, by name.

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
        return _write(folder)
    except BaseException:
        # the folder was empty before, so all that is in it is ours
        shutil.rmtree(folder, ignore_errors=True)
        if found:
            folder.mkdir(exist_ok=True)
        raise


def _write(folder: Path) -> list[Path]:
    written = []
    shipped = resources.files("landbridge").joinpath(*_STARTER)
    for entry in sorted(shipped.iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and entry.name.endswith(_KINDS):
            path = folder / entry.name
            with entry.open("rb") as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
            written.append(path)
    written.append(write_datapackage(folder))
    return written
