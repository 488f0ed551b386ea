"""``run.toml``: what made a run, so that any figure can be traced and repeated."""

from __future__ import annotations

import hashlib
import json
import platform
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

MANIFEST = "run.toml"
_INPUTS = frozenset({".toml", ".csv", ".parquet", ".xlsx", ".geojson"})


def fingerprint(folder: Path) -> dict[str, Any]:
    """SHA-256 of every input file of a case, and one over all of them.

    Returns
    -------
    dict with ``sha256`` (over the sorted lines ``<sha256>  <name>``) and ``files``, name to SHA-256.
    """
    files = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_file() and path.suffix.lower() in _INPUTS and not path.name.startswith((".", "~")):
            with path.open("rb") as file:
                files[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    lines = "".join(f"{digest}  {name}\n" for name, digest in files.items())
    return {"sha256": hashlib.sha256(lines.encode()).hexdigest(), "files": files}


def program(version: str) -> dict[str, str]:
    """The versions that a record's bits depend on, and the machine's kind."""
    return {
        "version": version,
        "python": platform.python_version(),
        **{name: metadata.version(name) for name in ("numba", "numpy", "polars")},
        "system": platform.system(),
        "machine": platform.machine(),
    }


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Write the content as ``run.toml``."""
    (folder / MANIFEST).write_text("\n".join(_lines(content, ())) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read ``run.toml`` back."""
    return tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def _lines(table: Mapping[str, Any], above: tuple[str, ...]) -> list[str]:
    values = {key: value for key, value in table.items() if value is not None and not isinstance(value, Mapping)}
    lines = [f"[{'.'.join(map(_key, above))}]"] if above and values else []
    lines += [f"{_key(key)} = {_value(value)}" for key, value in values.items()]
    for key, value in table.items():
        if isinstance(value, Mapping):
            lines += ["", *_lines(value, (*above, key))]
    return lines


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else _quoted(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_value, value))}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, but for DEL, which JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
