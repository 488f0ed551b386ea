"""``landbridge outlook``: where the published series of a case lead."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from landbridge.cases import shipped
from landbridge.cli.guard import INVALID, USAGE, Stop
from landbridge.cli.options import argument, day, option
from landbridge.cli.run import case_folder
from landbridge.cli.words import Words

if TYPE_CHECKING:
    from rich.console import Console

    from landbridge.measurement.outlook import Family, Outlook
    from landbridge.tables.case import Case


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("outlook", cls=kind, help=words("outlook.help"), rich_help_panel=words("program.commands"))
    def outlook(
        case: Annotated[str, argument(words, "option.case", "CASE", shipped=", ".join(shipped()))],
        as_of: Annotated[str | None, option(words, "outlook.as_of", "--as-of", metavar="DATE")] = None,
        without_library: Annotated[bool, option(words, "outlook.without_library", "--without-library")] = False,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        _outlook(case_folder(case, words), day(words, as_of), not without_library, words, json)


def _outlook(folder: Path, as_of: date | None, with_library: bool, words: Words, as_json: bool) -> None:
    from landbridge.cli.findings import print_findings
    from landbridge.cli.outlook_plain import plain
    from landbridge.cli.printing import console, print_json
    from landbridge.measurement.outlook import Settings, families, outlook
    from landbridge.network.places import read_atlas
    from landbridge.tables.case import read_case

    case = read_case(folder)
    if any(finding.severity == "error" for finding in case.findings):
        print_findings(case.findings, words, console(), least="error")
        raise typer.Exit(INVALID)
    found = outlook(case, as_of, Settings(with_library=with_library))
    if not found:
        raise Stop(words("outlook.none", case=folder.name), USAGE)
    known = as_of or case.settings.as_of
    adding_up = families(found, read_atlas(case))
    if as_json:
        print_json({"as_of": known, **plain(found, adding_up)})
    else:
        print_outlook(found, adding_up, case, known, words, console())


def print_outlook(
    found: "tuple[Outlook, ...]",
    adding_up: "tuple[Family, ...]",
    case: "Case",
    as_of: date,
    words: Words,
    to: "Console",
) -> None:
    """Print every series that was carried on, what adds up, and what was left out and why."""
    from landbridge.cli.outlook_words import Teller

    teller = Teller.of(case, words)
    to.print(words("outlook.title", as_of=as_of), style="bold", markup=False)
    for series in found:
        if series.how != "none":
            to.print()
            _print_series(series, teller, to)
    for family in adding_up:
        to.print()
        _print_family(family, teller, to)
    left = [series for series in found if series.how == "none"]
    if left:
        to.print()
        to.print(words("outlook.left_out"), style="bold", markup=False)
        for series in left:
            why = words("outlook.between").join(teller.mark(mark, series) for mark in series.marks)
            line = words("outlook.left_out_line", series=teller.series(series), why=why)
            to.print(f"  {line}", markup=False)
    to.print()
    to.print(words("outlook.legend"), style="dim", markup=False)


def _print_series(series: "Outlook", teller: Any, to: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    from landbridge.cli.printing import table

    to.print(Text(teller.series(series), style="bold cyan"))
    for line in teller.summary(series):
        to.print(Padding(Text(line), (0, 0, 0, 2)))
    headers, rows = teller.months(series)
    to.print(Padding(table("", headers, [False, True, True, True], rows), (0, 0, 0, 2)))
    for line in teller.details(series):
        to.print(Padding(Text(f"- {line}", style="dim"), (0, 0, 0, 2)))


def _print_family(family: "Family", teller: Any, to: "Console") -> None:
    from landbridge.cli.printing import table

    headers, rows = teller.family(family)
    year = next(iter(family.members.values())).year
    to.print(table(teller.words("outlook.family", year=year), headers, [False, *[True] * (len(headers) - 1)], rows))
    for line in teller.family_marks(family):
        to.print(f"  {line}", style="dim", markup=False)
