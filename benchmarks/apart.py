"""Every measurement in a process of its own: python -m benchmarks.apart MODULE FUNCTION '{"argument": ...}'.

Memory is the process's, nothing is warm that another left, and no measurement inherits another's garbage.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Row = dict[str, Any]


def apart(module: str, function: str, **arguments: Any) -> Any:
    """What benchmarks.MODULE.FUNCTION returns, called in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.apart", module, function, json.dumps(arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def say(what: str) -> None:
    """What is being done, on a terminal's last line."""
    if sys.stderr.isatty():
        print(f"\r{what}\x1b[K", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    name, called, given = sys.argv[1:]
    print(json.dumps(getattr(importlib.import_module(f"benchmarks.{name}"), called)(**json.loads(given))))
