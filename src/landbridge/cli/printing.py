"""How a result is printed: tables for people, JSON for programs, both on stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_WIDTH_OF_A_FILE = 160
_ANY_WIDTH = 100_000


def console() -> Console:
    """Standard output; wide where it is no terminal, so that nothing is cut in a file."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDTH_OF_A_FILE
    return Console(width=width, highlight=False, soft_wrap=False, emoji=False)


def print_json(result: Any) -> None:
    """Print as JSON; dates in ISO form."""
    print(json.dumps(result, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def table(title: str, headers: Iterable[str], right: Sequence[bool], rows: Iterable[Sequence[str]]) -> Table:
    """A table of texts; ``right`` says which columns are aligned to the right. Nothing in a cell is markup."""
    result = Table(title=title or None, title_justify="left", title_style="bold", header_style="bold", box=SIMPLE_HEAD)
    for header, to_the_right in zip(headers, right, strict=True):
        result.add_column(Text(header), justify="right" if to_the_right else "left", overflow="fold")
    for row in rows:
        result.add_row(*(Text(cell) for cell in row))
    return result


def print_wide(
    to: Console, title: str, headers: Sequence[str], right: Sequence[bool], rows: Iterable[Sequence[str]]
) -> None:
    """A table; where its words are wider than the page, a block a row instead of words broken in pieces."""
    rows = [*rows]
    whole = table(title, headers, right, rows)
    if Measurement.get(to, to.options.update(max_width=_ANY_WIDTH), whole).minimum <= to.width:
        to.print(whole)
        return
    to.print(Text(title, style="bold"))
    for row in rows:
        block = Table.grid(padding=(0, 2))
        for header, cell in zip(headers, row, strict=True):
            if cell:
                block.add_row(Text(header, style="dim"), Text(cell))
        to.print(Padding(block, (1, 0, 0, 2)))
    to.print()


def number(value: float | None, decimals: int | None = None) -> str:
    """A number as people write it: thousands apart, no more decimals than it can bear.

    Examples
    --------
    >>> number(1234567.0), number(47.68), number(3.14159, 1), number(None)
    ('1,234,567', '47.7', '3.1', '')
    """
    if value is None:
        return ""
    if decimals is None:
        decimals = 0 if float(value).is_integer() or abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{decimals}f}"
