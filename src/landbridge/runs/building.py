"""A folder appears under its name when it is complete, or never (docs/decisions/run-folder-atomicity.md)."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path


class RunFolderExists(FileExistsError):
    """The target is there already and may not be replaced."""


@contextlib.contextmanager
def building(target: Path, marker: str, replace: bool = False) -> Iterator[Path]:
    """Fill a temporary folder beside the target; it takes the target's name at the end, or is removed on any exception.

    Parameters
    ----------
    target
        The folder to make.
    marker
        Name of a file that every such folder holds: only a folder that holds it is ever replaced.
    replace
        Whether a folder of that name may be replaced.

    Raises
    ------
    RunFolderExists
        If something of that name is there and may not be replaced.
    """
    target = target.absolute()
    _refuse(target, marker, replace)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".partial-{target.name}-{secrets.token_hex(4)}")
    try:
        partial.mkdir()
        yield partial
        _publish(partial, target, marker, replace)
    except BaseException:
        _discard(partial)
        raise


def _refuse(target: Path, marker: str, replace: bool) -> None:
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not replace or not (target / marker).is_file():
        raise RunFolderExists(str(target))


def _publish(partial: Path, target: Path, marker: str, replace: bool) -> None:
    _refuse(target, marker, replace)
    if not (target / marker).exists():
        os.replace(partial, target)  # an empty folder gives way; one that was filled meanwhile raises
        return
    former = target.with_name(f".replaced-{target.name}-{secrets.token_hex(4)}")
    os.replace(target, former)
    try:
        os.replace(partial, target)
    except BaseException:
        os.replace(former, target)
        raise
    _discard(former)


def _discard(folder: Path) -> None:
    """Remove the folder; a second Ctrl-C does not stop half way."""
    main = threading.current_thread() is threading.main_thread()
    former = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        if main:
            signal.signal(signal.SIGINT, former)
