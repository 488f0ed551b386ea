"""``landbridge new``: a small working case to start from."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cases import shipped
from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, option
from landbridge.cli.words import Words

_STARTER = "starter"


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("new", cls=kind, help=words("new.help"), rich_help_panel=words("program.commands"))
    def new(
        folder: Annotated[Path, argument(words, "new.folder", "DIR")],
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        import shutil

        from landbridge.cli.printing import console, print_json
        from landbridge.runs.building import RunFolderExists, building

        inputs = sorted(path for path in shipped()[_STARTER].iterdir() if path.suffix in (".toml", ".csv", ".json"))
        try:
            with building(folder, "case.toml") as partial:
                for path in inputs:
                    shutil.copyfile(path, partial / path.name)
        except RunFolderExists:
            raise Stop(words("new.exists", path=folder), USAGE) from None
        if json:
            print_json({"case": folder, "files": [path.name for path in inputs]})
        else:
            console().print(words("new.made", path=folder, files=len(inputs)), markup=False, soft_wrap=True)
