"""``python -m landbridge`` is the command ``landbridge``."""

import gc
import sys
from collections.abc import Sequence

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


if __name__ == "__main__":
    sys.exit(start())
