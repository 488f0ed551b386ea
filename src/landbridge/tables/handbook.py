"""The pages of docs/ that follow from the declarations: python -m landbridge.tables.handbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from landbridge.tables.catalogue import catalogue
from landbridge.tables.declaration import Column, Table, declared_tables
from landbridge.tables.settings import declared_settings

_KINDS = (
    ("text", "any text", "任意文本"),
    ("choice", "one of the words listed", "所列选项之一"),
    ("integer", "a whole number: 1200", "整数：1200"),
    ("number", "a number: 3.5", "数字：3.5"),
    ("boolean", "yes or no", "yes 或 no"),
    ("date", "2024-01-31", "2024-01-31"),
    ("month", "2024-01", "2024-01"),
    ("datetime", "local time: 2024-01-31 08:00", "当地时间：2024-01-31 08:00"),
    ("time", "local time of day: 08:30, up to 24:00", "当地时刻：08:30，最大 24:00"),
    ("weekdays", "Mon-Fri or Mon;Thu", "Mon-Fri 或 Mon;Thu"),
    ("references", "names with ; between them", "以分号 ; 分隔的名称"),
)


def tables_page() -> str:
    """docs/tables.md: what a case is made of, table by table."""
    return "\n".join(_tables()) + "\n"


def findings_page() -> str:
    """docs/findings.md: every finding there is."""
    return "\n".join(_findings()) + "\n"


def write_pages(folder: Path) -> list[Path]:
    """Write both pages into the folder and return their paths."""
    pages = {"tables.md": tables_page(), "findings.md": findings_page()}
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]


def _tables() -> Iterator[str]:
    yield "# The tables of a case · 案例的表\n"
    yield "A case is a folder with `case.toml` and tables: `<table>.csv` (UTF-8, UTF-16 or GBK), `<table>.parquet`,"
    yield "`<table>.xlsx`, or `case.xlsx` with a sheet for each table. The first line names the columns, in any order."
    yield "Blank cells take the default. This page is generated from the declarations.\n"
    yield "案例是一个文件夹，包含 `case.toml` 和各表：`<表名>.csv`（UTF-8，亦可读取 UTF-16 与 GBK）、`<表名>.parquet`、"
    yield "`<表名>.xlsx`，或每表一个工作表的 `case.xlsx`。首行为列名，顺序不限；空单元格取默认值。"
    yield "本页由声明自动生成。\n"
    yield "## case.toml\n"
    yield "| setting | required | meaning | 含义 |\n|---|---|---|---|"
    for name, row in declared_settings().items():
        heading, _, last = name.rpartition(".")
        shown = f"[{heading}] {last}" if heading else name
        yield f"| `{shown}` | {row['required']} | {row['description_en']} | {row['description_zh']} |"
    yield "\n## Types · 类型\n"
    yield "| type | written as | 写法 |\n|---|---|---|"
    yield from (f"| {kind} | {english} | {chinese} |" for kind, english, chinese in _KINDS)
    for table in declared_tables().values():
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"\n## {table.name}\n"
    yield f"One row: {table.title_en[0].lower()}{table.title_en[1:]}. 每行：{table.title_zh}。"
    facts = ["required · 必需" if table.required else "optional · 可选"]
    facts.append("key · 主键: " + ", ".join(f"`{name}`" for name in table.key))
    yield "; ".join(facts) + ".\n"
    yield "| column | type | needed | unit | default | takes | meaning | 含义 |\n|---|---|---|---|---|---|---|---|"
    for column in table.columns:
        needed = "yes" if column.required and not column.default else ""
        cells = (
            f"`{column.name}`",
            column.kind,
            needed,
            column.unit,
            column.default,
            _takes(column),
            column.description_en,
            column.description_zh,
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _takes(column: Column) -> str:
    if column.references:
        return "`" + ".".join(column.references) + "`"
    if column.choices:
        return ", ".join(column.choices)
    if column.minimum is None and column.maximum is None:
        return ""
    low, high = ("" if bound is None else f"{bound:,.12g}" for bound in (column.minimum, column.maximum))
    return f"{low} … {high}".strip()


def _findings() -> Iterator[str]:
    yield "# Findings · 检查结果\n"
    yield "What `landbridge check` can find. An *error* means that the case cannot be run, a *warning* that it can but"
    yield "deserves a look, a *notice* that something was done for you. Words in braces stand for what was found."
    yield "This page is generated from the catalogue.\n"
    yield "`landbridge check` 可能给出的全部结果。error 表示案例无法运行，warning 表示可以运行但值得检查，"
    yield "notice 表示程序代为处理的事项。花括号中的词代表实际内容。本页由目录自动生成。"
    for severity in ("error", "warning", "notice"):
        yield f"\n## {severity}"
        for entry in catalogue().values():
            if entry.severity == severity:
                yield f"\n### {entry.code}\n"
                yield f"- {entry.message_en} *Fix:* {entry.fix_en}"
                yield f"- {entry.message_zh}*处理：*{entry.fix_zh}"


if __name__ == "__main__":
    write_pages(Path("docs"))
