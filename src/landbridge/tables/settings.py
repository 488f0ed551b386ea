"""case.toml: what holds for the whole case."""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from landbridge.tables.catalogue import finding
from landbridge.tables.finding import Finding

FILE = "case.toml"
LONGEST_D: Final = 6000
"""The longest horizon, warm-up included: what the simulation can number in milliseconds."""
Confidence = Literal["published", "derived", "estimate", "recalled", "synthetic"]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Defaults(_Settings):
    """Provenance for rows that leave it blank."""

    confidence: Confidence | None = None
    source: Words | None = None


class MapSettings(_Settings):
    """What an office's own map needs."""

    basemap: Words | None = None
    map_notice: Words | None = None


class CaseSettings(_Settings):
    """The settings of a case; ``settings.csv`` says what each means."""

    title_en: Words
    title_zh: Words
    start: Day
    end: Day
    warm_up_d: Annotated[int, Field(ge=0, le=3660)] = 0
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    currency: Literal["CNY"] = "CNY"
    as_of: Day
    home: Words
    defaults: Defaults = Defaults()
    map: MapSettings = MapSettings()


@functools.cache
def declared_settings() -> Mapping[str, Mapping[str, str]]:
    """Every setting by name, with ``required``, ``description_en`` and ``description_zh``."""
    text = resources.files("landbridge.tables").joinpath("settings.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["setting"]: MappingProxyType(row) for row in csv.DictReader(text.splitlines())})


def read_settings(folder: Path) -> tuple[CaseSettings, list[Finding]]:
    """Read and check the case's settings.

    Returns
    -------
    tuple
        The settings, and what is wrong with them. A setting that cannot be used is neutral: the horizon is then the
        whole calendar and the names are blank, so that the tables can still be checked.
    """
    try:
        given = tomllib.loads((folder / FILE).read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return _unknown(), [finding("missing_settings", file=FILE)]
    except OSError as fault:
        return _unknown(), [finding("unreadable_file", file=FILE, why=fault.strerror or str(fault))]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        line = re.search(r"line (\d+)", str(fault))
        return _unknown(), [
            finding("unreadable_settings", file=FILE, line=int(line[1]) if line else None, why=str(fault))
        ]
    return _check(given, folder)


def _unknown() -> CaseSettings:
    """Neutral settings; with the defaults unknown, rows are not blamed for leaving their provenance to them."""
    return _salvage({"defaults": {"confidence": "synthetic"}})


def _check(given: Mapping[str, Any], folder: Path) -> tuple[CaseSettings, list[Finding]]:
    found = []
    try:
        settings = CaseSettings.model_validate(given)
    except ValidationError as fault:
        settings = _salvage(given)
        found = [_finding(dict(error), folder) for error in fault.errors()]
    days = (settings.end - settings.start).days
    known = settings.start > date.min and settings.end < date.max
    if days < 0 or (known and days + settings.warm_up_d > LONGEST_D):
        found.append(_wrong("end", str(settings.end), folder))
    basemap = settings.map.basemap
    if basemap and not (folder / basemap).is_file():
        line = _line_of("basemap", folder)
        found.append(finding("missing_basemap", file=FILE, line=line, column="map.basemap", value=basemap))
    return settings, found


def _finding(error: Mapping[str, Any], folder: Path) -> Finding:
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return finding("missing_setting", file=FILE, column=name, **_meaning(name))
    if error["type"] == "extra_forbidden":
        # the nearest name is looked for among the settings of the same heading
        heading, _, last = name.rpartition(".")
        known = [s.rpartition(".")[2] for s in declared_settings() if s.rpartition(".")[0] == heading]
        known += [] if heading else ["defaults", "map"]
        place: dict[str, Any] = {"file": FILE, "line": _line_of(last, folder), "column": name}
        return finding("unknown_setting", value=last, among=pl.Series(known, dtype=pl.String), **place)
    return _wrong(name, str(error["input"]), folder)


def _wrong(name: str, value: str, folder: Path) -> Finding:
    line = _line_of(name.rpartition(".")[2], folder)
    return finding("wrong_setting", file=FILE, line=line, column=name, value=value, **_meaning(name))


def _meaning(name: str) -> dict[str, Any]:
    row = declared_settings().get(name)
    if row is None:
        return {"meaning_en": f"a heading [{name}]", "meaning_zh": f"小节 [{name}]"}
    return {"meaning_en": row["description_en"], "meaning_zh": row["description_zh"]}


def _line_of(name: str, folder: Path) -> int | None:
    lines = (folder / FILE).read_bytes().decode("utf-8-sig").splitlines()
    pattern = re.compile(rf"\s*(\[\s*)?[\"']?{re.escape(name)}[\"']?\s*[\]=.]")
    return next((i for i, line in enumerate(lines, 1) if pattern.match(line)), None)


def _salvage(given: Mapping[str, Any]) -> CaseSettings:
    """The settings that can be used, neutral ones for the others."""
    fine = {name: value for name, value in given.items() if name in CaseSettings.model_fields}
    valid = dict.fromkeys(("title_en", "title_zh", "home"), "-") | dict.fromkeys(
        ("start", "end", "as_of"), date(2000, 1, 1)
    )
    try:
        CaseSettings.model_validate(valid | fine)
    except ValidationError as fault:
        for error in fault.errors():
            fine.pop(str(error["loc"][0]), None)
    neutral = dict.fromkeys(("title_en", "title_zh", "home"), "") | {
        "start": date.min,
        "end": date.max,
        "as_of": date.max,
    }
    salvaged = CaseSettings.model_validate(valid | fine)
    return salvaged.model_copy(update={name: value for name, value in neutral.items() if name not in fine})
