"""``landbridge check``: everything that is wrong with a case, where, and what to do."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cases import shipped
from landbridge.cli.guard import INVALID, USAGE, Stop
from landbridge.cli.options import argument, option
from landbridge.cli.run import case_folder
from landbridge.cli.words import Words


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("check", cls=kind, help=words("check.help"), rich_help_panel=words("program.commands"))
    def check(
        case: Annotated[str, argument(words, "option.case", "CASE", shipped=", ".join(shipped()))],
        errors: Annotated[Path | None, option(words, "check.errors", "--errors", metavar="FILE")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        if errors is not None and errors.suffix.lower() not in (".csv", ".json"):
            raise Stop(words("check.errors_kind"), USAGE)
        _check(case_folder(case, words), errors, words, json)


def _check(folder: Path, errors: Path | None, words: Words, as_json: bool) -> None:
    from landbridge.cli.findings import counts, plain, print_findings
    from landbridge.cli.printing import console, print_json
    from landbridge.network.rules import check
    from landbridge.tables.case import read_case
    from landbridge.tables.catalogue import CAP
    from landbridge.tables.listing import count, in_order, write_findings

    case = read_case(folder, None if errors else CAP)
    findings = in_order([*case.findings, *check(case)])
    number = count(findings)
    rows = sum(frame.height for frame in case.tables.values())
    if errors is not None:
        write_findings(findings, errors)
    if as_json:
        print_json({"valid": not number["error"], "rows": rows, "counts": number, "findings": plain(findings)})
    else:
        to = console()
        print_findings(findings if errors is None else [], words, to)
        if findings:
            to.print(counts(findings, words), markup=False)
        if errors is not None:
            to.print(words("check.written", path=errors), markup=False, soft_wrap=True)
        if not number["error"]:
            tables = sum(frame.height > 0 for frame in case.tables.values())
            to.print(words("check.ok", case=folder.name, rows=f"{rows:,}", tables=tables), markup=False)
    if number["error"]:
        raise typer.Exit(INVALID)
