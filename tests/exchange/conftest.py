"""A run to export, and figures that are hard to export."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import polars as pl
import pytest

from landbridge.documents import Measures, Network
from landbridge.exchange.about import About, describe
from landbridge.pipeline import RunSettings, run
from landbridge.runs import RunFolder

FORMULA = "=HYPERLINK(1)"
MANIFEST = {
    "started": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=8))),
    "case": {"name": "made-up", "title_en": "A made-up case", "title_zh": "虚构案例"},
    "settings": {"seed": 7, "start": date(2024, 1, 1), "end": date(2024, 3, 31), "language": "en"},
    "program": {"version": "0"},
    "inputs": {"sha256": "0" * 64},
}
TEXTS = [FORMULA, "http://example.com", "+86", "-", "@home", "'=quoted", "a,b", 'say "x"', "two\nlines", "\t=1", "郑州"]


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """One run of the starter case."""
    return run("starter", RunSettings(out=tmp_path_factory.mktemp("runs") / "starter", page=False))


@pytest.fixture
def measures() -> Measures:
    """Texts that a spreadsheet or a CSV reader would mistake, and figures that are missing."""
    stocks = {
        "month": ["opening", *["2024-01"] * (len(TEXTS) - 1)],
        "state": ["on_hand"] * len(TEXTS),
        "item": TEXTS,
        "location": ["郑州", *[None] * (len(TEXTS) - 1)],
        "units": [1234567, None, *range(len(TEXTS) - 2)],
    }
    output = {
        "place": ["henan", "henan"],
        "level": ["province", "province"],
        "powertrain": ["nev", "nev"],
        "month": ["2024-01", "2024-02"],
        "units": [1, 2**62],
        "cumulative_units": [0, -5],
        "share_percent": [0.1 + 0.2, 1e-300],
        "cumulative_share_percent": [1 / 3, None],
        "yoy_percent": [None, -0.0],
        "basis": ["customs", None],
    }
    published = {
        "fact": ["F-1", "F-2"],
        "indicator": ["output", "output"],
        "powertrain": ["nev", "nev"],
        "place": ["henan", "henan"],
        "period": ["2024-01/2024-03", None],
        "basis": ["customs", "association"],
        "unit": ["vehicles", "vehicles"],
        "published_low": [100.0, None],
        "published_high": [100.0, 300.0],
        "model": [99.5, 301.0],
        "standing": ["predicted", "calibrated"],
        "confidence": ["published", "estimate"],
        "quality": ["forecast", None],
    }
    absent = ("origin", "destination", "comparable", "difference", "difference_percent")
    return Measures.of(
        {
            "stocks": pl.DataFrame(stocks),
            "output": pl.DataFrame(output),
            "published": pl.DataFrame(published).with_columns(pl.lit(None).alias(name) for name in absent),
        }
    )


@pytest.fixture(scope="session")
def about_nothing() -> About:
    """What figures say of themselves that rest on no fact."""
    return describe(Measures.of({}), Network.of({}), MANIFEST)


@pytest.fixture
def about(measures: Measures) -> About:
    """What these figures say of themselves."""
    facts = {"fact": ["F-1", "F-3"], "basis": ["customs", "customs"], "source": [FORMULA, "not compared"]}
    absent = [name for name in Network.of({})["facts"].columns if name not in facts]
    table = pl.DataFrame(facts).with_columns(pl.lit(None).alias(name) for name in absent)
    return describe(measures, Network.of({"facts": table}), MANIFEST)
