"""The kernel never looks past the end of its memory: it runs again, compiled with checks of every index."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_SCRIPT = """
from landbridge.planning.given import given
from landbridge.simulation.simulate import simulate
from tests.properties.enrich import enrich
from tests.properties.networks import random_network
from tests.properties.options import options_of

for seed in (0, 3, 11, 25, 33):
    network, plan = random_network(options_of(seed))
    simulate(network, plan, seed)
    network = enrich(network, seed)
    simulate(network, given(network), seed)
"""


def test_every_index_is_within_bounds(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.cache is not None
    compiled = pytestconfig.cache.mkdir("numba-with-bounds")
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(compiled)}
    environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT / "src"), str(_ROOT)])
    done = subprocess.run([sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
