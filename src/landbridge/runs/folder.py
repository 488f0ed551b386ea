"""A finished run: where its documents stand, read when asked for."""

from __future__ import annotations

import functools
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from landbridge.documents import Measures, Network, Plan, Record
from landbridge.runs.manifest import MANIFEST, read_manifest


class NotARunFolder(Exception):
    """The folder is not there, or no run made it."""


@dataclass(frozen=True)
class RunFolder:
    """A run folder: ``run.toml``, the four documents, the lots of chains and the measures once more, ``report.html``.

    Parameters
    ----------
    path
        The folder.
    """

    path: Path
    _scans: dict[tuple[str, str], pl.LazyFrame] = field(default_factory=dict, repr=False, compare=False)
    _settings: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def open(cls, path: Path) -> RunFolder:
        """The run folder at a path.

        Raises
        ------
        NotARunFolder
            If it holds no ``run.toml``.
        """
        if not (path / MANIFEST).is_file():
            raise NotARunFolder(str(path))
        return cls(path)

    @functools.cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What made the run: program, inputs with their hashes, settings, times."""
        return read_manifest(self.path)

    @property
    def report(self) -> Path | None:
        """The page, if the run made one."""
        page = self.path / "report.html"
        return page if page.is_file() else None

    def network(self) -> Network:
        """What the case meant."""
        return Network.read(self.path / "network")

    def plan(self) -> Plan:
        """What was to be built."""
        return Plan.read(self.path / "plan")

    def record(self, only: Collection[str] | None = None) -> Record:
        """What happened, unit by unit; of some tables only, the others being empty."""
        return Record.read(self.path / "record", only)

    def measures(self) -> Measures:
        """The figures."""
        return Measures.read(self.path / "measures")

    def settings(self, document: str) -> Mapping[str, Any]:
        """The settings of one document, without its tables."""
        if document not in self._settings:
            text = (self.path / document / "settings.json").read_text(encoding="utf-8")
            self._settings[document] = json.loads(text)
        return self._settings[document]

    def has(self, document: str, table: str) -> bool:
        """Whether the folder has a table: former versions wrote fewer."""
        return self._file(document, table).is_file()

    def scan(self, document: str, table: str) -> pl.LazyFrame:
        """One table of one document, not read until it is needed and then only as far as it is needed."""
        key = (document, table)
        if key not in self._scans:  # a scan keeps what it has learnt of its file
            self._scans[key] = pl.scan_parquet(self._file(document, table))
        return self._scans[key]

    def _file(self, document: str, table: str) -> Path:
        return self.path / document / f"{table}.parquet"
