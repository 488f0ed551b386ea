"""The handbook's page of measures, from the declarations: what each table says and how it is counted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

from landbridge.documents import Measures
from landbridge.documents.document import declared
from landbridge.measurement.headline import declared_figures
from landbridge.measurement.indicators import declared_indicators

_HEAD = """# The measures · 统计指标

What a run amounts to, counted by the conventions of statistics, customs and logistics. Months are local months of the
case's home place; nothing of the warm-up is counted. The tables stand in the run folder as Parquet, in `csv/` and in
`measures.xlsx`. This page is generated from the declarations.

一次运行的统计结果，遵循统计、海关与物流的惯例。月份为案例所在区域的当地月份，预热期不计入。各表以 Parquet
存于运行结果文件夹，另存于 `csv/` 与 `measures.xlsx`。本页由声明自动生成。
"""


def measures_page() -> str:
    """docs/measures.md: every table with its convention, every indicator compared, every headline figure."""
    return "\n".join([_HEAD, *_tables(), *_indicators(), *_figures()])


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
