"""The handbook's page of measures, from the declarations: what each table says and how it is counted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.measurement.counterparts import READINGS
from landbridge.measurement.headline import declared_figures
from landbridge.measurement.indicators import declared_indicators
from landbridge.measurement.indicators.declared import declared_marks

_HEAD = """# The measures · 统计指标

What a run amounts to, counted by the conventions of statistics, customs and logistics. Months are local months of the
case's home place; nothing of the warm-up is counted. The tables stand in the run folder as Parquet and in `csv/`;
`landbridge export` makes a workbook of them. This page is generated from the declarations.

一次运行的统计结果，遵循统计、海关与物流的惯例。月份为案例所在区域的当地月份，预热期不计入。各表以 Parquet
存于运行结果文件夹，另存于 `csv/`，并可用 `landbridge export` 导出为工作簿。本页由声明自动生成。
"""


def measures_page() -> str:
    """docs/measures.md: every table with its convention, every indicator compared, every headline figure."""
    return "\n".join([_HEAD, *_tables(), *_list(), *_marks(), *_indicators(), *_figures()])


def conventions() -> Mapping[str, Mapping[str, str]]:
    """Every table's title and how it is counted, in both languages, in the order of the page."""
    text = (resources.files("landbridge.measurement") / "conventions.csv").read_text(encoding="utf-8")
    return {row["table"]: row for row in csv.DictReader(text.splitlines())}


def _tables() -> Iterator[str]:
    columns = declared(Measures.kind)
    for table, words in conventions().items():
        yield f"## {table}: {words['title_en']} · {words['title_zh']}\n"
        yield f"{words['rule_en']}\n\n{words['rule_zh']}\n"
        cells = (
            (f"`{c['column']}`", c["type"], c["unit"], c["description_en"], c["description_zh"]) for c in columns[table]
        )
        yield _grid(("column", "type", "unit", "meaning", "含义"), cells)


def _list() -> Iterator[str]:
    yield "## The declared indicators · 指标清单\n"
    yield (
        "`landbridge indicators` works these out from `counts` and `capacity`, by any dimension, by month or as the "
        "year's running total. x: the figure of the period; x₋₁: of the same days a year before; part: a cell; whole: "
        "the cells that differ from it only in the last dimension of `--by`.\n\n`landbridge indicators` 由 "
        "`counts` 与 `capacity` 计算下列指标，可按任意维度、按月或按本年累计。x 为当期数，x₋₁ 为上年同期数；"
        "part 为部分，whole 为仅在 `--by` 最后一个维度上不同的各单元之总体。\n"
    )
    rows = (
        (
            f"`{i.indicator}`",
            i.unit,
            f"{i.name_en} · {i.name_zh}",
            i.formula,
            f"{i.rule_en} · {i.rule_zh}",
            f"{i.basis_en} · {i.basis_zh}",
            i.source,
        )
        for i in declared_indicators().values()
        if i.operation
    )
    yield _grid(("indicator", "unit", "name · 名称", "formula", "rule · 算法", "basis · 口径", "source"), rows)


def _marks() -> Iterator[str]:
    yield "## Marks of a cell · 单元标记\n"
    yield (
        "A figure that cannot be given honestly is left empty and its cell says why; some figures are given with a "
        "mark.\n\n无法如实给出的数值留空，并注明原因；部分数值附有标记。\n"
    )
    rows = ((f"`{mark}`", en, zh) for mark, (en, zh) in declared_marks().items())
    yield _grid(("mark", "what it says", "含义"), rows)


def _indicators() -> Iterator[str]:
    yield "## Published figures that are compared · 参与对照的公布数据\n"
    yield (
        "A fact with one of these indicators and its unit is compared, if its period lies in the horizon (for `state`: "
        "if it touches the horizon, or is not dated).\n\n采用下列指标及其单位的数据参与对照，期间须在案例期内"
        "（`state` 类须与案例期相交，或未注明期间）。\n"
    )
    rows = (
        (f"`{i.indicator}`", i.unit, i.counts, f"{i.name_en} · {i.name_zh}", i.rule_en, i.rule_zh)
        for i in declared_indicators().values()
        if i.indicator in READINGS
    )
    yield _grid(("indicator", "unit", "counts", "name · 名称", "how the model counts it", "模型算法"), rows)


def _figures() -> Iterator[str]:
    yield "## Figures of the headline · 主要指标清单\n"
    rows = ((f"`{f['figure']}`", f["unit"], f["name_en"], f["name_zh"]) for f in declared_figures().values())
    yield _grid(("figure", "unit", "name", "名称"), rows)


def _grid(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(header)
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
