"""What the fix of a finding suggests."""

import polars as pl

from landbridge.tables.catalogue import finding


def test_a_fix_begins_with_the_hint_or_without_otherwise() -> None:
    names = pl.Series(["wheel", "frame"])
    near = finding("dangling_reference", value="weel", target="items.item", among=names)
    far = finding("dangling_reference", value="zzz", target="items.item", among=names)
    assert near.fix_en == "Did you mean wheel? Otherwise add it to items.item."
    assert far.fix_en == "Add it to items.item."
    assert far.fix_zh == "请在 items.item 中添加。"
