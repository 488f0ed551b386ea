"""Take the pictures of the report that the documentation shows.

``.venv/bin/python docs/screenshots/make.py RUN`` opens ``RUN/report.html`` in a headless Chromium and writes
``report-en.png`` and ``report-zh.png`` beside this file: the page at a laptop's width, from its head to the map's end.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.reporting.chromium import browse, find_chromium  # noqa: E402

WIDTH = 1366
SCALE = 0.8  # of the picture to the page: small enough to keep, large enough to read
LAST_SECTION = "corridor"
LARGEST = 400_000


def main(run: Path) -> None:
    """Take both pictures of a run's page."""
    executable = find_chromium()
    if executable is None:
        sys.exit("no Chromium found: set CHROMIUM to its path")
    with browse(executable) as tab:
        tab.look(WIDTH, 900)
        for language in ("en", "zh"):
            tab.ask("Page.navigate", url="about:blank")
            tab.open(f"{(run / 'report.html').resolve().as_uri()}#{language}")
            end = tab.run(f"document.getElementById('{LAST_SECTION}').getBoundingClientRect().bottom + scrollY + 24")
            clip = {"x": 0, "y": 0, "width": WIDTH, "height": round(end), "scale": SCALE}
            path = tab.shoot(HERE / f"report-{language}.png", whole=True, clip=clip)
            size = path.stat().st_size
            print(f"{path.name}: {size:,} bytes")
            if size > LARGEST:
                sys.exit(f"{path.name} is larger than {LARGEST:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
