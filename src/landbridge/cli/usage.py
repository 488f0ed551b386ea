"""Help and faults of usage in the reader's language; the parser itself speaks English only."""

from __future__ import annotations

import re
from typing import Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from landbridge.cli.words import Words


def command_classes(words: Words) -> tuple[type[TyperGroup], type[TyperCommand]]:
    """The program's and a command's class, whose help page speaks the language of the words."""

    class Program(TyperGroup):
        def get_help_option(self, ctx: Any) -> Any:
            return _translated(super().get_help_option(ctx), words)

        def format_usage(self, ctx: Any, formatter: Any) -> None:
            _write_usage(self, ctx, formatter, words)

    class Command(TyperCommand):
        def get_help_option(self, ctx: Any) -> Any:
            return _translated(super().get_help_option(ctx), words)

        def format_usage(self, ctx: Any, formatter: Any) -> None:
            _write_usage(self, ctx, formatter, words)

    return Program, Command


def _translated(option: Any, words: Words) -> Any:
    if option is not None:
        option.help = words("program.show_help")
        option.rich_help_panel = words("program.options")
    return option


def _write_usage(command: Any, context: Any, formatter: Any, words: Words) -> None:
    pieces = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, prefix=f"{words('program.usage')} ")


def sentence(fault: TyperException, words: Words) -> str:
    """What is wrong with the command line, what may have been meant and where help is."""
    context = getattr(fault, "ctx", None)
    parts = [words("error.usage", detail=_detail(fault, words))]
    near = getattr(fault, "possibilities", None)
    if near:
        parts.append(words("error.perhaps", nearest=", ".join(sorted(near))))
    if context is not None:
        parts.append(words("error.help", command=context.command_path))
    return " ".join(parts)


def _detail(fault: TyperException, words: Words) -> str:
    parameter = getattr(fault, "param", None)
    named = parameter.get_error_hint() if parameter is not None else ""
    text = str(getattr(fault, "message", fault))
    kind = type(fault).__name__
    if kind == "MissingParameter":
        return words("error.missing", parameter=named)
    if kind == "NoSuchOption":
        return words("error.no_option", option=getattr(fault, "option_name", ""))
    if kind == "BadParameter":
        return words("error.bad_value", parameter=named, detail=_expected(text, words))
    if command := re.match(r"No such command '(.*?)'\.(?: Did you mean (.*)\?)?", text):
        unknown = words("error.no_command", command=command[1])
        return f"{unknown} {words('error.perhaps', nearest=command[2])}" if command[2] else unknown
    if extra := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", text):
        return words("error.extra", arguments=extra[1])
    if option := re.match(r"Option '(.*)' requires an argument", text):
        return words("error.no_value", option=option[1])
    return text


def _expected(text: str, words: Words) -> str:
    if choices := re.search(r"is not one of (.*?)\.?$", text):
        return words("error.one_of", choices=choices[1])
    if "valid integer" in text:
        return words("error.whole_number")
    return text
