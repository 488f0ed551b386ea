"""What was published, month by month: the holes are holes, and printed growth rates come out of printed levels."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.cases import shipped
from landbridge.measurement.facts import read_facts
from landbridge.measurement.indicators.published import publishable, published_indicators
from landbridge.network.compile import compile_network
from landbridge.tables.case import read_case
from tests.measurement import hand_made
from tests.measurement.hand_made import fact


def month(year: int, first: int, value: float, last: int | None = None, **given: Any) -> dict[str, Any]:
    """A published month, or more of them."""
    end = last or first
    starts, ends = date(year, first, 1), date(year, end, calendar.monthrange(year, end)[1])
    name = f"{given.get('basis', 'association')}-{given.get('powertrain', 'nev')}-{year}-{first}-{end}-{value}"
    return fact(name, "output", value, period_start=starts, period_end=ends, **given)


def told(facts: list[dict[str, Any]], name: str, **asked: bool) -> dict[str, tuple[float | None, str | None]]:
    """Value and mark by period, of new energy vehicles on the association's basis."""
    found = published_indicators(read_facts(hand_made.network(facts=facts)), [name], **asked)
    chosen = found.filter(pl.col("powertrain") == "nev", pl.col("basis") == "association")
    return {row["period"]: (row["value"], row["mark"]) for row in chosen.iter_rows(named=True)}


def test_a_missing_month_is_a_hole_and_no_running_total_jumps_over_it() -> None:
    facts = [month(2024, m, 10.0 * m) for m in (1, 2, 4)]
    assert told(facts, "output") == {
        "2024-01": (10, None),
        "2024-02": (20, None),
        "2024-03": (None, "not_published"),
        "2024-04": (40, None),
    }
    totals = told(facts, "output", cumulative=True)
    assert totals == {
        "2024-01": (10, None),
        "2024-01/2024-02": (30, None),
        "2024-01/2024-04": (None, "month_missing"),
    }
    assert told([*facts, month(2024, 1, 90, last=4)], "output_cumulative")["2024-01/2024-04"] == (90, None)


def test_january_and_february_published_as_one_stay_one() -> None:
    facts = [month(2024, 1, 30, last=2), month(2024, 3, 5)]
    for combined in (False, True):
        assert told(facts, "output", combined=combined) == {"2024-01/2024-02": (30, None), "2024-03": (5, None)}
        assert told(facts, "output", cumulative=True, combined=combined)["2024-01/2024-03"] == (35, None)


def test_january_without_february_makes_no_combined_figure() -> None:
    facts = [month(2024, 1, 30), month(2024, 3, 5)]
    assert told(facts, "output", combined=True)["2024-01/2024-02"] == (None, "one_of_two_months")
    assert told(facts, "output", cumulative=True, combined=True)["2024-01/2024-03"] == (None, "month_missing")


def test_the_daily_mean_is_over_calendar_days() -> None:
    assert told([month(2024, 2, 58)], "output_daily") == {"2024-02": (2, None)}


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param([month(2023, 3, 40)], (25, None), id="on one basis"),
        pytest.param([month(2023, 3, 40, basis="nbs")], (None, "bases_crossed"), id="across bases"),
        pytest.param([], (None, "no_base"), id="none"),
        pytest.param([month(2023, 3, 0)], (None, "base_zero"), id="zero"),
        pytest.param([month(2023, 3, -4)], (None, "base_negative"), id="below zero"),
        pytest.param([month(2023, 3, 40), month(2023, 3, 41)], (None, "duplicates_differ"), id="twice"),
        pytest.param([month(2023, 3, 4, unit="10,000 vehicles")], (None, "units_mixed"), id="another unit"),
        pytest.param([month(2023, 3, 40), month(2023, 1, 90, last=6), month(2023, 1, 80, last=12)],
                     (None, "base_contradicted"), id="the year is below its half"),
        pytest.param([month(2023, 3, 40, quality="doubtful")], (None, "no_base"), id="doubtful"),
    ],
)  # fmt: skip
def test_growth_of_a_published_month(before: list[dict[str, Any]], expected: tuple[Any, Any]) -> None:
    assert told([month(2024, 3, 50), *before], "output_yoy")["2024-03"] == expected


