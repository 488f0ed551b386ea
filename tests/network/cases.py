"""Cases by hand: a few columns a row, the rest blank."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

from landbridge.network.clock import Clock
from landbridge.network.places import read_atlas
from landbridge.tables.case import Case, read_case

PLACES = """
    place,parent,kind,country,time_zone,name_en,name_zh
    asia,,region,,,Asia,亚洲
    china,asia,country,CN,Asia/Shanghai,China,中国
    henan,china,province,,,Henan,河南
    zhengzhou,henan,city,,,Zhengzhou,郑州
    airport,zhengzhou,area,,,Airport zone,航空港区
    germany,,country,DE,Europe/Berlin,Germany,德国
    hamburg,germany,city,,,Hamburg,汉堡
    mexico,,country,MX,America/Mexico_City,Mexico,墨西哥
    elsewhere,,region,,,Elsewhere,其他
"""
# what a test may leave out; a misspelt column or a value that cannot be read is a fault of the test
_LEFT_OUT = {"missing_table", "missing_column", "missing_value", "no_rows", "dangling_reference", "missing_source"}

MakeCase = Callable[..., Case]


def make_case_in(folder: Path, settings: dict[str, object], tables: dict[str, str]) -> Case:
    """A case from settings and the tables' text, written to the folder and read as any other."""
    given = {"start": "2024-01-01", "end": "2024-01-31", "warm_up_d": 0, "home": '"zhengzhou"'} | settings
    given |= {"as_of": given["end"], "title_en": '"T"', "title_zh": '"题"'}
    lines = [f"{name} = {value}" for name, value in given.items()]
    lines += ["[defaults]", 'confidence = "synthetic"']
    (folder / "case.toml").write_text("\n".join(lines), encoding="utf-8")
    for table, text in ({"places": PLACES} | tables).items():
        (folder / f"{table}.csv").write_text(textwrap.dedent(text).strip() + "\n", encoding="utf-8")
    case = read_case(folder)
    faults = [found for found in case.findings if found.code not in _LEFT_OUT]
    assert not faults, faults
    return case


def clock_of(case: Case) -> Clock:
    """The clock that compile_network gives the case."""
    zone = read_atlas(case).time_zone(case.settings.home)
    return Clock(zone, case.settings.start, case.settings.end, case.settings.warm_up_d)
