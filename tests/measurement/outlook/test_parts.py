"""Places without months follow the wider place; ramp-ups stay below capacity; parts sum to wholes."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from landbridge.measurement.outlook import Settings, carry_all, families, read_series
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.ramp import ramp_up
from landbridge.measurement.outlook.reconcile import REST, build_tree, reconcile
from landbridge.measurement.outlook.share import known_shares, measure_drift
from tests.measurement.outlook.made import ATLAS, fact, library, months_of, scope, series, shaped

AS_OF = date(2024, 11, 20)
FIRST = Month(2018, 1)
NATION = [round(value) for value in shaped(82, FIRST)]
OWN_MODELS = Settings(with_library=False)


def total(first: Month, last: Month) -> int:
    return sum(NATION[first - FIRST : last - FIRST + 1])


def stretches(share: float, place: str = "province", late: float = 1.0) -> list:
    """2023, the first half of 2024 and its first nine months of a place that makes a share of the nation's."""
    year = share * total(Month(2023, 1), Month(2023, 12))
    half = share * total(Month(2024, 1), Month(2024, 6))
    three = late * share * total(Month(2024, 7), Month(2024, 9))
    more = {"place": place, "basis": "association"}
    return [
        fact(f"{place}-2023", date(2023, 1, 1), date(2023, 12, 31), year, published_on=date(2024, 1, 20), **more),
        fact(f"{place}-H1", date(2024, 1, 1), date(2024, 6, 30), half, published_on=date(2024, 7, 20), **more),
        fact(f"{place}-Q3", date(2024, 1, 1), date(2024, 9, 30), half + three, published_on=date(2024, 10, 20), **more),
    ]


def test_a_place_keeps_its_share() -> None:
    known = library([*months_of(NATION), *stretches(0.05)], AS_OF)
    nation, province = carry_all(known, read_series(known), OWN_MODELS)
    assert (nation.how, province.how) == ("monthly", "share")
    assert nation.total is not None
    assert province.total is not None
    assert province.total.point == pytest.approx(0.05 * nation.total.point, rel=1e-6)
    assert province.path is not None
    october = province.path.month(0)
    assert october.point == pytest.approx(0.05 * NATION[-1])
    assert province.indicative
    assert province.hindcast is not None
    assert province.hindcast.published == pytest.approx(0.05 * total(Month(2024, 1), Month(2024, 9)))
    assert abs(province.hindcast.error_percent) < 2


def test_a_hindcast_knows_only_what_had_ended() -> None:
    """Whatever the last stretch and the nation's months within it were, the prediction is the same."""
    later = [f if f.starts is None or f.starts < date(2024, 7, 1) else _times(f, 1.7) for f in months_of(NATION)]
    found = []
    for nation, late in ((months_of(NATION), 1.0), (later, 1.3)):
        known = library([*nation, *stretches(0.05, late=late)], AS_OF)
        found.append(carry_all(known, read_series(known), OWN_MODELS)[1].hindcast)
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].predicted == found[1].predicted
    assert found[1].published > found[0].published


def _times(of: object, factor: float) -> object:
    from dataclasses import replace

    return replace(of, low=of.low * factor, high=of.high * factor)  # type: ignore[type-var, attr-defined]


def test_drift_is_the_mean_square_of_changes() -> None:
    nation = series(NATION, FIRST)
    province = read_series(library(stretches(0.05, late=math.e), AS_OF))[0]
    history = known_shares(province, nation.months)
    assert [round(stretch.share - math.log(0.05), 9) for stretch in history] == [0.0, 0.0, 1.0]
    drift = measure_drift([history])
    assert drift is not None
    assert (drift.per_month, drift.changes) == (pytest.approx(1 / (9 + 4.5)), 2)
    assert measure_drift([history[:1]]) is None


def test_one_share_alone_gives_no_interval() -> None:
    known = library([*months_of(NATION), stretches(0.05)[1]], AS_OF)
    province = carry_all(known, read_series(known), OWN_MODELS)[1]
    assert "no_drift" in {mark.code for mark in province.marks}
    assert province.total is not None
    assert (province.total.low95, province.path is None) == (None, False)


def test_a_ramp_up_is_recovered_and_stays_below_capacity() -> None:
    months = [Month(2023, 6) + i for i in range(14)]
    made = [m.days * 1000 / (1 + math.exp(-(i - 8) / 2)) for i, m in enumerate(months)]
    plant = series(made, months[0], scope("east", site="plant"), capacity=400_000.0)
    path = ramp_up(plant, months[-1] + 1, 6)
    assert path is not None
    truth = [m.days * 1000 / (1 + math.exp(-(i - 8) / 2)) for i, m in enumerate(path.months, start=14)]
    assert path.forecast == pytest.approx(truth, rel=0.05)
    small = series(made, months[0], scope("east", site="plant"), capacity=300_000.0)
    held = ramp_up(small, months[-1] + 1, 6)
    assert held is not None
    assert held.ceiling is not None
    assert (held.forecast <= held.ceiling).all()
    assert held.total().high95 == pytest.approx(held.ceiling.sum())
    assert ramp_up(series(made, months[0]), months[-1] + 1, 6) is None


