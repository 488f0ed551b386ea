"""The Henan case: its one prediction, and that nothing is used which was published later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from landbridge.cases import shipped
from landbridge.measurement.outlook import Outlook, Settings, families, outlook
from landbridge.measurement.outlook.month import Month
from landbridge.network.places import read_atlas
from landbridge.tables.case import Case, read_case

OWN_MODELS = Settings(with_library=False)


@pytest.fixture(scope="module")
def henan() -> Case:
    return read_case(shipped()["henan"])


@pytest.fixture(scope="module")
def carried(henan: Case) -> dict[tuple[str, str], Outlook]:
    made = (o for o in outlook(henan, settings=OWN_MODELS) if o.total and o.series.scope.indicator == "output")
    return {(o.series.scope.subject, o.series.scope.basis or ""): o for o in made}


def test_what_is_carried_on(carried: dict[tuple[str, str], Outlook]) -> None:
    assert {key[0]: found.how for key, found in carried.items()} == {
        "china": "monthly",
        "henan": "share",
        "zhengzhou": "share",
        "byd-zhengzhou": "share",
    }


def test_the_nation_passes_ten_million_early_in_november(carried: dict[tuple[str, str], Outlook]) -> None:
    nation = carried["china", "caam"]
    assert nation.known == 9_773_000
    (mark,) = [crossing for crossing in nation.crossings if crossing.mark == 10_000_000]
    assert mark.early95 is not None
    assert mark.late95 is not None
    assert date(2024, 11, 1) <= mark.early95 <= date(2024, 11, 5) <= mark.late95 < date(2024, 11, 14)


def test_the_prediction_that_the_case_makes(carried: dict[tuple[str, str], Outlook]) -> None:
    """From the first half of 2024, January to September: 401,000 and 361,700 were published."""
    for key, published in {("henan", "association"): 401_000, ("zhengzhou", "actual_offline"): 361_700}.items():
        tried = carried[key].hindcast
        assert tried is not None
        assert (str(tried.calibrated_to), str(tried.until), tried.published) == ("2024-06", "2024-09", published)
        assert abs(tried.error_percent) < 5
        assert tried.predicted.low80 is not None
        assert tried.predicted.high80 is not None
        assert tried.predicted.low80 < published < tried.predicted.high80


def test_nothing_published_later_is_used(henan: Case) -> None:
    as_of = date(2024, 9, 20)
    facts = henan["facts"]
    later = (pl.col("published_on") > as_of) | (pl.col("published_on").is_null() & (pl.col("period_end") > as_of))
    changed = facts.with_columns(value=pl.when(later).then(pl.col("value") * 3).otherwise(pl.col("value")))
    assert changed.filter(later).height > 20
    perturbed = replace(henan, tables={**henan.tables, "facts": changed})
    gone = replace(henan, tables={**henan.tables, "facts": without(facts, set(facts.filter(later)["fact"]))})
    asked = [outlook(case, as_of, OWN_MODELS) for case in (henan, perturbed, gone)]
    told = [[(o.series.scope, o.how, o.total, o.crossings, o.marks) for o in found] for found in asked]
    assert told[0] == told[1] == told[2]
    assert told[0] != [
        (o.series.scope, o.how, o.total, o.crossings, o.marks) for o in outlook(henan, settings=OWN_MODELS)
    ]


def test_it_adds_up(henan: Case, carried: dict[tuple[str, str], Outlook]) -> None:
    (family,) = families(carried.values(), read_atlas(henan))
    assert family.crossed
    figures = family.year.figures
    assert figures["zhengzhou"] + figures["rest of henan"] == figures["henan"]
    assert figures["byd-zhengzhou"] + figures["rest of zhengzhou"] == figures["zhengzhou"]
    assert figures["henan"] + figures["rest of china"] == figures["china"]
    assert carried["byd-zhengzhou", "actual_offline"].total.high95 <= 400_000 * 366 / 365 + 1


def without(facts: pl.DataFrame, names: set[str]) -> pl.DataFrame:
    """The facts less some, and less all that was computed from these."""
    rests = pl.col("derived_from").list.eval(pl.element().is_in(list(names))).list.any().fill_null(False)
    further = set(facts.filter(rests)["fact"]) - names
    return without(facts, names | further) if further else facts.filter(~pl.col("fact").is_in(list(names)))


def test_a_revision_counts_from_its_own_day(henan: Case) -> None:
    """September published again on 1 November: before that day the former figure holds, later the new one, marked."""
    facts = henan["facts"]
    again = facts.filter(pl.col("fact") == "CAAM-NEVP-2024-09").with_columns(
        value=pl.lit(1_400_000.0), published_on=pl.lit(date(2024, 11, 1))
    )
    case = replace(henan, tables={**henan.tables, "facts": pl.concat([facts, again])})
    told = {}
    for as_of in (date(2024, 10, 31), date(2024, 11, 18)):
        (nation,) = [
            o for o in outlook(case, as_of, OWN_MODELS) if o.how == "monthly" and o.series.scope.indicator == "output"
        ]
        told[as_of] = (nation.series.months[Month(2024, 9)].value, "revised" in {mark.code for mark in nation.marks})
    assert told == {date(2024, 10, 31): (1_307_000.0, False), date(2024, 11, 18): (1_400_000.0, True)}
