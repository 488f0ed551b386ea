"""What was measured, kept as JSON: by whom the page, its pictures and the README's table are made."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "results.json"
_PACKAGES = ("numba", "numpy", "polars", "simpy")


def read() -> dict[str, Any]:
    """Part by part, what was measured; nothing if nothing was."""
    return json.loads(PATH.read_text(encoding="utf-8")) if PATH.exists() else {}


def write(measured: dict[str, Any]) -> None:
    """Keep it; parts that were not measured now stay as they were."""
    kept = read() | measured
    PATH.write_text(json.dumps(_rounded(kept), indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def circumstances() -> dict[str, Any]:
    """The machine, what else it does, the versions, the day."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "day": datetime.now(UTC).date().isoformat(),
        "load_before": round(os.getloadavg()[0], 1),
    }


def _processor() -> str:
    """As the system names it, with the model where the name alone says little."""
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor() or platform.machine()
    fields = dict(
        (part.strip() for part in line.split(":", 1))
        for line in info.read_text().split("\n\n")[0].splitlines()
        if ":" in line
    )
    family, model = fields.get("cpu family", "?"), fields.get("model", "?")
    return f"{fields.get('model name', platform.machine())}, family {family}, model {model}"


def _rounded(value: Any) -> Any:
    """Five figures of what was timed: more would be noise."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list) else value
