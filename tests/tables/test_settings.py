"""case.toml: what it may say, and what is left when it is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from landbridge.tables.settings import CaseSettings, declared_settings, read_settings
from tests.tables.small_case import SETTINGS


def _read(folder: Path, text: str | bytes) -> tuple[CaseSettings, list[tuple[str, str]]]:
    (folder / "case.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    settings, found = read_settings(folder)
    return settings, [(item.code, item.column) for item in found]


def test_every_setting_is_declared() -> None:
    names = set()
    for name, field in CaseSettings.model_fields.items():
        inner = getattr(field.annotation, "model_fields", None)
        names |= {f"{name}.{part}" for part in inner} if inner else {name}
        if not inner:
            assert (declared_settings()[name]["required"] == "yes") == field.is_required()
    assert names == set(declared_settings())


def test_what_is_not_given_is_as_declared(tmp_path: Path) -> None:
    lines = [line for line in SETTINGS.splitlines() if line.split(" ")[0] not in ("warm_up_d", "seed", "currency")]
    settings, found = _read(tmp_path, "\n".join(lines))
    assert found == []
    assert (settings.warm_up_d, settings.seed, settings.currency) == (0, 1, "CNY")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert _read(tmp_path, SETTINGS.encode("utf-8-sig"))[1] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("2024-01-01", '"new year"', "wrong_setting", "start"),
        ("2024-01-01", "1024-01-01", "wrong_setting", "start"),
        ("2024-01-01", "2024-03-01", "wrong_setting", "end"),
        ("2024-01-01", "2007-01-01", "wrong_setting", "end"),
        ("warm_up_d = 5", "warm_up_d = -5", "wrong_setting", "warm_up_d"),
        ("warm_up_d = 5", "warm_up_d = 1.5", "wrong_setting", "warm_up_d"),
        ("seed = 3", "seed = 9223372036854775808", "wrong_setting", "seed"),
        ('"CNY"', '"EUR"', "wrong_setting", "currency"),
        ('"synthetic"', '"certain"', "wrong_setting", "defaults.confidence"),
        ('"Small"', '" "', "wrong_setting", "title_en"),
        ("[defaults]", "[default]", "unknown_setting", "default"),
        ("source =", "sources =", "unknown_setting", "defaults.sources"),
    ],
)
def test_a_wrong_setting_is_named_and_the_others_kept(
    old: str, new: str, code: str, column: str, tmp_path: Path
) -> None:
    settings, found = _read(tmp_path, SETTINGS.replace(old, new, 1))
    assert found == [(code, column)]
    assert settings.home == "town"
    assert settings.end == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["start = ", "start = 1\nstart = 2", b"title_zh = \xff\xff", "a" + ".a" * 5000])
def test_a_file_that_is_no_toml_leaves_a_neutral_horizon(text: str | bytes, tmp_path: Path) -> None:
    settings, found = _read(tmp_path, text)
    assert found
    assert (settings.start, settings.end, settings.home) == (date.min, date.max, "")
