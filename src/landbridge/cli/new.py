"""``landbridge new``: a working case to start from: a small one, a shipped one, or an invented one of any size."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, option
from landbridge.cli.words import Words

_NATIONAL = "national"


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("new", cls=kind, help=words("new.help"), rich_help_panel=words("program.commands"))
    def new(
        folder: Annotated[Path, argument(words, "new.folder", "DIR")],
        like: Annotated[Literal["starter", "henan", "national"], option(words, "new.like", "--like")] = "starter",
        vehicles: Annotated[int | None, option(words, "new.vehicles", "--vehicles")] = None,
        suppliers: Annotated[int | None, option(words, "new.suppliers", "--suppliers")] = None,
        plants: Annotated[int | None, option(words, "new.plants", "--plants")] = None,
        seed: Annotated[int | None, option(words, "new.seed", "--seed")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        from landbridge.cli.printing import console, print_json
        from landbridge.tables.new_case import copy_shipped, write_case

        sizes = {"vehicles": vehicles, "suppliers": suppliers, "plants": plants}
        if like == _NATIONAL:
            fill = _national(sizes, seed, words)
        elif any(number is not None for number in (*sizes.values(), seed)):
            raise Stop(words("new.only_national"), USAGE)
        else:
            fill = partial(copy_shipped, case=like)
        try:
            written = write_case(folder, fill)
        except FileExistsError:
            raise Stop(words("new.exists", path=folder), USAGE) from None
        if json:
            print_json({"case": folder, "files": [path.name for path in written]})
        else:
            console().print(words("new.made", path=folder, files=len(written)), markup=False, soft_wrap=True)


def _national(sizes: dict[str, int | None], seed: int | None, words: Words) -> Callable[[Path], object]:
    from landbridge.cases.national import LEAST_A_PLANT, RANGES, Size, write_national

    if seed is not None and not 0 <= seed < 2**63:
        raise Stop(words("error.seed"), USAGE)
    given = {name: number for name, number in sizes.items() if number is not None}
    for name, number in given.items():
        least, most = RANGES[name]
        if not least <= number <= most:
            raise Stop(words("new.range", option=f"--{name}", least=f"{least:,}", most=f"{most:,}"), USAGE)
    try:
        size = Size(**given)
    except ValueError:
        raise Stop(words("new.few", least=f"{LEAST_A_PLANT:,}"), USAGE) from None
    return partial(write_national, size=size, seed=1 if seed is None else seed)
