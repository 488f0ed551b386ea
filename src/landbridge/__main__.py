"""``python -m landbridge`` is the command ``landbridge``."""

import sys


def start() -> int:
    """Run the command; a Ctrl-C while the program is still being loaded is no traceback either."""
    try:
        from landbridge.cli.main import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(start())
