"""The first sheet of the workbook: which run, what every column says, on which bases, and where facts were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.exchange.about import About
from landbridge.tables.cells import spell

README = "readme"
LONGEST = 32_767
_MISSING = "grey blank cell: not known, never 0 · 灰色空白单元格：数值未知，并非 0"


def write_readme(sheet: Any, about: About, cut: Mapping[str, int], most: int, formats: Mapping[str, Any]) -> None:
    """Write the sheet.

    Parameters
    ----------
    cut
        The tables longer than a sheet, with how many rows they have.
    most
        How many rows of those are in the workbook.
    formats
        The workbook's formats ``title`` and ``header``.
    """
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 14)
    sheet.set_column(3, 4, 70)
    row = _write(sheet, 0, _run(about.run), formats["title"], only_first=True) + 1
    row = _write(sheet, row, [(_MISSING,)]) + 1
    row = _write_columns(sheet, row, about, cut, most, formats) + 1
    row = _write(sheet, row, [("basis · 口径", "table", "rows")], formats["header"])
    row = _write(sheet, row, (tuple(map(spell, line)) for line in about.bases.rows())) + 1
    row = _write(
        sheet, row, [("fact · 数据", "basis · 口径", "published_on", "source · 来源", "confidence")], formats["header"]
    )
    sources = about.sources.select("fact", "basis", "published_on", "source", "confidence")
    _write(sheet, row, (tuple(map(spell, line)) for line in sources.rows()))


def _run(run: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    case, settings = run["case"], run["settings"]
    yield "Landbridge", f"{case['title_en']} · {case['title_zh']}"
    yield "start · 起", str(settings["start"])
    yield "end · 止", str(settings["end"])
    yield "seed · 种子", str(settings["seed"])
    yield "program · 程序版本", run["program"]["version"]
    yield "inputs · 输入 SHA-256", run["inputs"]["sha256"]
    yield "run at · 运行时间", f"{run['started']:%Y-%m-%d %H:%M:%S %z}"


def _write_columns(
    sheet: Any, row: int, about: About, cut: Mapping[str, int], most: int, formats: Mapping[str, Any]
) -> int:
    row = _write(sheet, row, [("table", "column", "unit", "description", "说明")], formats["header"])
    for name, columns in declared(Measures.kind).items():
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        title = about.titles.get(name, {})
        row = _write(sheet, row, [("", "", "", title.get("rule_en", ""), title.get("rule_zh", ""))])
        if name in cut:
            note = f"cut after {most:,} of {cut[name]:,} rows · 超出工作表行数，已截断"
            row = _write(sheet, row, [("", "", "", note)])
        keys = ("column", "unit", "description_en", "description_zh")
        row = _write(sheet, row, (("", *(column[key] for key in keys)) for column in columns))
    return row


def _write(sheet: Any, row: int, lines: Iterable[tuple[str, ...]], style: Any = None, only_first: bool = False) -> int:
    """Write lines of text from a row on, each cell as text; the row after them."""
    for at, line in enumerate(lines):
        for place, text in enumerate(line):
            if text:
                sheet.write_string(row, place, fit(text), None if only_first and at else style)
        row += 1
    return row


def fit(text: str) -> str:
    """The text, as much of it as a cell of a sheet can hold; a longer one ends in a sign that it goes on."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
