"""``python -m landbridge`` is the command ``landbridge``."""

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

_ALLOCATIONS = 50_000


def start(arguments: Sequence[str] | None = None) -> int:
    """Run the command; a Ctrl-C while the program is still being loaded is no traceback either."""
    # loading a program makes no garbage, and looking for it over and over takes longer than a short command
    gc.set_threshold(_ALLOCATIONS)
    try:
        from landbridge.cli.main import main

        return main(arguments)
    except KeyboardInterrupt:
        return 130


def run_and_leave() -> NoReturn:
    """Run the command and end at once: to take apart what it loaded and made takes long, and the system needs none."""
    # where scipy is there, numba loads it for linear algebra, of which the engine does none; this process is ours alone
    sys.modules["scipy"] = None  # type: ignore[assignment]
    code = start()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run_and_leave()
