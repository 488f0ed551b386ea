"""docs/performance.md, its picture and the README's table, from benchmarks/results.json."""

from __future__ import annotations

import functools
import re
import statistics
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.limits import MEMORY_GB, bytes_of, index_limits, slope
from benchmarks.plots import Panel, draw
from benchmarks.targets import Judged, figure, judge, ratio_of

Measured = Mapping[str, Any]
PICTURE = "performance-growth.svg"
BEGIN, END = "<!-- measured: ./dev bench --write -->", "<!-- /measured -->"
_VERDICTS: Mapping[str, str] = {
    "aim": "aim reached · 达到目标",
    "must": "reached · 达标",
    "missed": "**missed · 未达标**",
    "short": "aim not reached · 未达目标",
}
_QUIET = 0.5
_CLOCKS = ("wall_s", "processor_s", "system_s")
_RIVALS = {"national": "national, two days · 全国案例，两天", "small": "3 plants × 20 suppliers · 3 厂 × 20 供应商"}
_DIRECTIONS = {
    "vehicles": ("Vehicles · 车辆", "million vehicles a year · 百万辆/年", 1e6, "vehicles"),
    "suppliers": ("Suppliers · 供应商", "first-tier suppliers · 一级供应商", 1, "suppliers"),
    "tiers": ("Tiers · 层级", "tiers of 300 makers · 层（每层 300 家）", 1, "tiers"),
    "lots": ("Lots · 批次", "million lots · 百万批", 1e6, None),
}


def performance_page(measured: Measured) -> str:
    """The page, in both languages."""
    sections = (_head, _targets, _year, _rivals, _growth, _limits, _how)
    return "\n".join(line for section in sections for line in section(measured)).rstrip("\n") + "\n"


def readme(text: str, measured: Measured) -> str:
    """The README with the table of what was measured renewed between its marks."""
    about = measured["national"]["about"]
    rows = [f"| {row.what_en} | {row.shown} |" for row in judge(measured)]
    busy = ["Other work ran on the machine: times are too long."] if about["load_before"] > _QUIET else []
    words = [
        BEGIN,
        f"Measured on {about['day']} on a machine with {about['cores']} cores ({about['processor'].split(',')[0]}),",
        f"Python {about['python']}; one core unless [the page](docs/performance.md) says more; medians:",
        *busy,
        "",
        "| what | measured |",
        "|---|---|",
        *rows,
        END,
    ]
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: "\n".join(words), text, flags=re.DOTALL)


def picture(measured: Measured) -> str:
    """How time and memory grow, in each direction."""
    rows: list[list[Panel]] = []
    for unit in ("s", "GB"):
        rows.append([])
        for direction, (title, across, _, _) in _DIRECTIONS.items():
            what = "engine alone, processor s · 仅引擎，处理器秒" if unit == "s" else "memory, GB · 内存，GB"
            points = [(x, s if unit == "s" else gb) for x, s, gb, _ in _points(measured, direction)]
            rows[-1].append(Panel(title if unit == "s" else "", across, what, points))
    return draw(rows)


def _points(measured: Measured, direction: str) -> Iterator[tuple[float, float, float, Measured]]:
    """Size as the picture shows it, seconds, GB, and the run."""
    _, _, scale, name = _DIRECTIONS[direction]
    for run in measured["growth"][direction]:
        size = run["size"][name] if name else run["lots"]
        yield size / scale, run["engine"]["processor_s"], _gb(run["engine_mb"]), run


def _say(key: str, **figures: Any) -> list[str]:
    """A paragraph in English, then in Chinese."""
    words = _words()[key]
    return [line for language in ("en", "zh") for line in (words[language].strip().format(**figures), "")]


def _words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "page.toml").read_text(encoding="utf-8"))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def _middle(runs: Sequence[Measured], *keys: str) -> float:
    """The median of the runs' values."""
    return statistics.median(functools.reduce(lambda value, key: value[key], keys, run) for run in runs)


