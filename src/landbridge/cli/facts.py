"""``landbridge facts``: add published figures to a case, and list what was known on a day."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from landbridge.cases import shipped
from landbridge.cli.guard import INVALID, USAGE, Stop
from landbridge.cli.options import argument, day, option
from landbridge.cli.run import case_folder
from landbridge.cli.words import Words

if TYPE_CHECKING:
    from landbridge.exchange.facts import Addition, Blanks

_TITLES = {"basis": "basis_title"}
_STYLES = {"current": "", "superseded": "dim strike"}


def add(app: typer.Typer, kinds: tuple[type[TyperGroup], type[TyperCommand]], words: Words) -> None:
    """Add the commands."""
    group, kind = kinds
    facts = typer.Typer(
        name="facts",
        cls=group,
        help=words("facts.help"),
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    _add_add(facts, kind, words)
    _add_list(facts, kind, words)
    app.add_typer(facts, rich_help_panel=words("program.commands"))


def _add_add(facts: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    confidences = Literal["published", "derived", "estimate", "recalled", "synthetic"]

    @facts.command("add", cls=kind, help=words("facts.add"), rich_help_panel=words("program.commands"))
    def add_facts(
        case: Annotated[str, argument(words, "facts.case", "CASE")],
        file: Annotated[Path, argument(words, "facts.file", "FILE")],
        source: Annotated[str | None, option(words, "facts.source", "--source", metavar="TEXT")] = None,
        basis: Annotated[str | None, option(words, "facts.basis", "--basis", metavar="TEXT")] = None,
        published: Annotated[str | None, option(words, "facts.published", "--published-on", metavar="DATE")] = None,
        confidence: Annotated[confidences | None, option(words, "facts.confidence", "--confidence")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        from landbridge.exchange.facts import Blanks

        blanks = Blanks(source or None, basis or None, day(words, published), confidence)
        _add(case_folder(case, words), file, blanks, words, json)


def _add_list(facts: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    @facts.command("list", cls=kind, help=words("facts.list"), rich_help_panel=words("program.commands"))
    def list_facts(
        case: Annotated[str, argument(words, "option.case", "CASE", shipped=", ".join(shipped()))],
        as_of: Annotated[str | None, option(words, "facts.as_of", "--as-of", metavar="DATE")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        _list(case_folder(case, words), day(words, as_of), words, json)


def _add(folder: Path, file: Path, blanks: "Blanks", words: Words, as_json: bool) -> None:
    from landbridge.cli.findings import counts, plain, print_findings
    from landbridge.cli.printing import console, print_json
    from landbridge.exchange.facts import ShippedCase
    from landbridge.exchange.facts import add as add_to
    from landbridge.exchange.facts.incoming import ENDINGS

    if not file.is_file() or file.suffix.lower() not in ENDINGS:
        raise Stop(words("facts.no_file", path=file), USAGE)
    try:
        made = add_to(folder, file, blanks)
    except ShippedCase:
        raise Stop(words("facts.shipped", case=folder.resolve().name), USAGE) from None
    invalid = any(found.severity == "error" for found in made.findings)
    if as_json:
        print_json(
            {
                "file": made.path,
                "written": made.written,
                "changes": [vars(change) for change in made.changes],
                "findings": plain(made.findings),
            }
        )
    else:
        to = console()
        print_findings(made.findings, words, to)
        if invalid:
            to.print(
                f"{counts(made.findings, words)}{words('check.stop')}{words('facts.nothing_written')}", markup=False
            )
        else:
            _print_changes(made, words)
    if invalid:
        raise typer.Exit(INVALID)


def _print_changes(made: "Addition", words: Words) -> None:
    from landbridge.cli.printing import console, table

    to = console()
    told = [change for change in made.changes if change.kind != "unchanged"]
    headers = [words(f"facts.{key}") for key in ("fact", "what", "figure", "former", "published_on")]
    rows = [
        (
            c.fact,
            words.coded("change", c.kind),
            c.figure,
            c.former,
            c.published_on.isoformat() if c.published_on else "",
        )
        for c in told
    ]
    if rows:
        to.print(table("", headers, [False] * 5, rows))
    same = words.counted("row", len(made.changes) - len(told))
    if made.written:
        new = words.counted("row", len(told))
        to.print(words("facts.made", path=made.path, new=new, same=same), markup=False, soft_wrap=True)
    else:
        to.print(words("facts.same", path=made.path, same=same), markup=False, soft_wrap=True)
    if made.after_as_of:
        number = words.counted("row", made.after_as_of)
        to.print(words("facts.after_as_of", as_of=made.as_of, number=number), markup=False)


def _list(folder: Path, as_of: date | None, words: Words, as_json: bool) -> None:
    from rich.text import Text

    from landbridge.cli.findings import print_findings
    from landbridge.cli.printing import console, print_json, table
    from landbridge.exchange.facts.changes import figure
    from landbridge.exchange.facts.listing import facts_on, known_on
    from landbridge.tables.case import read_case

    case = read_case(folder)
    if any(finding.severity == "error" and finding.table in ("", "facts") for finding in case.findings):
        print_findings(case.findings, words, console(), least="error")
        raise typer.Exit(INVALID)
    on = as_of or case.settings.as_of
    every = facts_on(case, on)
    known = known_on(every)
    if as_json:
        print_json({"as_of": on, "facts": known.to_dicts(), "not_out_yet": every.height - known.height})
        return
    keys = ("fact", "indicator", "powertrain", "where", "period", "basis", "figure", "published_on", "standing")
    rows, styles = [], []
    for row in known.iter_rows(named=True):
        where = row["place"] or " → ".join(filter(None, (row["origin"], row["destination"])))
        ends = [day.isoformat() if day else "" for day in (row["period_start"], row["period_end"])]
        rows.append(
            (
                row["fact"],
                row["indicator"],
                row["powertrain"] or "",
                where,
                "/".join(ends).strip("/"),
                row["basis"] or "",
                figure(row),
                row["published_on"].isoformat() if row["published_on"] else "",
                words.coded("revision", row["standing"]),
            )
        )
        styles.append(_STYLES[row["standing"]])
    to = console()
    grid = table(
        words("facts.title", as_of=on),
        [words(f"facts.{_TITLES.get(key, key)}") for key in keys],
        [False] * len(keys),
        rows,
    )
    grid.row_styles = styles
    to.print(grid if rows else Text(words("facts.none")))
    to.print(
        words(
            "facts.total", rows=words.counted("row", len(rows)), later=words.counted("row", every.height - known.height)
        ),
        markup=False,
    )
