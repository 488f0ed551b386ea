"""Text that a spreadsheet would take for a formula, kept text in a CSV file (docs/decisions/formulas-in-csv.md)."""

from __future__ import annotations

from typing import TypeVar

import polars as pl

# The wide forms count as the narrow ones do where a spreadsheet is set to Chinese or Japanese.
_BEGINS = r"[=+\-@＝＋－＠\t\r\n]"
Text = TypeVar("Text", pl.Expr, pl.Series)


def guard(text: Text) -> Text:
    """The texts, with an apostrophe before each that begins like a formula; :func:`unguard` takes it off again.

    One that begins with apostrophes and goes on like a formula gets one more, so that nothing is ambiguous.

    Examples
    --------
    >>> texts = pl.Series(["=1+1", "'-", "'tis", "-5 °C", "a=b", None])
    >>> guard(texts).to_list()
    ["'=1+1", "''-", "'tis", "'-5 °C", 'a=b', None]
    >>> unguard(guard(texts)).equals(texts)
    True
    """
    return text.str.replace(rf"^('*{_BEGINS})", "'${1}")


def unguard(text: Text) -> Text:
    """The texts as they were before :func:`guard`."""
    return text.str.replace(rf"^'('*{_BEGINS})", "${1}")
