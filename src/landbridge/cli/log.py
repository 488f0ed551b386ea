"""``landbridge log``: the exact story of one entity of a run."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, option
from landbridge.cli.show import opened
from landbridge.cli.words import Words

if TYPE_CHECKING:
    from landbridge.documents import Network, Record
    from landbridge.measurement.story import Event


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("log", cls=kind, help=words("log.help"), rich_help_panel=words("program.commands"))
    def log(
        run: Annotated[Path, argument(words, "option.run", "RUN")],
        entity: Annotated[str, argument(words, "log.entity", "ENTITY")],
        until: Annotated[str | None, option(words, "log.until", "--until", metavar="TIME")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "log.json", "--json")] = False,
    ) -> None:
        limit = instant(words, until)
        with opened(run, words) as folder:
            print_story(folder.network(), folder.record(), entity, limit, words, json)


def instant(words: Words, text: str | None) -> datetime | None:
    """The local time that an option gave, if it gave one: a date, or a date and a time of day."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise Stop(words("log.time", text=text), USAGE) from None


def print_story(
    network: "Network", record: "Record", entity: str, until: datetime | None, words: Words, as_json: bool
) -> None:
    """Print the events of the entity, one a line: for people, or as JSON."""
    from json import dumps

    from landbridge.measurement.story import UnknownEntity, find_entity, tell
    from landbridge.network.clock import Clock

    try:
        found = find_entity(network, record, entity)
    except UnknownEntity as unknown:
        key = "log.several" if unknown.several else "log.unknown"
        raise Stop(words(key, entity=entity, nearest=", ".join(unknown.perhaps)), USAGE) from None
    end = network.settings["end_ms"] if until is None else Clock.of(network.settings).ms(until)
    for event in _before(tell(network, record, found), end):
        if as_json:
            filled = {key: value for key, value in asdict(event).items() if value is not None}
            print(dumps({**filled, "text": _sentence(event, words)}, ensure_ascii=False))
        else:
            print(f"{event.local}  {event.time_ms:>12}  {event.site or '':<20}  {_sentence(event, words)}")


def _before(events: "Iterator[Event]", end: int) -> "Iterator[Event]":
    for event in events:
        if event.time_ms >= end:
            return
        yield event


def _sentence(event: "Event", words: Words) -> str:
    units = "" if event.units is None else f"{event.units:,}"
    fields = {"subject": event.subject, "item": event.item, "at": event.at, "by": event.by}
    return words(f"log.{event.kind}", units=units, **{key: value or "—" for key, value in fields.items()})
