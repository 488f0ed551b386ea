"""``landbridge simulate``: the engine alone, and the exact story of one entity."""

from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from landbridge.cases import shipped
from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.log import instant, print_story
from landbridge.cli.options import argument, day, option
from landbridge.cli.run import case_folder, refusal
from landbridge.cli.words import Words


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("simulate", cls=kind, help=words("simulate.help"), rich_help_panel=words("program.commands"))
    def simulate(
        case: Annotated[str, argument(words, "option.case", "CASE", shipped=", ".join(shipped()))],
        log: Annotated[str | None, option(words, "simulate.log", "--log", metavar="ENTITY")] = None,
        seed: Annotated[int | None, option(words, "run.seed", "--seed")] = None,
        first: Annotated[str | None, option(words, "run.from", "--from", metavar="DATE")] = None,
        last: Annotated[str | None, option(words, "run.to", "--to", metavar="DATE")] = None,
        until: Annotated[str | None, option(words, "log.until", "--until", metavar="TIME")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "log.json", "--json")] = False,
    ) -> None:
        folder, limit = case_folder(case, words), instant(words, until)
        settings = {"seed": seed, "start": day(words, first), "end": day(words, last)}
        if seed is not None and not 0 <= seed < 2**63:
            raise Stop(words("error.seed"), USAGE)
        network, record = _simulated(folder, settings, words, json)
        if log is not None:
            print_story(network, record, log, limit, words, json)
        else:
            _print_counts(record, words, json)


def _simulated(folder: Any, settings: dict[str, Any], words: Words, as_json: bool) -> Any:
    from landbridge.cli.progress import shown

    with shown(words) as tell:
        tell("read", 0.0)
        from landbridge import pipeline
        from landbridge.tables.case import read_case

        try:
            return pipeline.simulate_case(read_case(folder), pipeline.RunSettings(**settings), tell)
        except pipeline.InvalidCase as invalid:
            raise refusal(invalid.findings, words, as_json) from None
        except pipeline.OutsideHorizon as outside:
            raise Stop(words("error.horizon", start=outside.start, end=outside.end), USAGE) from None


def _print_counts(record: Any, words: Words, as_json: bool) -> None:
    from json import dumps

    from landbridge.cli.printing import console, table

    counts = {name: frame.height for name, frame in record.tables.items()}
    if as_json:
        print(dumps({name: record.settings[name] for name in ("seed", "events")} | {"rows": counts}))
        return
    cells = [(name, f"{rows:,}") for name, rows in counts.items()]
    headers = [words("simulate.table"), words("simulate.rows")]
    console().print(table(words("simulate.title", seed=record.settings["seed"]), headers, (False, True), cells))
