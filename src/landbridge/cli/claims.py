"""``landbridge claims``: the statements of a case, tested against what was published."""

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
    from landbridge.measurement.claims import Examined

_STYLES = {
    "contradicted": "bold red",
    "languages_disagree": "bold red",
    "confirmed": "bold green",
    "forecast": "bold cyan",
    "indicative": "bold yellow",
    "untestable": "bold",
}


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("claims", cls=kind, help=words("claims.help"), rich_help_panel=words("program.commands"))
    def claims(
        case: Annotated[str, argument(words, "option.case", "CASE", shipped=", ".join(shipped()))],
        as_of: Annotated[str | None, option(words, "claims.as_of", "--as-of", metavar="DATE")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        _claims(case_folder(case, words), day(words, as_of), words, json)


def _claims(folder: Path, as_of: date | None, words: Words, as_json: bool) -> None:
    from landbridge.cli.findings import print_findings
    from landbridge.cli.printing import console, print_json
    from landbridge.measurement.claims import examine
    from landbridge.tables.case import read_case

    case = read_case(folder)
    if any(finding.severity == "error" for finding in case.findings):
        print_findings(case.findings, words, console(), least="error")
        raise typer.Exit(INVALID)
    if case["claims"].is_empty():
        raise Stop(words("claims.none", case=folder.name), USAGE)
    examined = examine(case, as_of)
    if as_json:
        print_json({"as_of": as_of or case.settings.as_of, "claims": [plain(found) for found in examined]})
    else:
        _print(examined, words, as_of or case.settings.as_of)


def plain(found: "Examined") -> dict[str, Any]:
    """A verdict as plain values, for JSON."""
    from landbridge.measurement.claims.words import sentence

    claim = found.claim
    return {
        "claim": claim.name,
        "statement_en": claim.statement_en,
        "statement_zh": claim.statement_zh,
        "value_en": claim.value_en,
        "value_zh": claim.value_zh,
        "unit": claim.unit,
        "verdict": found.verdict,
        "also": list(found.also),
        "facts": list(found.facts),
        "undated": sorted(found.undated),
        "bases": list(found.bases),
        "confidence": found.confidence,
        "reasons": [
            {
                "rule": reason.code,
                "outcome": reason.outcome,
                "firm": reason.firm,
                "en": (text := sentence(reason.code, reason.values)).en,
                "zh": text.zh,
                "computation": text.computation,
                "facts": list(reason.facts),
                "bases": list(reason.bases),
                "confidence": reason.confidence,
            }
            for reason in found.reasons
        ],
    }


def _print(examined: "tuple[Examined, ...]", words: Words, as_of: date) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from landbridge.cli.printing import console
    from landbridge.measurement.claims.page import shorten, verdict_words
    from landbridge.measurement.claims.words import sentence, word

    to = console()
    to.print(words("claims.title", as_of=as_of), style="bold", markup=False)
    for found in examined:
        claim = found.claim
        to.print()
        head = Text(f"{claim.name}  ")
        to.print(head.append(words.of_pair(*verdict_words(found)), style=_STYLES[found.verdict]))
        to.print(Padding(Text(words.of_pair(claim.statement_en, claim.statement_zh), style="italic"), (0, 0, 0, 4)))
        for reason in found.reasons:
            text = sentence(reason.code, reason.values)
            to.print(Padding(Text(f"- {words.of_pair(text.en, text.zh)}"), (0, 0, 0, 4)))
            parts = [text.computation, shorten(reason.facts), words.of_pair(*word("confidence", reason.confidence))]
            if any(parts):
                to.print(Padding(Text(" · ".join(part for part in parts if part), style="dim"), (0, 0, 0, 6)))
    to.print()
    to.print(words("claims.legend"), style="dim", markup=False)
