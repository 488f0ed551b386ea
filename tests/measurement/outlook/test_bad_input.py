"""What is amiss in the facts is marked, and never becomes a figure in silence."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from landbridge.measurement.outlook import Outlook, Settings, carry_all, read_series
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.series import Library, Series
from tests.measurement.outlook.made import fact, library, months_of, shaped

AS_OF = date(2024, 11, 20)
FIRST = Month(2018, 1)
VALUES = [round(value) for value in shaped(82, FIRST)]


def only(known: Library) -> Series:
    (found,) = read_series(known)
    return found


def carried(known: Library) -> Outlook:
    (found,) = carry_all(known, read_series(known), Settings(with_library=False))
    return found


def codes(found: Outlook | Series) -> set[str]:
    return {mark.code for mark in found.marks}


def test_a_sound_series_has_no_marks() -> None:
    found = carried(library(months_of(VALUES), AS_OF))
    assert (codes(found), found.how, found.year, str(found.known_until)) == (set(), "monthly", 2024, "2024-10")
    assert found.known == sum(VALUES[72:])
    assert found.total is not None
    assert found.growth.value == pytest.approx(100 * (found.total.point / sum(VALUES[60:72]) - 1))


def test_missing_months_are_gaps_and_named() -> None:
    found = carried(
        library([f for f in months_of(VALUES) if f.name not in ("nation-2020-05", "nation-2021-06")], AS_OF)
    )
    (mark,) = found.marks
    assert (mark.code, mark.values["count"], mark.values["months"]) == ("missing", 2, "2020-05, 2021-06")
    assert found.total is not None


def test_a_month_missing_in_the_year_leaves_no_total() -> None:
    found = carried(library([f for f in months_of(VALUES) if f.name != "nation-2024-05"], AS_OF))
    assert codes(found) == {"missing", "gap_in_year"}
    assert (found.total, found.path is None) == (None, False)


def test_a_month_that_a_running_total_leaves_is_a_difference() -> None:
    known = [f for f in months_of(VALUES) if f.name != "nation-2024-05"]
    known.append(fact("HALF", date(2024, 1, 1), date(2024, 6, 30), float(sum(VALUES[72:78]))))
    found = only(library(known, AS_OF))
    assert codes(found) == {"difference"}
    assert found.months[Month(2024, 5)].value == VALUES[76]
    short = only(library([*known[:-1], fact("HALF", date(2024, 1, 1), date(2024, 6, 30), 1000.0)], AS_OF))
    assert codes(short) == {"negative_difference", "missing", "falling_total"}
    assert Month(2024, 5) not in short.months


def test_a_revised_value_replaces_the_former() -> None:
    revised = fact("NEW", date(2024, 3, 1), date(2024, 3, 31), 123_456.0, published_on=date(2024, 7, 1))
    found = only(library([*months_of(VALUES), revised], AS_OF))
    assert (codes(found), found.months[Month(2024, 3)].value) == ({"revised"}, 123_456.0)
    before = only(library([*months_of(VALUES), revised], date(2024, 6, 30)))
    assert (codes(before), before.months[Month(2024, 3)].value) == (set(), VALUES[74])


@pytest.mark.parametrize("published", [None, date(2024, 4, 10)], ids=["undated", "same day"])
def test_two_values_of_which_none_is_the_later_hold_neither(published: date | None) -> None:
    other = fact("OTHER", date(2024, 3, 1), date(2024, 3, 31), 123_456.0, published_on=published)
    found = carried(library([*months_of(VALUES), other], AS_OF))
    assert codes(found) == {"conflict", "missing", "gap_in_year"}
    assert Month(2024, 3) not in found.series.months
    same = fact("SAME", date(2024, 3, 1), date(2024, 3, 31), float(VALUES[74]), published_on=published)
    assert codes(only(library([*months_of(VALUES), same], AS_OF))) == set()


def test_mixed_units_are_never_added() -> None:
    known = months_of(VALUES)
    thousand = months_of([value / 1000 for value in VALUES[:40]], unit="thousand vehicles")
    mixed = library([*known[40:], *(f for f in thousand)], AS_OF)
    (series,) = carry_all(mixed, read_series(mixed), Settings(with_library=False))
    assert (series.how, codes(series), series.total) == ("none", {"mixed_units"}, None)


def test_january_and_february_in_one() -> None:
    known = [f for f in months_of(VALUES) if f.starts is not None and f.starts.month > 2]
    for year in range(2018, 2025):
        value = VALUES[12 * (year - 2018)] + VALUES[12 * (year - 2018) + 1]
        last = Month(year, 2).last
        known.append(fact(f"JF-{year}", date(year, 1, 1), last, float(value), published_on=date(year, 3, 15)))
    found = carried(library(known, AS_OF))
    assert codes(found) == {"combined"}
    months = found.series.months
    assert months[Month(2023, 1)].value / 31 == pytest.approx(months[Month(2023, 2)].value / 28)
    assert found.known == pytest.approx(sum(VALUES[72:]))
    assert found.monthly is not None
    assert not found.monthly.sample.festival.any()


def test_growth_on_a_base_of_zero_is_refused() -> None:
    values = [float(v) for v in VALUES]
    values[60:72] = [0.0] * 12
    found = carried(library(months_of(values), AS_OF))
    assert (found.growth.value, found.growth.refusal) == (None, "base_not_positive")


def test_growth_through_zero() -> None:
    """A balance that changes its sign is carried on as it is, with additive errors, and has no growth rate."""
    rng = np.random.default_rng(1)
    values = np.linspace(-500, 400, 82) + 30 * rng.standard_normal(82)
    found = carried(library(months_of(values, indicator="trade_value", unit="CNY"), AS_OF))
    assert found.how == "monthly"
    assert found.monthly is not None
    assert not found.monthly.sample.logarithmic
    assert found.path is not None
    month = found.path.month(0)
    assert month.high95 is not None
    assert month.low95 is not None
    assert month.high95 - month.point == pytest.approx(month.point - month.low95)
    falling = carried(library(months_of(values[::-1], indicator="trade_value", unit="CNY"), AS_OF))
    assert falling.growth.value is None or falling.total is None or falling.growth.value < 0


def test_zeros_before_the_first_unit_are_no_months() -> None:
    found = carried(library(months_of([0.0] * 20 + [float(v) for v in VALUES[20:]]), AS_OF))
    assert found.monthly is not None
    assert (found.monthly.sample.known, found.monthly.sample.logarithmic) == (62, True)


def test_a_total_that_falls_is_not_used() -> None:
    spans = [
        fact("Q3", date(2023, 1, 1), date(2023, 9, 30), 900.0),
        fact("YEAR", date(2023, 1, 1), date(2023, 12, 31), 800.0),
    ]
    found = only(library(spans, AS_OF))
    assert (codes(found), found.stretches) == ({"falling_total"}, ())


def test_what_is_old_is_not_carried_on() -> None:
    found = carried(library(months_of(VALUES[:60]), AS_OF))
    assert (found.how, codes(found)) == ("none", {"stale"})


def test_what_is_known_wrong_is_no_part_of_a_series() -> None:
    wrong = fact("WRONG", date(2024, 3, 1), date(2024, 3, 31), 5.0, quality="wrong_as_printed")
    assert codes(only(library([*months_of(VALUES), wrong], AS_OF))) == set()


def test_too_few_months() -> None:
    found = carried(library(months_of(VALUES[60:], Month(2023, 1)), AS_OF))
    assert (found.how, codes(found), len(found.series.months)) == ("none", {"too_few"}, 22)


def test_months_that_do_not_come_to_the_year() -> None:
    year = fact("Y23", date(2023, 1, 1), date(2023, 12, 31), 1.01 * sum(VALUES[60:72]), published_on=date(2024, 2, 1))
    found = carried(library([*months_of(VALUES), year], AS_OF))
    (mark,) = found.marks
    assert (mark.code, mark.values["year"]) == ("annual_differs", "2023")
    assert mark.values["percent"] == pytest.approx(-0.99, abs=0.01)


def test_a_fact_that_was_published_again_holds_and_says_what_it_was() -> None:
    known = library(months_of(VALUES), AS_OF)
    found = only(Library(known.as_of, known.facts, known.atlas, {}, [("nation-2024-03", 1000.0)]))
    (mark,) = found.marks
    assert (mark.code, mark.values["former"]) == ("revised", "1,000")
    assert found.months[Month(2024, 3)].value == VALUES[74]
