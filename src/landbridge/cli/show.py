"""``landbridge show``: the figures of a run."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, how_many, option
from landbridge.cli.words import Words

if TYPE_CHECKING:
    import polars as pl

    from landbridge.runs import RunFolder


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("show", cls=kind, help=words("show.help"), rich_help_panel=words("program.commands"))
    def show(
        run: Annotated[Path, argument(words, "option.run", "RUN")],
        measure: Annotated[str | None, argument(words, "show.measure", "[MEASURE]")] = None,
        rows: Annotated[int, option(words, "show.rows", "--rows", metavar="N")] = 40,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        with opened(run, words) as folder:
            _show(folder, measure, how_many(words, "--rows", rows), words, json)


@contextlib.contextmanager
def opened(path: Path, words: Words) -> "Iterator[RunFolder]":
    """The run folder named on the command line; a file of it that cannot be read ends the command in words."""
    import tomllib

    from polars.exceptions import PolarsError

    from landbridge.runs import NotARunFolder, RunFolder

    try:
        yield RunFolder.open(path)
    except NotARunFolder:
        raise Stop(words("error.not_a_run", path=path), USAGE) from None
    except (PolarsError, FileNotFoundError, ValueError, tomllib.TOMLDecodeError) as fault:
        reason = str(fault).strip().splitlines()[0]
        raise Stop(words("error.damaged", path=path, reason=reason)) from None


def _show(run: "RunFolder", measure: str | None, rows: int, words: Words, as_json: bool) -> None:
    from landbridge.cli.headline import print_headline
    from landbridge.cli.printing import console, print_json
    from landbridge.documents import Measures
    from landbridge.documents.document import declared
    from landbridge.tables.nearest import nearest

    measures = tuple(declared(Measures.kind))
    if measure is not None and measure not in measures:
        near = nearest(measure, measures) or ", ".join(measures)
        raise Stop(words("show.unknown", name=measure, nearest=near), USAGE)
    frame = run.scan(Measures.kind, measure or "headline").collect()
    if as_json:
        print_json((frame.head(rows) if rows > 0 and measure else frame).to_dicts())
        return
    to = console()
    if measure in (None, "headline"):
        print_headline(frame, words, to)
        to.print(words("show.measures", measures=", ".join(measures)), markup=False)
    else:
        _print_measure(str(measure), frame, rows, words)


def _print_measure(measure: str, frame: "pl.DataFrame", rows: int, words: Words) -> None:
    from landbridge.cli.printing import console, number, print_wide
    from landbridge.documents import Measures
    from landbridge.documents.document import declared

    # columns that hold nothing take room from those that do
    frame = frame.select(name for name in frame.columns if frame[name].null_count() < frame.height or not frame.height)
    shown = frame.head(rows) if rows > 0 else frame
    columns = [column for column in declared(Measures.kind)[measure] if column["column"] in frame.columns]
    right = [dtype.is_numeric() for dtype in frame.dtypes]
    headers = [words.of_pair(c["column"].replace("_", " "), _short(c["description_zh"])) for c in columns]
    coded = [column["column"] if column["column"] in ("standing", "quality") else "" for column in columns]
    cells = (
        [
            number(value) if numeric else words.coded(code, value) if code else str(value or "")
            for value, numeric, code in zip(row, right, coded, strict=True)
        ]
        for row in shown.iter_rows()
    )
    to = console()
    print_wide(to, measure, headers, right, cells)
    key = "show.cut" if shown.height < frame.height else "show.rows_total"
    to.print(words(key, shown=f"{shown.height:,}", rows=words.counted("row", frame.height)), markup=False)


def _short(description: str) -> str:
    """What a declared description says before its first explanation.

    Examples
    --------
    >>> _short("累计同比（同口径）；空为无同口径基数")
    '累计同比'
    """
    return re.split("[；（：，]", description)[0]