def test_the_interval_of_an_early_ramp_up_is_wide() -> None:
    """Before it bends, a curve's height is not known; afterwards it is."""
    months = [Month(2023, 6) + i for i in range(20)]
    made = [m.days * 500 / (1 + math.exp(-(i - 8) / 2)) for i, m in enumerate(months)]
    wide = []
    for known in (6, 18):
        plant = series(made[:known], months[0], scope("east", site="plant"), capacity=2_000_000.0)
        path = ramp_up(plant, months[known], 6)
        assert path is not None
        last = path.month(5)
        assert last.high80 is not None
        assert last.low80 is not None
        wide.append(last.high80 / last.low80)
    assert wide[0] > 1.5 * wide[1]


def test_a_plant_in_ramp_up_within_a_case() -> None:
    plant = [round(31 * 40 / (1 + math.exp(-(i - 6) / 2))) for i in range(10)]
    made = months_of(plant, Month(2024, 1), place=None, origin="plant")
    capacity = fact("CAP", date(2024, 1, 1), date(2024, 12, 31), 16_000.0, indicator="capacity", place=None)
    capacity = type(capacity)(**{**capacity.__dict__, "origin": "plant", "unit": "vehicles/yr"})
    known = library([*months_of(NATION), *made, capacity], AS_OF, {"plant": "east"})
    found = {o.series.scope.subject: o for o in carry_all(known, read_series(known), OWN_MODELS)}
    assert found["plant"].how == "ramp"
    assert found["plant"].total is not None
    assert found["plant"].total.point == pytest.approx(sum(plant) + 2 * 31 * 40, rel=0.05)


def test_parts_sum_to_wholes_exactly() -> None:
    """A nation of two cities with months of their own, a province, and a rest."""
    rng = np.random.default_rng(6)
    east, west = (
        [float(round(v)) for v in 0.1 * np.array(NATION) * np.exp(0.03 * rng.standard_normal(82))] for _ in range(2)
    )
    province = [a + b for a, b in zip(east, west, strict=True)]
    facts = [
        *months_of(NATION),
        *months_of(province, place="province"),
        *months_of(east, place="east"),
        *months_of(west, place="west"),
    ]
    known = library(facts, AS_OF)
    (family,) = families(carry_all(known, read_series(known), OWN_MODELS), ATLAS)
    assert set(family.tree.nodes) == {"nation", "province", "east", "west", REST + "nation"}
    for column in (family.year, *family.months.values()):
        figures = column.figures
        assert figures["east"] + figures["west"] == figures["province"]
        assert figures["province"] + figures[REST + "nation"] == figures["nation"]
    assert not family.crossed
    base = family.members["province"].total
    assert base is not None
    assert figures_moved(family) < 0.02


def figures_moved(family: object) -> float:
    members, year = family.members, family.year.figures  # type: ignore[attr-defined]
    return max(abs(year[name] / member.total.point - 1) for name, member in members.items())


def test_reconciliation_is_generalised_least_squares() -> None:
    """By hand: a whole of 100 with parts 40 and 50, all equally uncertain, give way by a third of the gap each."""
    tree = build_tree({"whole": ["a", "b"]}, frozenset({"whole"}))
    found = reconcile(tree, {"whole": 100.0, "a": 40.0, "b": 50.0}, {"whole": 5.0, "a": 5.0, "b": 5.0})
    exact = 10 / 3
    assert found.figures["a"] == round(40 + exact)
    assert found.figures["whole"] == found.figures["a"] + found.figures["b"]
    assert found.deviations["whole"] == pytest.approx(5 * math.sqrt(2 / 3))
    sure = reconcile(tree, {"whole": 100.0, "a": 40.0, "b": 50.0}, {"whole": 1e-3, "a": 5.0, "b": 10.0})
    assert (sure.figures["a"], sure.figures["b"]) == (42, 58)


def test_parts_that_exceed_their_whole_leave_no_rest() -> None:
    tree = build_tree({"whole": ["a"]}, frozenset())
    fits = reconcile(tree, {"whole": 100.0, "a": 40.0}, {"whole": 5.0, "a": 5.0})
    assert (fits.figures, fits.moved) == ({"whole": 100, "a": 40, REST + "whole": 60}, ())
    breaks = reconcile(tree, {"whole": 100.0, "a": 120.0}, {"whole": 10.0, "a": 10.0})
    assert (breaks.figures, breaks.moved) == ({"whole": 110, "a": 110, REST + "whole": 0}, ("whole",))
