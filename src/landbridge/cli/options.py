"""The arguments and options that several commands take, in the reader's language."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import typer

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.words import Words


def argument(words: Words, key: str, metavar: str, **values: object) -> Any:
    """A positional argument, described by the text of the key."""
    return typer.Argument(
        help=words(key, **values), metavar=metavar, show_default=False, rich_help_panel=words("program.arguments")
    )


def option(words: Words, key: str, *names: str, metavar: str | None = None, **values: object) -> Any:
    """An option, described by the text of the key."""
    return typer.Option(
        *names,
        help=words(key, **values),
        metavar=metavar,
        show_default=False,
        rich_help_panel=words("program.options"),
    )


def day(words: Words, text: str | None) -> date | None:
    """The date that an option gave, if it gave one."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(words("error.date", text=text), USAGE) from None


def named_path(words: Words, option: str, text: str | None) -> Path | None:
    """The path that an option gave, if it gave one; a blank one is no path, least of all the working directory."""
    if text is None:
        return None
    if not text.strip():
        raise Stop(words("error.no_path", option=option), USAGE)
    return Path(text)


def how_many(words: Words, option: str, number: int) -> int:
    """The count that an option gave: 0 or more."""
    if number < 0:
        raise Stop(words("error.negative", option=option, number=number), USAGE)
    return number
