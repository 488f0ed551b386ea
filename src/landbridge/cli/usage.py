"""Help and faults of usage in the reader's language; the parser itself speaks English only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

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
        def __init__(self, *arguments: Any, **values: Any) -> None:
            super().__init__(*arguments, **values)
            for parameter in self.params:
                _take_what_fits(parameter)

        def get_help_option(self, ctx: Any) -> Any:
            return _translated(super().get_help_option(ctx), words)

        def format_usage(self, ctx: Any, formatter: Any) -> None:
            _write_usage(self, ctx, formatter, words)

    return Program, Command


def _translated(option: Any, words: Words) -> Any:
    if option is not None:
        option.help = words("program.show_help")
        option.rich_help_panel = words("program.options")
        _take_what_fits(option)
    return option


def _take_what_fits(parameter: Any) -> None:
    """Ask the parser only about values that it may turn down: what it judges by loads longer than a trace takes."""
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)

    def process_value(context: Any, value: Any) -> Any:
        single = parameter.nargs == 1 and not parameter.multiple
        if not single or not (_fits(kind, value) or (value is None and not parameter.required)):
            return type(parameter).process_value(parameter, context, value)
        taken = Path(value) if kind is Path and value is not None else value
        return parameter.callback(context, parameter, taken) if parameter.callback else taken

    parameter.process_value = process_value


def _fits(kind: Any, value: Any) -> bool:
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    return (kind is Path and isinstance(value, str)) or (kind in (str, int, bool) and type(value) is kind)


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
