"""What the fix of a finding suggests."""

from pathlib import Path

import polars as pl

from landbridge.tables.case import read_case
from landbridge.tables.catalogue import finding
from tests.tables.small_case import write_small


def test_a_fix_begins_with_the_hint_or_without_otherwise() -> None:
    names = pl.Series(["wheel", "frame"])
    near = finding("dangling_reference", value="weel", target="items.item", among=names)
    far = finding("dangling_reference", value="zzz", target="items.item", among=names)
    assert near.fix_en == "Did you mean wheel? Otherwise add it to items.item."
    assert far.fix_en == "Add it to items.item."
    assert far.fix_zh == "请在 items.item 中添加。"


def test_two_letters_exchanged_are_the_nearest_slip(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "itmes.csv").write_text("item\n")
    (found,) = read_case(folder).findings
    assert found.code == "unknown_table"
    assert found.fix_en.startswith("Did you mean items?")


def test_control_characters_are_shown_and_never_printed(tmp_path: Path) -> None:
    folder = write_small(tmp_path, {"lanes": (",sea,", ",s\x00e\x1b[31ma\x9b,"), "bills": ("quantity", "quan\x07tity")})
    found = read_case(folder).findings
    assert {item.code for item in found} >= {"unknown_choice", "unknown_column"}
    for item in found:
        assert all(
            text.isprintable() for text in (item.place, item.message_en, item.message_zh, item.fix_en, item.fix_zh)
        )
    assert any(item.value == "s␀e␛[31ma\ufffd" for item in found)
