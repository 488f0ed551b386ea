"""``python -m landbridge.cases.henan.generator [FOLDER]``: write the tables there, else into the case's folder."""

from __future__ import annotations

import sys
from pathlib import Path

from landbridge.cases.henan.generator.generate import generate

if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent)
