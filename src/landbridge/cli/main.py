"""The command ``landbridge``: builds the commands in the reader's language and guards what they do."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from landbridge.cli import (
    causes,
    check,
    claims,
    export,
    facts,
    indicators,
    log,
    new,
    outlook,
    run,
    show,
    simulate,
    tables,
    trace,
)
from landbridge.cli.guard import guarded
from landbridge.cli.usage import command_classes
from landbridge.cli.words import Words, language_of

_COMMANDS = (run, check, claims, outlook, tables, new, show, indicators, trace, causes, simulate, log, export)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns
    -------
    int
        0 ok, 1 failure, 2 usage, 3 data invalid, 130 interrupted.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    words = Words.of(language_of(arguments, os.environ))
    asked = arguments[0] if arguments else None
    return guarded(lambda: commands(words, asked)(arguments, prog_name="landbridge", standalone_mode=False), words)


def commands(words: Words, asked: str | None = None) -> typer.Typer:
    """The commands, described in the language of the words; of one that is asked for only that, for each takes time."""
    program_class, command_class = command_classes(words)
    app = typer.Typer(
        cls=program_class,
        add_completion=False,
        help=words("program.help"),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    only = [command for command in _COMMANDS if command.__name__ == f"{__package__}.{asked}"]
    for command in only or _COMMANDS:
        command.add(app, command_class, words)
    if not only:
        facts.add(app, (program_class, command_class), words)

    @app.callback()
    def program(
        version: bool = typer.Option(
            False,
            "--version",
            help=words("program.version"),
            rich_help_panel=words("program.options"),
            callback=_print_version,
            is_eager=True,
        ),
    ) -> None: ...

    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        from landbridge import __version__

        print(f"landbridge {__version__}")
        raise typer.Exit()
