"""``landbridge tables``: what tables a case has, and what their columns mean."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, option
from landbridge.cli.words import Words

if TYPE_CHECKING:
    from landbridge.tables.declaration import Column, Table


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("tables", cls=kind, help=words("tables.help"), rich_help_panel=words("program.commands"))
    def tables(
        name: Annotated[str | None, argument(words, "tables.table", "[TABLE]")] = None,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        from landbridge.cli.printing import print_json
        from landbridge.tables.declaration import declared_tables
        from landbridge.tables.nearest import nearest

        declared = declared_tables()
        if name is None:
            if json:
                print_json([plain(table) for table in declared.values()])
            else:
                _print_tables(list(declared.values()), words)
            return
        if name not in declared:
            near = nearest(name, declared) or ", ".join(declared)
            raise Stop(words("tables.unknown", name=name, nearest=near), USAGE)
        if json:
            print_json(plain(declared[name]))
        else:
            _print_table(declared[name], words)


def plain(table: "Table") -> dict[str, Any]:
    """The declaration as plain values, for JSON."""
    from dataclasses import asdict

    return asdict(table)


def _print_tables(tables: "list[Table]", words: Words) -> None:
    from landbridge.cli.printing import console, table

    headers = [words(f"tables.{key}") for key in ("name", "title", "required", "provenance")]
    yes = words("tables.yes")
    rows = [
        (t.name, words.of_pair(t.title_en, t.title_zh), yes if t.required else "", yes if t.provenance else "")
        for t in tables
    ]
    to = console()
    to.print(table("", headers, [False] * 4, rows))
    to.print(words("tables.provenance_hint"), markup=False)
    to.print(words("tables.hint"), markup=False)


def _print_table(declared: "Table", words: Words) -> None:
    from landbridge.cli.printing import console, table

    headers = [words(f"tables.{key}") for key in ("column", "kind", "unit", "required", "default", "values")]
    rows = [_cells(column, words) for column in declared.columns]
    title = f"{declared.name} · {words.of_pair(declared.title_en, declared.title_zh)}"
    console().print(table(title, [*headers, words("tables.description")], [False] * 7, rows))


def _cells(column: "Column", words: Words) -> tuple[str, ...]:
    required = words("tables.key") if column.key else words("tables.yes") if column.required else ""
    values = "; ".join(column.choices)
    if column.references:
        values = ".".join(column.references)
    elif column.minimum is not None or column.maximum is not None:
        values = "–".join("" if bound is None else f"{bound:,.15g}" for bound in (column.minimum, column.maximum))
    description = words.of_pair(column.description_en, column.description_zh)
    return column.name, column.kind, column.unit, required, column.default, values, description
