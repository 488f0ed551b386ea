"""``landbridge trace``: one vehicle's way."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, option
from landbridge.cli.show import opened
from landbridge.cli.words import Words

if TYPE_CHECKING:
    from landbridge.measurement.genealogy import Part
    from landbridge.network.clock import Clock
    from landbridge.runs import RunFolder
    from landbridge.runs.trace import Step, Trace


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("trace", cls=kind, help=words("trace.help"), rich_help_panel=words("program.commands"))
    def trace(
        run: Annotated[Path, argument(words, "option.run", "RUN")],
        vehicle: Annotated[str, argument(words, "trace.vehicle", "VEHICLE")],
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        from concurrent.futures import ThreadPoolExecutor
        from dataclasses import asdict

        from landbridge.cli.printing import print_json
        from landbridge.runs.trace import UnknownVehicle, find, way_of

        with opened(run, words) as folder, ThreadPoolExecutor(1) as beside:
            beside.submit(folder.settings, "record")
            try:
                row = find(folder, vehicle)
            except UnknownVehicle as fault:
                lines = ", ".join(fault.lines[:12]) + (" …" if len(fault.lines) > 12 else "")
                sentence = words("trace.unknown", vehicle=vehicle, count=f"{fault.count:,}", lines=lines)
                raise Stop(sentence, USAGE) from None
            parts = beside.submit(_tracked, row, folder)
            found = way_of(folder, row)
            if json:
                print_json({**asdict(found), "parts": [asdict(part) for part in parts.result()]})
            else:
                _print(found, parts.result, folder, words)


def _tracked(row: Mapping[str, Any], run: "RunFolder") -> "tuple[Part, ...]":
    """The tracked inputs of the vehicle, with everything they were made of."""
    from landbridge.measurement.genealogy import Genealogy
    from landbridge.runs.rows import RunRows, chain_of, has_rows

    if has_rows(run):
        network = chain_of(run, row["line"])
        genealogy = Genealogy(network, RunRows(run, network, row["vehicle"]))
    else:
        network = run.network()
        genealogy = Genealogy.of(network, run.record())
    tracked = set(network["items"].filter("tracked")["item"])
    return genealogy.of_unit(row["line"], row["unit"], row["item"], row["started_ms"], tracked)


def _print(found: "Trace", parts: "Callable[[], tuple[Part, ...]]", run: "RunFolder", words: Words) -> None:
    """The way, and the tracked inputs when they are there: the way is printed while they are looked for."""
    from landbridge.cli.printing import console, table
    from landbridge.network.clock import Clock

    to, names = console(), _names(run, words)
    heading = words(
        "trace.title", vehicle=found.vehicle, line=found.line, unit=found.unit, item=_named(found.item, names)
    )
    to.print(heading, markup=False, style="bold")
    if found.market:
        way = words("trace.route", market=_named(found.market, names), route=found.route)
    else:
        way = words("trace.unassigned")
    to.print(way, markup=False)
    columns = ("step", "what", "where", "arrived", "began", "ended", "waited", "took")
    right = (True, False, False, False, False, False, True, True)
    rows = [_cells(i, step, names, words) for i, step in enumerate(found.steps, start=1)]
    to.print(table("", [words(f"trace.{column}") for column in columns], right, rows))
    lines = "\n".join(_in_lines(parts(), "", Clock.of(run.settings("network")), names, words))
    if lines:
        to.print(lines, markup=False, soft_wrap=True)
    if found.delivered and found.finished:
        days = f"{(found.delivered - found.finished).total_seconds() / 86_400:.1f}"
        to.print(words("trace.delivered", when=_time(found.delivered, words), days=days), markup=False)
    else:
        to.print(words("trace.under_way"), markup=False)
    to.print(words("trace.times", zone=found.time_zone), markup=False, style="dim")


def _in_lines(
    parts: "tuple[Part, ...]", indent: str, clock: "Clock", names: dict[str, str], words: Words
) -> Iterator[str]:
    """The genealogy as indented lines."""
    for part in parts:
        what = words("trace.part", item=_named(part.item, names), units=f"{part.units:,}", serial=part.serial)
        if part.lot is None:
            yield f"{indent}{what} · {words('trace.before')}"
            continue
        made = _named(part.maker_line or part.supplier or "", names)
        when = _time(clock.local(part.stored_ms or 0), words)
        yield f"{indent}{what} · {words('trace.lot', lot=part.lot, supplier=made, when=when)}"
        if part.maker_line is not None and not part.known:
            yield f"{indent}  {words('trace.made_before')}"
        yield from _in_lines(part.parts, indent + "  ", clock, names, words)


def _names(run: "RunFolder", words: Words) -> dict[str, str]:
    """Names of sites and items in the reader's language."""
    import polars as pl

    name = f"name_{words.language}"
    tables = pl.collect_all([run.scan("network", f"{key}s").select(key, name) for key in ("site", "item")])
    return {code: text for table in tables for code, text in table.iter_rows()}


def _named(code: str, names: dict[str, str]) -> str:
    return names.get(code) or code


def _cells(position: int, step: "Step", names: dict[str, str], words: Words) -> tuple[str, ...]:
    if step.kind in ("build", "yard"):
        what = words(f"trace.{step.kind}")
    else:
        what = words.coded("mode" if step.kind == "lane" else "step", step.means)
    if step.service is not None:
        what += f" {step.service}" + ("" if step.number is None else f" #{step.number}")
    ends = [_named(step.origin, names)]
    if step.destination != step.origin:
        ends.append(_named(step.destination, names))
    return (
        str(position),
        what,
        " → ".join(ends),
        _time(step.arrived, words),
        _time(step.began, words),
        _time(step.ended, words),
        _span(step.arrived, step.began, words),
        _span(step.began, step.ended, words),
    )


def _time(instant: datetime | None, words: Words) -> str:
    return words("trace.pending") if instant is None else f"{instant:%Y-%m-%d %H:%M}"


def _span(begin: datetime | None, end: datetime | None, words: Words) -> str:
    if begin is None or end is None:
        return ""
    hours = (end - begin).total_seconds() / 3600
    if hours < 48:
        return words("trace.hours", hours=f"{hours:.1f}")
    return words("trace.days", days=f"{hours / 24:.1f}")
