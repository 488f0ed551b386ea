"""Write what is generated: pages of docs/ (tables, findings, documents, measures, claims, commands, performance), the
README's table of speed, data packages.

``python docs/generate.py`` writes; with ``--check`` it writes nothing, names what is out of date and exits with 1.
docs/outlook.md has its own program, docs/outlook_page.py, which compares figures within a tolerance.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from landbridge.cases import shipped
from landbridge.cli.main import commands, main
from landbridge.cli.words import Words
from landbridge.documents.document import declared
from landbridge.measurement.claims import examine
from landbridge.measurement.claims.page import write_page
from landbridge.measurement.handbook import measures_page
from landbridge.tables.case import read_case
from landbridge.tables.datapackage import FILE, datapackage
from landbridge.tables.handbook import write_pages

DOCS = Path(__file__).parent
DOCUMENTS = {
    "network": ("What the case means: stocks and activities", "案例的含义：库存与活动"),
    "plan": ("What is to be built, where it flows and which stock is kept", "生产什么、流向何处、保有多少库存"),
    "record": ("What happened, unit by unit", "逐件发生的事实"),
    "measures": ("The figures", "统计指标"),
}


def documents_page() -> str:
    """docs/documents.md: every table of the four documents."""
    lines = [
        "# The four documents · 四种文档",
        "",
        "Every stage hands the next one a document: a bundle of declared tables. A run folder holds all four, one",
        "Parquet file for each table; the measures also stand in `csv/`. Times ending in `_ms` are",
        "milliseconds since the case's start. Beside its tables a document has `settings.json`; a record's also says",
        "where a reader of few rows finds them, and what had happened before. In order of network/stocks: how many",
        "rows of lots each stock has (`lots_of_stocks`), and its balances when the record begins",
        "(`on_hand_of_stocks`, `consumed_of_stocks`). Of every line (`vehicles_of_lines`): how many `rows` of vehicles",
        "it has; the `units` at the first of them and at `every` so many on, and the one after the last; and how many",
        "of each item it had `built` in the record before each of these. By table, the rows of the network that tell",
        "what the tracked inputs of these lines come from (`chain`). The lots of its stocks stand once more in",
        "`chain_lots.parquet`, less site, item and line: as many as `lots_of_stocks` says of the chain's first",
        "stock, then of the next. This page is generated from the declarations.",
        "",
        "各阶段之间传递文档，即一组已声明的表。运行结果文件夹含全部四种文档，每表一个 Parquet 文件；",
        "指标另存于 `csv/`。以 `_ms` 结尾的时间为自案例起点起的毫秒数。各文档另有 `settings.json`；其中 record 的",
        "还说明所需的少数几行位于何处，以及此前已发生的数量。按 network/stocks 的顺序：各库存的批次行数",
        "（`lots_of_stocks`）及记录起点的余额（`on_hand_of_stocks`、`consumed_of_stocks`）。各生产线（`vehicles_of_lines`）：",
        "车辆行数（`rows`）；首行及其后每隔 `every` 行的序号，末尾为最后一台之后的序号（`units`）；在这些行之前、",
        "本记录内已开工的各物品台数（`built`）。另按表列出 network 中的若干行，说明这些生产线所用的",
        "逐件跟踪物品来自何处（`chain`）。其中各库存的批次另存于 `chain_lots.parquet`（不含站点、物品与生产线三列），",
        "按 `chain` 中库存的顺序依次排列，行数见 `lots_of_stocks`。本页由声明自动生成。",
    ]
    for document, (english, chinese) in DOCUMENTS.items():
        lines += ["", f"## {document}", "", f"{english}. · {chinese}。"]
        for table, columns in declared(document).items():
            lines += [
                "",
                f"### {document}/{table}",
                "",
                "| column | type | unit | meaning | 含义 |",
                "|---|---|---|---|---|",
            ]
            for c in columns:
                cells = (f"`{c['column']}`", c["type"], c["unit"], c["description_en"], c["description_zh"])
                lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """docs/commands.md: what every command says of itself, in both languages."""
    lines = [
        "# The command line · 命令行",
        "",
        "Results go to stdout, progress to stderr. Exit codes: 0 ok, 1 failure, 2 usage, 3 data invalid,",
        "130 interrupted. `NO_COLOR` is honoured. This page is generated from the commands.",
        "",
        "结果输出到标准输出，进度输出到标准错误。退出码：0 成功，1 失败，2 用法有误，3 数据无效，130 被中断。",
        "遵循 `NO_COLOR`。本页由命令自动生成。",
    ]
    for command in every_command():
        lines += ["", f"## landbridge {command}"]
        for language in ("en", "zh"):
            lines += ["", "```text", *help_of(command, language), "```"]
    return "\n".join(lines) + "\n"


def claims_page() -> str:
    """docs/claims.md: the statements of the Henan case, tested."""
    case = read_case(shipped()["henan"])
    settings = case.settings
    return write_page(examine(case), (settings.title_en, settings.title_zh), settings.as_of)


def performance_pages(folder: Path) -> Iterator[tuple[Path, Path]]:
    """docs/performance.md with its picture, and the README's table, from what was measured last."""
    sys.path.insert(0, str(DOCS.parent))
    from benchmarks import page, results

    measured = results.read()
    made = {
        DOCS / "performance.md": page.performance_page(measured),
        DOCS / page.PICTURE: page.picture(measured),
        DOCS.parent / "README.md": page.readme((DOCS.parent / "README.md").read_text("utf-8"), measured),
    }
    for kept, text in made.items():
        path = folder / f"measured-{kept.name}"
        path.write_text(text, encoding="utf-8")
        yield kept, path


def every_command() -> Iterator[str]:
    """The commands, those of a group with the group's name before them."""
    program = commands(Words.of("en"))
    yield from (str(command.name) for command in program.registered_commands)
    for group in program.registered_groups:
        names = (command.name for command in group.typer_instance.registered_commands)
        yield from (f"{group.typer_instance.info.name} {name}" for name in names)


def help_of(command: str, language: str) -> list[str]:
    """The lines of a command's help page."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        main([*command.split(), "--help", "--lang", language])
    return [line.rstrip() for line in text.getvalue().strip("\n").splitlines() if line.strip()]


def generated(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Write everything into the folder: pairs of where it belongs and where it was written."""
    (folder / "documents.md").write_text(documents_page(), encoding="utf-8")
    (folder / "measures.md").write_text(measures_page(), encoding="utf-8")
    (folder / "commands.md").write_text(commands_page(), encoding="utf-8")
    (folder / "claims.md").write_text(claims_page(), encoding="utf-8")
    write_pages(folder)
    for path in sorted(folder.glob("*.md")):
        yield DOCS / path.name, path
    yield from performance_pages(folder)
    for case in shipped().values():
        (folder / f"{case.name}.json").write_text(datapackage(case), encoding="utf-8")
        yield case / FILE, folder / f"{case.name}.json"


def run(check: bool) -> int:
    """Write what is generated, or only compare."""
    os.environ |= {"COLUMNS": "110", "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder:
        stale = [
            (kept, made)
            for kept, made in generated(Path(folder))
            if not kept.exists() or kept.read_bytes() != made.read_bytes()
        ]
        for kept, made in stale:
            print(f"{kept.relative_to(DOCS.parent)} is {'out of date: ./dev docs' if check else 'written'}")
            if not check:
                kept.write_bytes(made.read_bytes())
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(run("--check" in sys.argv[1:]))
