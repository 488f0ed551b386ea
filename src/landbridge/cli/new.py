"""``landbridge new``: a small working case to start from."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, option
from landbridge.cli.words import Words


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("new", cls=kind, help=words("new.help"), rich_help_panel=words("program.commands"))
    def new(
        folder: Annotated[Path, argument(words, "new.folder", "DIR")],
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        from landbridge.cli.printing import console, print_json
        from landbridge.tables.starter import write_starter

        try:
            written = write_starter(folder)
        except FileExistsError:
            raise Stop(words("new.exists", path=folder), USAGE) from None
        if json:
            print_json({"case": folder, "files": [path.name for path in written]})
        else:
            console().print(words("new.made", path=folder, files=len(written)), markup=False, soft_wrap=True)
