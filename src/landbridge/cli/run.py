"""``landbridge run``: a case, all the way to the headline figures and the page."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from landbridge.cases import find_case, shipped
from landbridge.cli.guard import INTERRUPTED, INVALID, USAGE, Stop
from landbridge.cli.options import argument, day, named_path, option
from landbridge.cli.words import Words

if TYPE_CHECKING:
    from landbridge.runs import RunFolder
    from landbridge.tables.finding import Finding


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("run", cls=kind, help=words("run.help"), rich_help_panel=words("program.commands"))
    def run(
        case: Annotated[str, argument(words, "option.case", "CASE", shipped=", ".join(shipped()))],
        seed: Annotated[int | None, option(words, "run.seed", "--seed")] = None,
        out: Annotated[str | None, option(words, "run.out", "--out", metavar="PATH")] = None,
        first: Annotated[str | None, option(words, "run.from", "--from", metavar="DATE")] = None,
        last: Annotated[str | None, option(words, "run.to", "--to", metavar="DATE")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
        no_report: Annotated[bool, option(words, "run.no_report", "--no-report")] = False,
        force: Annotated[bool, option(words, "run.force", "--force")] = False,
        state: Annotated[str | None, option(words, "run.state", "--state", metavar="PATH")] = None,
        state_at: Annotated[str | None, option(words, "run.state_at", "--state-at", metavar="DATE")] = None,
        resume: Annotated[str | None, option(words, "run.resume", "--resume", metavar="PATH")] = None,
    ) -> None:
        folder = case_folder(case, words)
        start, end = day(words, first), day(words, last)
        if seed is not None and not 0 <= seed < 2**63:
            raise Stop(words("error.seed"), USAGE)
        to = named_path(words, "--out", out)
        kept, begins = named_path(words, "--state", state), named_path(words, "--resume", resume)
        if state_at and not kept:
            raise Stop(words("error.state_at"), USAGE)
        if begins and not (begins / "state.json").is_file():
            raise Stop(words("error.no_state", path=begins), USAGE)
        settings: dict[str, Any] = {
            "seed": seed,
            "out": to,
            "start": start,
            "end": end,
            "page": not no_report,
            "replace": force,
        }
        settings |= {"state": kept, "state_at": day(words, state_at), "resume": begins}
        _run(folder, settings, words, json)


def case_folder(case: str, words: Words) -> Path:
    """The folder of the case named on the command line."""
    try:
        folder = find_case(case)
    except FileNotFoundError:
        raise Stop(words("error.no_case", name=case, shipped=", ".join(shipped())), USAGE) from None
    if (folder / "run.toml").is_file() and not (folder / "case.toml").is_file():
        raise Stop(words("error.run_for_case", path=folder), USAGE)
    return folder


def _run(case: Path, settings: dict[str, Any], words: Words, as_json: bool) -> None:
    from landbridge.cli.progress import shown
    from landbridge.runs.building import RunFolderExists

    began = time.perf_counter()
    with shown(words) as tell:
        tell("read", 0.0)
        from landbridge import pipeline

        try:
            made = pipeline.run(case, pipeline.RunSettings(language=words.language, **settings), tell)
        except pipeline.InvalidCase as invalid:
            raise refusal(invalid.findings, words, as_json) from None
        except pipeline.OutsideHorizon as outside:
            raise Stop(words("error.horizon", start=outside.start, end=outside.end), USAGE) from None
        except pipeline.Kept as stopped:
            raise Stop(words("error.kept", path=stopped.kept), INTERRUPTED) from None
        except pipeline.OtherNetwork as other:
            raise Stop(words("error.other_network", part=other, path=settings["resume"]), USAGE) from None
        except RunFolderExists as exists:
            raise Stop(words("error.exists", path=exists), USAGE) from None
    _print(made, time.perf_counter() - began, words, as_json)


def refusal(findings: "Sequence[Finding]", words: Words, as_json: bool) -> Stop:
    """Print the errors of a case that cannot be run, and say so."""
    from rich.console import Console

    from landbridge.cli.findings import counts, plain, print_findings
    from landbridge.cli.printing import print_json

    if as_json:
        print_json({"valid": False, "findings": plain(findings)})
    else:
        print_findings(findings, words, Console(stderr=True, highlight=False), least="error")
    return Stop(f"{counts(findings, words)}{words('check.stop')}{words('check.refused')}", INVALID)


def _warnings(manifest: Mapping[str, Any], words: Words) -> str:
    number = words.counted("warning", manifest["findings"]["warning"])
    return words("run.warnings", warnings=number, case=manifest["case"]["name"])


def _print(made: "RunFolder", seconds: float, words: Words, as_json: bool) -> None:
    import polars as pl

    from landbridge.cli.headline import print_headline
    from landbridge.cli.printing import console, print_json

    headline = made.scan("measures", "headline").collect()
    vehicles = made.scan("record", "vehicles").select(pl.len()).collect().item()
    manifest = made.manifest
    if as_json:
        result = {"run": made.path, "report": made.report, "vehicles": vehicles, "seconds": round(seconds, 3)}
        print_json({**result, **manifest, "headline": headline.to_dicts()})
        return
    to, settings = console(), manifest["settings"]
    title = words.of_pair(manifest["case"]["title_en"], manifest["case"]["title_zh"])
    lines = [words("run.title", title=title, start=settings["start"], end=settings["end"])]
    lines += [words("run.built", vehicles=f"{vehicles:,}", seed=settings["seed"], seconds=f"{seconds:.1f}")]
    if manifest["findings"]["warning"]:
        lines += [_warnings(manifest, words)]
    for line in lines:
        to.print(line, markup=False, soft_wrap=True)
    to.print()
    print_headline(headline, words, to)
    to.print()
    ends = [words("run.folder", path=made.path)]
    ends += [words("run.page", path=made.report)] if made.report else []
    for line in (*ends, words("run.next", path=made.path)):
        to.print(line, markup=False, soft_wrap=True)
