"""Dataflows: what each column of a measures table is in SDMX, as ``dataflows.csv`` declares it."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from landbridge.documents import Measures
from landbridge.documents.document import declared

AGENCY = "LANDBRIDGE"
VERSION = "1.0.0"
NOT_APPLICABLE = "_Z"
ROLES = ("dimension", "time", "simulated", "published", "unit", "attribute")


@dataclass(frozen=True)
class Dataflow:
    """One measures table as a dataflow.

    Parameters
    ----------
    table
        The table; the dataflow has its name in capitals.
    columns
        Its declared columns by name (see :func:`landbridge.documents.document.declared`).
    roles
        (column, role) in the table's order. ``dimension``: part of the key. ``time``: the period. ``simulated`` and
        ``published``: a figure of the model or of a source, each of which becomes an observation. ``unit``: the unit
        of figures whose column declares none. ``attribute``: said of the observation.
    """

    table: str
    columns: Mapping[str, Mapping[str, str]]
    roles: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Its identifier."""
        return self.table.upper()

    @property
    def reference(self) -> str:
        """How data refer to it."""
        return f"{AGENCY}:{self.name}({VERSION})"

    def having(self, *roles: str) -> tuple[str, ...]:
        """The columns that have one of the roles."""
        return tuple(column for column, role in self.roles if role in roles)

    @property
    def time(self) -> str | None:
        """The column that holds the period, if there is one; else every figure is about the whole horizon."""
        return next(iter(self.having("time")), None)


@functools.cache
def dataflows() -> Mapping[str, Dataflow]:
    """Every dataflow by table, in the order of the measures."""
    roles: dict[str, list[tuple[str, str]]] = {}
    for row in read("dataflows.csv"):
        roles.setdefault(row["table"], []).append((row["column"], row["role"]))
    flows = {}
    for table, columns in declared(Measures.kind).items():
        if table in roles:
            flows[table] = Dataflow(table, {column["column"]: column for column in columns}, tuple(roles[table]))
    return MappingProxyType(flows)


def read(name: str) -> list[dict[str, str]]:
    """The rows of a declaration of this room."""
    text = resources.files("landbridge.exchange.sdmx").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
