"""The national year written, and one vehicle traced from it."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.apart import apart
from benchmarks.national import Scale, prepare
from landbridge.documents.document import write_table
from landbridge.runs.rows import keep_record
from landbridge.simulation.simulate import simulate

# what the command loads before it does anything
_LOADED = (
    "import landbridge.cli.trace, landbridge.cli.printing, "
    "landbridge.measurement.genealogy, landbridge.network.clock, "
    "landbridge.runs.rows, landbridge.runs.trace, rich.table"
)

_TRACES = 3


def measure(rounds: int, **scale: Any) -> dict[str, Any]:
    """Write the vehicle table again and again, the documents once, and trace a vehicle in fresh processes."""
    network, plan = prepare(Scale(**scale))
    record = simulate(network, plan, 1)
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder)
        written = []
        for _ in range(rounds):
            begun = time.perf_counter()
            write_table(record["vehicles"], run / "vehicles.parquet")
            written.append(time.perf_counter() - begun)
        size_mb = (run / "vehicles.parquet").stat().st_size / 1e6
        for document in (network, plan):
            document.write(run / document.kind)
        keep_record(record, run)
        (run / "run.toml").write_text("", encoding="utf-8")
        vehicles = record["vehicles"].height
        del record
        # short, and the first ones read what the system is still writing
        traced = [apart("run_folder", "trace", run=folder, vehicle=vehicles // 2 + i) for i in range(_TRACES * rounds)]
        whole = [_whole(run, vehicles // 2 + i) for i in range(rounds)]
    return {"rows": vehicles, "written_s": written, "size_mb": size_mb, "trace_ms": traced, "command_ms": whole}


def trace(run: str, vehicle: int) -> float:
    """Milliseconds of the command in this process, once, with everything loaded that it imports."""
    exec(_LOADED)
    from landbridge.__main__ import start
    from landbridge.cli.main import commands
    from landbridge.cli.words import Words

    commands(Words.of("en"))
    out = io.StringIO()
    begun = time.perf_counter()
    with contextlib.redirect_stdout(out):
        code = start(["trace", run, str(vehicle)])
    spent = time.perf_counter() - begun
    if code or not out.getvalue().strip():
        raise SystemExit(f"trace ended with {code}")
    return spent * 1000


def _whole(run: Path, vehicle: int) -> float:
    """Milliseconds of the whole command, from prompt to prompt."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "landbridge", "trace", str(run), str(vehicle)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ))
    return (time.perf_counter() - begun) * 1000