def _gb(mebibytes: float) -> float:
    return mebibytes * 2**20 / 1e9


def _head(measured: Measured) -> list[str]:
    about = measured["national"]["about"]
    loads = [part["about"]["load_before"] for part in measured.values()]
    days = sorted({part["about"]["day"] for part in measured.values()})
    packages = ", ".join(f"{name} {version}" for name, version in about["packages"].items())
    rows = [
        ("processor · 处理器", about["processor"]),
        ("cores, memory · 核数、内存", f"{about['cores']}, {about['memory_gb']} GB"),
        ("system · 系统", f"{about['system']}, Python {about['python']}, {packages}"),
        ("measured on · 测量日期", " – ".join(dict.fromkeys((days[0], days[-1])))),
        ("load when the parts began · 各部分开始时的系统负载", f"{min(loads)} – {max(loads)}"),
    ]
    # the parts after the first find the load of those before them
    busy = _say("busy") if about["load_before"] > _QUIET else []
    machine = ["## The machine · 测试机器", "", *_table(("", ""), rows), *busy]
    return ["# Performance · 性能", "", *_say("about"), *machine]


def _targets(measured: Measured) -> list[str]:
    def row(one: Judged) -> tuple[str, ...]:
        return one.what_en, one.what_zh, one.shown, one.spread, one.must, one.aim, _VERDICTS[one.verdict]

    head = ("what", "内容", "measured · 实测", "range · 范围", "must · 必须", "aim · 目标", "")
    return ["## What is asked for, and what it is · 指标与实测", "", *_table(head, map(row, judge(measured)))]


def _year(measured: Measured) -> list[str]:
    runs = measured["national"]["runs"]
    stages = (
        ("layout", "laid_mb", "memory laid out · 布置内存"),
        ("engine", "engine_mb", "the engine alone · 仅引擎"),
        ("record", "record_mb", "the record made · 生成记录"),
    )
    rows = [
        (name, *(f"{_middle(whole, key, clock):.2f} s" for clock in _CLOCKS), f"{_gb(_middle(whole, peak)):.2f} GB")
        for key, peak, name in stages
        if (whole := [run for run in runs if peak in run])
    ]
    figures = {key: runs[0][key] for key in ("started", "lots", "events")}
    events_per_s = figures["events"] / _middle(runs, "engine", "wall_s") / 1e6
    clocks = ("clock · 时钟", "processor · 处理器", "of it the system's · 其中系统")
    head = ("stage · 阶段", *clocks, "most memory so far · 迄今内存峰值")
    words = _say("year", **figures, events_per_s=events_per_s)
    cost = measured["national"]["machine"]
    reads = {f"read_{i}": f"{read['ns']:.0f} ns" for i, read in enumerate(cost["reads"])}
    sizes = {f"size_{i}": f"{read['mb']:g} MB" for i, read in enumerate(cost["reads"])}
    memory = _say("memory", touch=cost["touch_s_per_gb"], **reads, **sizes)
    return ["## The national year · 全国年度案例", "", *words, *_table(head, rows), *memory]


def _rivals(measured: Measured) -> list[str]:
    rates = {
        network: {
            engine: compared[engine][0]["started"] / _middle(compared[engine], "processor_s")
            for engine in ("engine", "simpy")
        }
        for network, compared in measured["simpy"].items()
        if network in _RIVALS
    }
    rows = [
        (
            name,
            f"{measured['simpy'][network]['engine'][0]['started']:,}",
            *(f"{rate:,.0f}" for rate in rates[network].values()),
            *(figure(statistics.median(ratio_of(measured["simpy"][network], less))) for less in (None, "bills_s")),
        )
        for network, name in _RIVALS.items()
    ]
    head = (
        "network · 网络",
        "vehicles · 车辆",
        "engine · 引擎 [1/s]",
        "SimPy [1/s]",
        "ratio · 比值",
        "bills free · 不计物料",
    )
    year, simpy = measured["national"]["runs"], rates["national"]["simpy"]
    started, seconds = year[0]["started"], _middle(year, "engine", "processor_s")
    whole = {"whole": started / seconds, "minutes": started / simpy / 60, "ratio": started / simpy / seconds}
    words = _say("whole_year", simpy=simpy, **whole)
    return ["## Against SimPy · 与 SimPy 之比", "", *_say("rivals"), *_table(head, rows), *words]


