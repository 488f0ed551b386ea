"""Pull and contribution rate are two things: the published revenue of China's telecommunications in 2017.

Revenue was 1,262.0 billion yuan, 75.9 billion more than the year before. Mobile data brought 115.7 billion more: the
statement says it pulled the growth by 9.7 points. Fixed data brought 197.1 billion, 9.5 % more: 1.4 points, a
contribution rate of 21.9 % by the unrounded figures.
"""

from __future__ import annotations

import polars as pl
import pytest

from landbridge.measurement.arithmetic import Figure, base_of, contribution, pull
from landbridge.measurement.indicators import operations

TOTAL, GROWN = 12_620.0, 759.0
MOBILE_GROWN = 1_157.0
FIXED, FIXED_GROWTH = 1_971.0, 9.5
BASIS = "ministry"


def _parts() -> dict[str, tuple[float, float]]:
    """Now and the year before; the level of mobile data is not printed, and nothing below depends on it."""
    fixed_base = base_of(Figure(FIXED, BASIS), FIXED_GROWTH)
    assert fixed_base is not None
    mobile_base = 4_000.0
    rest_base = TOTAL - GROWN - mobile_base - fixed_base.value
    rest = TOTAL - FIXED - mobile_base - MOBILE_GROWN
    return {
        "mobile": (mobile_base + MOBILE_GROWN, mobile_base),
        "fixed": (FIXED, fixed_base.value),
        "rest": (rest, rest_base),
    }


def _columns() -> tuple[pl.LazyFrame, pl.LazyFrame]:
    common = {"period": "2017", "number": 0, "mark": None, "basis": BASIS, "refusal": None}
    schema = {"mark": pl.String, "refusal": pl.String}
    parts = [{"part": name, "value": now, "base": base, **common} for name, (now, base) in _parts().items()]
    whole = [{"value": TOTAL, "base": TOTAL - GROWN, **common}]
    return pl.LazyFrame(parts, schema_overrides=schema), pl.LazyFrame(whole, schema_overrides=schema)


@pytest.mark.parametrize(("part", "points", "percent"), [("mobile", 9.7, 152.4), ("fixed", 1.4, 22.5)])
def test_the_published_points_come_out_and_differ_from_the_contribution_rate(
    part: str, points: float, percent: float
) -> None:
    now, base = (Figure(value, BASIS) for value in _parts()[part])
    total, total_base = Figure(TOTAL, BASIS), Figure(TOTAL - GROWN, BASIS)
    pulled, contributed = pull(now, base, total_base).value, contribution(now, base, total, total_base).value
    assert pulled == pytest.approx(points, abs=0.06)
    assert contributed == pytest.approx(percent, abs=0.05)
    parts, wholes = _columns()
    columns = (operations.pull(parts, ["part"], wholes), operations.contribution(parts, ["part"], wholes))
    assert [frame.filter(pl.col("part") == part).collect()["value"].item() for frame in columns] == pytest.approx(
        [pulled, contributed]
    )


def test_the_rounded_growth_gives_the_published_contribution_within_a_point() -> None:
    parts, wholes = _columns()
    found = operations.contribution(parts, ["part"], wholes).filter(pl.col("part") == "fixed").collect()
    assert found["value"].item() == pytest.approx(21.9, abs=0.7)


def test_pulls_sum_to_the_growth_and_a_part_that_fell_has_no_contribution() -> None:
    parts, wholes = _columns()
    growth = operations.growth(wholes).collect()["value"].item()
    assert growth == pytest.approx(6.4, abs=0.05)
    assert operations.pull(parts, ["part"], wholes).collect()["value"].sum() == pytest.approx(growth)
    found = operations.contribution(parts, ["part"], wholes).collect()
    # all else fell by 569 while the whole grew
    assert found.filter(pl.col("part") == "rest").select("value", "mark").row(0) == (None, "opposite_signs")
