"""A file appears under its name when it is whole, or never."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside the wanted one, to write to; what was written there takes the wanted name at the end.

    Parameters
    ----------
    path
        The file to write; one that is there is replaced, and its permissions stay. Of a link, the file it leads to.

    Raises
    ------
    OSError
        If the file cannot be written; it names the wanted path. Whatever stops the writing, nothing is left of it and
        a file that was there before stays as it was.
    """
    target = path.resolve()
    partial = target.with_name(f".partial-{secrets.token_hex(4)}-{target.name}")
    try:
        yield partial
        if target.exists():
            shutil.copymode(target, partial)
        os.replace(partial, target)
    except BaseException as fault:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(fault, OSError) and fault.filename == str(partial):
            fault.filename = str(path)
        raise