def _growth(measured: Measured) -> list[str]:
    rows = []
    for direction, (title, _, _, _) in _DIRECTIONS.items():
        for _, seconds, gigabytes, run in _points(measured, direction):
            size = {"vehicles": 10_000_000, "suppliers": 600, "tiers": "", "smaller_lots": 1, **run["size"]}
            numbers = (f"{value:,}" if isinstance(value, int) else f"{value}" for value in size.values())
            rows.append((title, *numbers, f"{run['lots']:,}", f"{seconds:.2f}", f"{gigabytes:.2f}"))
    head = (
        "",
        "vehicles · 车辆",
        "suppliers · 供应商",
        "tiers · 层级",
        "lots smaller by · 批量除以",
        "lots · 批次",
        "s",
        "GB",
    )
    alt = "Time and memory of the engine by vehicles, suppliers, tiers and lots"
    return [
        "## How it grows · 随规模的增长",
        "",
        f"![{alt}]({PICTURE})",
        "",
        *_table(head, rows),
        *_say("growth", **_slopes(measured)),
    ]


def _slopes(measured: Measured) -> dict[str, float]:
    """What a million vehicles and a million lots add: seconds, and MB, which are bytes each."""
    found = {}
    for direction in ("vehicles", "lots"):
        points = list(_points(measured, direction))
        found[f"{direction}_s"] = slope([(x, s) for x, s, _, _ in points])
        found[f"{direction}_mb"] = slope([(x, gb * 1000) for x, _, gb, _ in points])
    return found


def _limits(measured: Measured) -> list[str]:
    runs = measured["national"]["runs"]
    year, each = runs[0], _slopes(measured)
    limits = index_limits(year)
    rows = [(f"{n.what_en} · {n.what_zh}", n.bound, f"{n.used:,}", f"{n.times:,.0f} ×") for n in limits]
    engine_mb, record_gb = _gb(_middle(runs, "engine_mb")) * 1000, _gb(_middle(runs[:1], "record_mb"))
    room = MEMORY_GB * 1000 - engine_mb
    longest, (_, size) = max(year["lengths"].items(), key=lambda entry: entry[1][1])
    words = _say(
        "limits",
        nearest=limits[0].times,
        nearest_en=limits[0].what_en,
        nearest_zh=limits[0].what_zh,
        memory=MEMORY_GB,
        vehicles=year["started"] / 1e6 + room / each["vehicles_mb"],
        lots=year["lots"] / 1e6 + room / each["lots_mb"],
        both=MEMORY_GB * 1000 / engine_mb,
        reserved=sum(reserved for _, reserved in year["lengths"].values()) / 1e9,
        longest=longest,
        longest_gb=size / 1e9,
        refused=MEMORY_GB * 1e9 / size,
        record_gb=record_gb,
        whole=MEMORY_GB / record_gb,
        vehicles_mb=each["vehicles_mb"],
        lots_mb=each["lots_mb"],
        **bytes_of(year),
    )
    head = ("limit · 上限", "bound · 界", "the national year · 全国年度案例", "as many times · 倍数")
    return ["## How far the limits are · 距离上限还有多远", "", *_table(head, rows), *words]


def _how(measured: Measured) -> list[str]:
    rows = [
        (f"`{part}`", " ".join(words["en"].split("\n")).strip(), "".join(words["zh"].split("\n")))
        for part, words in _words()["parts"].items()
        if part in measured
    ]
    head = ("part", "what is measured", "测量内容")
    return ["## How it is measured · 测量方法", "", *_say("how"), *_table(head, rows)]
