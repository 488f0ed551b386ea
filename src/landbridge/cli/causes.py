"""``landbridge causes``: why lines stood."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, how_many, option
from landbridge.cli.show import opened
from landbridge.cli.words import Words

if TYPE_CHECKING:
    from landbridge.measurement.causes import Cause, Root
    from landbridge.network.clock import Clock

_TABLES = ("stops", "vehicles", "lots", "balances", "disruptions")
_MS_PER_HOUR = 3_600_000


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("causes", cls=kind, help=words("causes.help"), rich_help_panel=words("program.commands"))
    def causes(
        run: Annotated[Path, argument(words, "option.run", "RUN")],
        line: Annotated[str | None, option(words, "causes.line", "--line", metavar="LINE")] = None,
        rows: Annotated[int, option(words, "causes.rows", "--rows", metavar="N")] = 40,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        from landbridge.measurement.causes import find_causes
        from landbridge.network.clock import Clock
        from landbridge.tables.nearest import nearest

        rows = how_many(words, "--rows", rows)
        with opened(run, words) as folder:
            network = folder.network()
            lines = network["lines"].filter(mode="pace")["line"].to_list()
            if line is not None and line not in lines:
                near = nearest(line, lines) or ", ".join(lines[:12])
                raise Stop(words("causes.unknown", line=line, nearest=near), USAGE)
            found = list(find_causes(network, folder.record(_TABLES), line))
            clock = Clock.of(network.settings)
        if json:
            _print_json(found[:rows] if rows > 0 else found, clock)
        else:
            _print(found, rows, clock, words)


def _print_json(found: "list[Cause]", clock: "Clock") -> None:
    from dataclasses import asdict

    from landbridge.cli.printing import print_json

    print_json([{**asdict(cause), "began": clock.local(cause.began_ms)} for cause in found])


def _print(found: "list[Cause]", rows: int, clock: "Clock", words: Words) -> None:
    from landbridge.cli.printing import console, number, table

    to = console()
    if not found:
        to.print(words("causes.none"), markup=False)
        return
    hours = [((clock.end_ms if c.ended_ms is None else c.ended_ms) - c.began_ms) / _MS_PER_HOUR for c in found]
    shown = len(found) if rows <= 0 else rows
    cells = [
        (
            f"{cause.line}:{cause.unit}",
            f"{clock.local(cause.began_ms):%Y-%m-%d %H:%M}",
            number(lasted, 1),
            cause.item or "",
            root_in_words(cause.root, words),
            number(cause.root.ms / _MS_PER_HOUR, 1),
            " ← ".join(f"{link.stock}#{link.lot}" for link in cause.chain),
        )
        for cause, lasted in zip(found[:shown], hours, strict=False)
    ]
    columns = ("stop", "began", "hours", "missing", "why", "explains", "lots")
    right = (False, False, True, False, False, True, False)
    to.print(table(words("causes.title"), [words(f"causes.{name}") for name in columns], right, cells))
    if shown < len(found):
        to.print(words("show.cut", shown=f"{shown:,}", rows=words.counted("row", len(found))), markup=False)
    to.print(words("causes.sum", stops=f"{len(found):,}", hours=number(sum(hours), 1)), markup=False)
    to.print(words("causes.rule"), markup=False, style="dim")


def root_in_words(root: "Root", words: Words) -> str:
    """The root of a stop in the reader's language."""
    return words(f"causes.{root.kind}", entity=root.entity, disruption=root.disruption, number=root.number)
