"""``landbridge indicators``: a run's figures as statistics offices and customs state them."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer.core import TyperCommand

from landbridge.cli.guard import USAGE, Stop
from landbridge.cli.options import argument, how_many, option
from landbridge.cli.show import opened
from landbridge.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from landbridge.measurement.indicators.cube import Cube
    from landbridge.measurement.indicators.work_out import Request


def add(app: typer.Typer, kind: type[TyperCommand], words: Words) -> None:
    """Add the command."""

    @app.command("indicators", cls=kind, help=words("indicators.help"), rich_help_panel=words("program.commands"))
    def indicators(
        run: Annotated[Path | None, argument(words, "option.run", "[RUN]")] = None,
        indicator: Annotated[str | None, option(words, "indicators.indicator", "--indicator", metavar="ID,ID")] = None,
        by: Annotated[str | None, option(words, "indicators.by", "--by", metavar="NAME,NAME")] = None,
        place: Annotated[str | None, option(words, "indicators.place", "--place", metavar="PLACE")] = None,
        cumulative: Annotated[bool, option(words, "indicators.cumulative", "--cumulative")] = False,
        jan_feb: Annotated[Literal["apart", "combined"], option(words, "indicators.jan_feb", "--jan-feb")] = "apart",
        published: Annotated[bool, option(words, "indicators.published", "--published")] = False,
        rows: Annotated[int, option(words, "show.rows", "--rows", metavar="N")] = 60,
        lang: Annotated[Literal["en", "zh"] | None, option(words, "option.lang", "--lang")] = None,
        json: Annotated[bool, option(words, "option.json", "--json")] = False,
    ) -> None:
        if run is None:
            _list(words, json)
            return
        from landbridge.measurement.indicators.work_out import Request

        wanted = _names(indicator)
        request = Request(_names(by), place, cumulative or not wanted, jan_feb == "combined")
        if published and request.by:
            raise Stop(words("indicators.published_by"), USAGE)
        with opened(run, words) as folder:
            shown = how_many(words, "--rows", rows)
            tell = _published if published else _show
            tell(folder.path, wanted, request, shown, words, json)


def _names(given: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (given or "").split(",") if name.strip())


def _show(run: Path, wanted: tuple[str, ...], request: "Request", rows: int, words: Words, as_json: bool) -> None:
    from landbridge.cli.printing import print_json
    from landbridge.measurement.indicators.cube import DIMENSIONS, read_cube
    from landbridge.measurement.indicators.work_out import indicators, workable

    cube = read_cube(run)
    _known(wanted, workable(), "indicators.unknown", words)
    _known(request.by, DIMENSIONS, "indicators.no_dimension", words)
    _known([request.place] if request.place else [], list(cube.atlas.within), "indicators.no_place", words)
    found = indicators(cube, wanted or workable(request.by), request)
    if not wanted:
        found = _overview(found)
    if as_json:
        print_json((found.head(rows) if rows > 0 and wanted else found).to_dicts())
    else:
        _print(found, cube, request, rows if wanted else 0, words)


def _published(run: Path, wanted: tuple[str, ...], request: "Request", rows: int, words: Words, as_json: bool) -> None:
    """The same from what was published alone."""
    import polars as pl

    from landbridge.cli.printing import print_json
    from landbridge.measurement.indicators.cube import read_cube
    from landbridge.measurement.indicators.published import publishable, published_indicators
    from landbridge.measurement.indicators.work_out import workable

    cube = read_cube(run)
    _known(wanted, workable(), "indicators.unknown", words)
    for name in wanted:
        if name not in publishable():
            raise Stop(words("indicators.not_publishable", name=name, known=", ".join(publishable())), USAGE)
    _known([request.place] if request.place else [], list(cube.names), "indicators.no_place", words)
    found = published_indicators(cube.facts, wanted or publishable(), request.cumulative, request.combined)
    if request.place:
        found = found.filter(pl.col("place") == request.place)
    if as_json:
        print_json((found.head(rows) if rows > 0 else found).to_dicts())
    else:
        _print(found, cube, dataclasses.replace(request, by=("place", "powertrain")), rows, words)


def _overview(found: "pl.DataFrame") -> "pl.DataFrame":
    """Every indicator at the last period."""
    import polars as pl

    dated = found.filter(pl.col("period") != "")["period"]
    return found.filter(pl.col("period").is_in([dated[-1] if len(dated) else "", ""]))


def _known(given: "Sequence[str]", known: "Sequence[str]", key: str, words: Words) -> None:
    from landbridge.tables.nearest import nearest

    for name in given:
        if name not in known:
            raise Stop(words(key, name=name, nearest=nearest(name, tuple(known)) or ", ".join(known)), USAGE)


def _print(found: "pl.DataFrame", cube: "Cube", request: "Request", rows: int, words: Words) -> None:
    from landbridge.cli.printing import console, number, table
    from landbridge.measurement.claims.words import word
    from landbridge.measurement.indicators.declared import declared_indicators, declared_marks

    place = request.place or ("" if "place" in request.by else cube.atlas.territory)
    name = words.of_pair(*cube.names.get(place, (place, place)))
    title = words("indicators.title", place=name) if name else words("indicators.published_title")
    headers = [words("headline.figure"), *(words(f"dimension.{name}") for name in request.by)]
    headers += [words(f"indicators.{name}") for name in ("period", "value", "unit", "base", "basis", "mark")]
    shown = found.head(rows) if rows > 0 else found
    cells = []
    for row in shown.iter_rows(named=True):
        declared, marks = declared_indicators()[row["indicator"]], declared_marks()
        decimals = 0 if row["unit"] == "rank" else 1 if row["unit"] in ("percent", "percentage_points") else None
        cells.append(
            (
                words.of_pair(declared.name_en, declared.name_zh),
                *(_name(row[name], name, cube, words) for name in request.by),
                row["period"],
                number(row["value"], decimals),
                words.coded("unit", row["unit"]),
                number(row["base"]),
                words.of_pair(*word("basis", row["basis"])) if row["basis"] else "",
                words.of_pair(*marks[row["mark"]]) if row["mark"] else "",
            )
        )
    right = [False] * (2 + len(request.by)) + [True, False, True, False, False]
    to = console()
    to.print(table(title, headers, right, cells))
    key = "show.cut" if shown.height < found.height else "show.rows_total"
    to.print(words(key, shown=f"{shown.height:,}", rows=words.counted("row", found.height)), markup=False)
    to.print(words("indicators.legend"), style="dim", markup=False)


def _name(value: str, dimension: str, cube: "Cube", words: Words) -> str:
    """What a reader calls a cell's place, site, item or vehicles."""
    from landbridge.measurement.claims.words import word

    if not value:
        return words("indicators.unnamed")
    if dimension == "mode":
        return words.coded("mode", value)
    if dimension in ("powertrain", "segment", "body"):
        return words.of_pair(*word(dimension, value))
    return words.of_pair(*cube.names.get(value, (value, value)))


def _list(words: Words, as_json: bool) -> None:
    """The declared list itself."""
    from dataclasses import asdict

    from landbridge.cli.printing import console, print_json, table
    from landbridge.measurement.indicators.declared import declared_indicators
    from landbridge.measurement.indicators.work_out import workable

    declared = [declared_indicators()[name] for name in workable()]
    if as_json:
        print_json([asdict(one) for one in declared])
        return
    headers = [words(f"indicators.{name}") for name in ("id", "name", "unit", "formula", "basis_rule")]
    cells = [
        (
            one.indicator,
            words.of_pair(one.name_en, one.name_zh),
            words.coded("unit", one.unit),
            one.formula,
            words.of_pair(one.basis_en, one.basis_zh),
        )
        for one in declared
    ]
    console().print(table(words("indicators.list"), headers, [False] * 5, cells))
