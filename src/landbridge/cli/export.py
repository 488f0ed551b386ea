"""``landbridge export``: a run's figures in a format that others read."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, named_path, option
from landbridge.cli.show import opened
from landbridge.cli.words import Words


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("export", cls=kind, help=words("export.help"), rich_help_panel=words("program.commands"))
    def export(
        run: Annotated[Path, argument(words, "option.run", "RUN")],
        format: Annotated[Literal["xlsx", "csv", "sdmx-csv", "json"], option(words, "export.format", "--format")],
        out: Annotated[str | None, option(words, "export.out", "--out", metavar="PATH")] = None,
        replace: Annotated[bool, option(words, "export.replace", "--replace")] = False,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        from landbridge.cli.printing import console, print_json
        from landbridge.exchange.export import default_target, gather, write
        from landbridge.runs import RunFolderExists

        to = named_path(words, "--out", out)
        with opened(run, words) as folder:
            figures = gather(folder)
        to = to or default_target(folder, format)
        try:
            write(figures, format, to, replace)
        except RunFolderExists as exists:
            raise Stop(words("export.exists", path=exists), USAGE) from None
        if json:
            print_json({"format": format, "path": to})
        else:
            console().print(words("export.made", path=to), markup=False, soft_wrap=True)
