"""Compiled code looks at no index, for speed; here it does, over all that the golden cases show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# the first lines are the proof that somebody looks: an index before the first row is beyond the last one too
_PROGRAM = """
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from landbridge.simulation.working_time import lay_out, rate_at
from tests.golden.kept import GOLDEN, read_network

for row in (-1, 1):
    try:
        rate_at(*lay_out([[(0, 1000)]]), row, 0)
    except IndexError:
        print("noticed")
for case in sorted(GOLDEN.glob("*/case.json")):
    network, seed = read_network(case.parent)
    simulate(network, given(network), seed)
    print(case.parent.name)
"""


def test_no_index_leaves_its_table() -> None:
    cache = Path(os.environ.get("NUMBA_CACHE_DIR", ROOT / ".cache" / "numba")) / "bounds"
    environment = os.environ | {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(cache)}
    done = subprocess.run([sys.executable, "-c", _PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    cases = sorted(path.parent.name for path in (ROOT / "tests" / "golden").glob("*/case.json"))
    assert done.stdout.split() == ["noticed", "noticed", *cases]