def test_growth_through_zero_is_refused() -> None:
    assert told([month(2024, 3, -50), month(2023, 3, 40)], "output_yoy")["2024-03"] == (None, "through_zero")


def test_two_figures_for_one_month_are_none_and_break_the_sum() -> None:
    facts = [month(2024, 1, 10), month(2024, 2, 20), month(2024, 2, 21)]
    assert told(facts, "output")["2024-02"] == (None, "duplicates_differ")
    assert told(facts, "output", cumulative=True)["2024-01/2024-02"] == (None, "duplicates_differ")


@settings(max_examples=40)
@given(st.lists(st.tuples(*[st.integers(0, 500)] * 4), min_size=3, max_size=12))
def test_parts_pull_the_whole_by_their_share_of_its_base(drawn: list[tuple[int, int, int, int]]) -> None:
    facts = []
    for number, (nev, rest, nev_before, rest_before) in enumerate(drawn, start=1):
        facts += [month(2024, number, nev), month(2023, number, nev_before)]
        facts += [month(2024, number, nev + rest, powertrain="all")]
        facts += [month(2023, number, nev_before + rest_before, powertrain="all")]
        facts += [month(2024, number, rest, powertrain="ice"), month(2023, number, rest_before, powertrain="ice")]
    names = ["output_yoy", "output_pull", "output_share"]
    found = published_indicators(read_facts(hand_made.network(facts=facts)), names, cumulative=True)
    for period in found["period"].unique():
        at = found.filter(pl.col("period") == period)
        growth = at.filter(pl.col("indicator") == "output_yoy", pl.col("powertrain") == "all")["value"].item()
        pulls = at.filter(pl.col("indicator") == "output_pull")["value"]
        if growth is not None:
            assert pulls.sum() == pytest.approx(growth)
        shares = at.filter(pl.col("indicator") == "output_share")["value"].drop_nulls()
        assert len(shares) == 0 or shares.sum() == pytest.approx(100)


@pytest.mark.parametrize(
    ("name", "place", "powertrain", "period", "printed", "within"),
    [
        # CAAM's release of January 2024 on the year 2023: production +11.6 %, of NEVs +35.8 % (the rates are recalled)
        ("output_yoy", "china", "all", "2023", 11.6, 0.05),
        ("output_yoy", "china", "nev", "2023", 35.8, 0.05),
        # CAAM of January to September 2024: +31.7 % (SteelOrbis 1361740); the printed months are rounded to thousands
        ("output_yoy", "china", "nev", "2024-01/2024-09", 31.7, 0.15),
        # the article's own figures: 401,000 and +140.5 % imply the base that the case keeps, 47.7 % the whole
        ("output_share", "henan", "nev", "2024-01/2024-09", 47.7, 0.05),
        # Henan's vehicle exports of 2023, as dahe.cn printed them on 24 March 2024: 25.83 billion, +106.6 %
        ("export_value_yoy", "henan", "all", "2023", 106.6, 0.15),
    ],
)
def test_printed_rates_come_out_of_printed_levels(
    name: str, place: str, powertrain: str, period: str, printed: float, within: float
) -> None:
    facts = read_facts(compile_network(read_case(shipped()["henan"])))
    found = published_indicators(facts, [name], cumulative=True).filter(
        pl.col("place") == place,
        pl.col("powertrain") == powertrain,
        pl.col("period") == period,
        pl.col("basis").is_in(["caam", "association", "customs"]),
    )
    assert found["value"].item() == pytest.approx(printed, abs=within)


def test_the_articles_growth_is_refused_because_its_base_is_contradicted() -> None:
    facts = read_facts(compile_network(read_case(shipped()["henan"])))
    found = published_indicators(facts, ["output_yoy"], cumulative=True).filter(
        pl.col("place") == "henan", pl.col("powertrain") == "nev", pl.col("period") == "2024-01/2024-09"
    )
    assert found.select("value", "mark").rows() == [(None, "base_contradicted")]


def test_what_cannot_be_published_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError, match="capacity"):
        published_indicators({}, ["capacity"])
    assert published_indicators({}, publishable()).is_empty()
