"""Which entity a name means: a site, line, lane, terminal, service, departure, vehicle, stock, lot or disruption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from landbridge.documents import Network, Record
from landbridge.tables.nearest import nearest

_TABLES = (
    ("site", "sites"),
    ("line", "lines"),
    ("lane", "lanes"),
    ("terminal", "terminals"),
    ("service", "services"),
    ("stock", "stocks"),
    ("disruption", "disruptions"),
)
_NUMBERED = {"line": (":", "vehicle"), "service": ("#", "departure"), "stock": ("#", "lot")}


class UnknownEntity(Exception):
    """No entity has that name, or several have; ``perhaps`` says what may have been meant."""

    def __init__(self, name: str, perhaps: Sequence[str], several: bool = False) -> None:
        super().__init__(name)
        self.perhaps = tuple(perhaps)
        self.several = several


@dataclass(frozen=True)
class Entity:
    """An entity of a run.

    Parameters
    ----------
    kind
        site, line, lane, terminal, service, stock, disruption; or vehicle, departure, lot, which have a number.
    name
        Its name; of a vehicle its line, of a departure its service, of a lot its stock.
    number
        Unit of a vehicle, number of a departure or lot.
    """

    kind: str
    name: str
    number: int | None = None


def find_entity(network: Network, record: Record, text: str) -> Entity:
    """The entity that a text names.

    Parameters
    ----------
    text
        A name; ``line:unit`` for a vehicle, ``service#number`` for a departure, ``stock#number`` for a lot. Where one
        name stands for several things, ``kind=name`` says which.

    Raises
    ------
    UnknownEntity
        If there is none, or more than one.
    """
    wanted, sign, rest = text.partition("=")
    kinds = [kind for kind, _ in _TABLES]
    name, only = (rest, wanted) if sign and wanted in kinds else (text, None)
    names = {kind: network[table][kind].to_list() for kind, table in _TABLES}
    found = [Entity(kind, name) for kind in kinds if only in (None, kind) and name in names[kind]]
    if len(found) > 1:
        raise UnknownEntity(text, [f"{entity.kind}={entity.name}" for entity in found], several=True)
    if found:
        return found[0]
    numbered = _numbered(record, network, text)
    if numbered is not None:
        return numbered
    near = [match for kind in kinds if (match := nearest(name, names[kind])) is not None]
    raise UnknownEntity(text, near or [f"{kind}={own[0]}" for kind, own in names.items() if own])


def _numbered(record: Record, network: Network, text: str) -> Entity | None:
    for kind, (sign, what) in _NUMBERED.items():
        name, there, digits = text.rpartition(sign)
        if not there or not digits.isdecimal() or len(digits) > 9:
            continue
        number = int(digits)
        if what == "lot":
            keys = network["stocks"].filter(stock=name).select("site", "item", "line").rows()
            rows = record["lots"].filter(pl.col("number") == number).select("site", "item", "line").rows()
            if keys and keys[0] in rows:
                return Entity(what, name, number)
            continue
        table, column = ("vehicles", "unit") if what == "vehicle" else ("departures", "number")
        if record[table].filter(pl.col(kind).cast(pl.String) == name, pl.col(column) == number).height:
            return Entity(what, name, number)
    return None
