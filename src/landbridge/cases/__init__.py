"""The cases that are shipped with the program, each a folder of tables."""

from __future__ import annotations

from pathlib import Path


def shipped() -> dict[str, Path]:
    """The shipped cases: name to folder."""
    room = Path(__file__).parent
    return {settings.parent.name: settings.parent for settings in sorted(room.glob("*/case.toml"))}


def find_case(case: str | Path) -> Path:
    """The folder of a case, given its path or the name of a shipped one; a folder that is there wins.

    Raises
    ------
    FileNotFoundError
        If it is neither.
    """
    path = Path(case)
    if path.is_dir():
        return path
    known = shipped()
    if str(case) in known:
        return known[str(case)]
    raise FileNotFoundError(str(case))
