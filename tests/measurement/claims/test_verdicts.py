"""What the engine finds in the article's statements, and how the verdicts turn when the facts change."""

from __future__ import annotations

from datetime import date

import pytest

from landbridge.measurement.claims import Examined
from tests.measurement.claims.conftest import Examine


def reason_of(found: Examined, code: str) -> dict[str, object]:
    """The values of the one reason with that code."""
    (reason,) = [reason for reason in found.reasons if reason.code == code]
    return dict(reason.values)


def codes(found: Examined) -> set[str]:
    return {reason.code for reason in found.reasons}


def test_the_question_of_the_title(tested: Examine) -> None:
    found = tested()["C00"]
    assert found.verdict == "indicative"
    share = reason_of(found, "share_of_whole_crossed")
    assert (share["part"], share["whole"]) == (401_000, 8_310_000)
    assert share["percent"] == pytest.approx(4.8, abs=0.05)
    growth = reason_of(found, "pull_and_contribution_crossed")
    assert growth["growth"] == pytest.approx(31.6, abs=0.05)
    assert growth["pull"] == pytest.approx(3.7, abs=0.05)
    assert growth["contribution"] == pytest.approx(11.7, abs=0.05)


def test_the_question_is_firm_where_the_bases_are_one(tested: Examine) -> None:
    months = {f"CAAM-NEVP-{year}-{m:02}": {"basis": "association"} for year in (2023, 2024) for m in range(1, 11)}
    assert {"share_of_whole", "pull_and_contribution"} <= codes(tested(facts=months)["C00"])


def test_a_missing_month_leaves_the_question_open(tested: Examine) -> None:
    assert tested(without=("CAAM-NEVP-2024-05",))["C00"].verdict == "untestable"


def test_700000_in_nine_months(tested: Examine) -> None:
    found = tested()["C02"]
    assert (found.verdict, found.also) == ("contradicted", ("languages_disagree",))
    assert reason_of(found, "same_scope_differs")["found"] == 361_700
    assert reason_of(found, "look_alike")["found"] == 691_200
    crossed = [reason for reason in found.reasons if reason.code == "whole_breaks_indicative"]
    assert 401_000 in {reason.values["found"] for reason in crossed}
    assert not any(reason.firm for reason in crossed)
    assert reason_of(found, "languages_other_scope")["twin"] == "C03"


def test_700000_is_no_longer_contradicted_once_it_is_published(tested: Examine) -> None:
    found = tested(facts={"ZZ-2024Q3-NEV": {"value": 700_000.0}})["C02"]
    assert (found.verdict, found.also) == ("languages_disagree", ("confirmed",))


def test_without_the_chinese_figure_the_languages_do_not_disagree(tested: Examine) -> None:
    found = tested(claims={"C03": {"value_zh": None}})["C02"]
    assert (found.verdict, found.also) == ("contradicted", ())
    assert "one_language" in codes(found)


def test_figures_that_differ_between_the_languages(tested: Examine) -> None:
    assert tested(claims={"C04": {"value_zh": 410_000.0}})["C04"].verdict == "languages_disagree"


def test_more_than_all_of_last_year(tested: Examine) -> None:
    assert tested()["C02-zh"].verdict == "confirmed"
    assert tested(facts={"ZZ-2023-NEV": {"value": 400_000.0}})["C02-zh"].verdict == "contradicted"
    assert tested(facts={"ZZ-2023-NEV": {"basis": "association"}})["C02-zh"].verdict == "indicative"


def test_growth_against_the_earlier_base(tested: Examine) -> None:
    found = tested()["C05"]
    assert found.verdict == "contradicted"
    base = reason_of(found, "base_exceeds")
    assert base["implied"] == pytest.approx(166_736, abs=1)
    assert base["found"] == 111_000


@pytest.mark.parametrize(
    "changed",
    [{"value": 250_000.0}, {"basis": "statistics_bureau"}, {"published_on": date(2025, 1, 10)}],
    ids=["restated", "another basis", "not yet published"],
)
def test_growth_is_not_contradicted_when_the_base_is(tested: Examine, changed: dict[str, object]) -> None:
    assert tested(facts={"HEN-2023-NEV": changed})["C05"].verdict == "indicative"


def test_share_fits_the_total(tested: Examine) -> None:
    found = tested()["C06"]
    assert found.verdict == "indicative"
    assert reason_of(found, "whole_covers")["implied"] == pytest.approx(840_671, abs=1)
    assert reason_of(found, "whole_elsewhere")["found"] == 840_000
    assert tested(facts={"HEN-2024H1-ALL": {"value": 900_000.0}})["C06"].verdict == "contradicted"


def test_growth_above_the_nation_depends_on_the_basis(tested: Examine) -> None:
    """+140.5 % is above the nation's 31.6 %, +28.9 % is below: both cross bases."""
    assert codes(tested()["C07"]) == {"holds_crossed", "fails_crossed"}
    assert tested()["C07"].verdict == "indicative"
    only = tested(facts={"HEN-2024Q3-NBS": {"value": 35.0}})["C07"]
    assert codes(only) == {"holds_crossed"}


def test_ten_millionth_vehicle(tested: Examine) -> None:
    found = tested()["C01"]
    assert found.verdict == "contradicted"
    dated = reason_of(found, "dated_earlier")
    assert (dated["total"], dated["first"], dated["latest"]) == (9_773_000, "2024-11-05", "2024-11-06")
    slower = tested(facts={"CAAM-NEVP-2024-10": {"value": 1_190_000.0}})["C01"]
    assert (slower.verdict, codes(slower)) == ("indicative", {"dated_near", "outlook_day_within"})
    passed = tested(facts={"CAAM-NEVP-2024-10": {"value": 1_800_000.0}})["C01"]
    assert (passed.verdict, codes(passed)) == ("contradicted", {"passed_in_earlier"})


def test_exports_fit_the_earlier_months(tested: Examine) -> None:
    assert (tested()["C14"].verdict, tested()["C15"].verdict) == ("indicative", "indicative")
    assert reason_of(tested()["C14"], "part_fits")["rest"] == 830_000_000
    more = tested(facts={"X-HEN-2024Q3-EV": {"value": 6.5e9}, "X-HEN-2023Q1-EV": {"value": 4e9}})
    assert (more["C14"].verdict, more["C15"].verdict) == ("contradicted", "contradicted")


def test_fifteen_days_are_a_capability(tested: Examine) -> None:
    found = tested()["C18"]
    assert found.verdict == "indicative"
    assert {"transit_below", "no_train_reported"} <= codes(found)
    assert reason_of(found, "transit_below")["place"] == ("Germany", "德国")
    assert tested(facts={"TT-04": {"value": 17.0}})["C18"].verdict == "contradicted"
    train = {"RL-JSQ4": {"destination": "duisburg"}}
    assert "train_reported" in codes(tested(facts=train)["C18"])


def test_makers_are_there_where_a_published_fact_speaks_of_them(tested: Examine) -> None:
    assert tested()["C12"].verdict == "confirmed"
    assert tested(without=("CHERY-RATE",))["C12"].verdict == "indicative"
    invented = tested(sites={"chery-kaifeng": {"confidence": "synthetic"}})["C12"]
    assert (invented.verdict, "member_unknown" in codes(invented)) == ("indicative", True)


def test_a_plant_that_opens_later_is_not_there(tested: Examine) -> None:
    batteries = tested(sites={"calb-luoyang": {"confidence": "synthetic"}})["C11"].reasons[-1]
    assert batteries.code == "member_unknown"
    assert "2024-11-26" in str(batteries.values["later"])


def test_a_count_is_not_borne_out_by_rows_that_rest_on_it(tested: Examine) -> None:
    found = tested()["C08"]
    assert (found.verdict, reason_of(found, "names_fewer")["named"]) == ("untestable", 7)
    assert tested(claims={"C08": {"value_en": 5.0, "value_zh": 5.0}})["C08"].verdict == "indicative"
    assert tested(claims={"C08": {"value_en": 7.0, "value_zh": 7.0}})["C08"].verdict == "confirmed"


def test_a_forecast_stands_beside_the_run_rate(tested: Examine) -> None:
    found = tested()["C03"]
    assert found.verdict == "forecast"
    rate = reason_of(found, "run_rate_above")
    assert rate["low"] == pytest.approx(361_700 + 92 * 361_700 / 274)
    assert rate["high"] == pytest.approx(545_645, abs=1)
    assert "run_rate_within" in codes(tested(claims={"C03": {"value_zh": 500_000.0}})["C03"])


def test_a_forecast_stands_beside_the_outlook(tested: Examine) -> None:
    """The outlook's own total with 95 %, as of the statement's day; a forecast within it is said to lie within."""
    above = reason_of(tested()["C03"], "outlook_above")
    assert 361_700 < above["low95"] < above["low80"] < above["point"] < above["high80"] < above["high95"] < 700_000  # type: ignore[operator]
    assert "outlook_within" in codes(tested(claims={"C03": {"value_zh": 560_000.0}})["C03"])
    assert "outlook_below" in codes(tested(claims={"C03": {"value_zh": 400_000.0}})["C03"])


def test_the_outlook_beside_a_statement_knows_nothing_later(tested: Examine) -> None:
    """A month that came out after the statement changes what is known, not what was foreseen."""
    december = {"published_on": date(2024, 12, 20)}
    later = tested(
        facts={"ZZ-2024H1-ALL": {**december, "powertrain": "nev", "value": 650_000.0, "period_end": date(2024, 11, 30)}}
    )
    assert reason_of(later["C03"], "outlook_above") == reason_of(tested()["C03"], "outlook_above")
    known = tested(as_of=date(2024, 12, 25))["C03"]
    assert reason_of(known, "outlook_above") == reason_of(tested()["C03"], "outlook_above")


def test_the_ten_millionth_beside_the_outlook(tested: Examine) -> None:
    day = reason_of(tested()["C01"], "outlook_day_later")
    assert "2024-11-01" < str(day["early95"]) <= "2024-11-05" <= str(day["late95"]) < "2024-11-14"


def test_a_forecast_is_tested_once_its_year_is_over(tested: Examine) -> None:
    year = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "published_on": date(2025, 1, 20)}
    later = tested(facts={"ZZ-2024Q3-NEV": {**year, "value": 690_000.0}}, as_of=date(2025, 2, 1))["C03"]
    assert (later.verdict, later.also) == ("languages_disagree", ("confirmed",))


def test_what_nothing_speaks_of_cannot_be_tested(tested: Examine) -> None:
    for name in ("C13", "C16"):
        assert (tested()[name].verdict, codes(tested()[name])) == ("untestable", {"nothing_known"})
    assert tested()["C19"].verdict == "forecast"


def test_facts_published_later_are_hidden(tested: Examine) -> None:
    early = tested(as_of=date(2024, 10, 1))
    used = {name for found in early.values() for name in found.facts}
    assert "ZZ-2024Q3-NEV" not in used
    assert "CAAM-NEVP-2024-09" not in used
    assert early["C02"].verdict == "languages_disagree"


def test_a_statement_is_no_evidence_for_itself(tested: Examine) -> None:
    for found in tested().values():
        assert not found.claim.stated_in & set(found.facts), found.claim.name
    alone = tested(claims={"C04": {"stated_in": []}})["C04"]
    assert alone.verdict == "confirmed"


def test_facts_that_rest_on_each_other_or_are_nothing_stop_no_verdict(tested: Examine) -> None:
    ring = {"ART-13": {"derived_from": ["ART-04", "ART-14"]}, "ART-14": {"derived_from": ["ART-13"]}}
    assert tested(facts=ring)["C06"].verdict == "indicative"
    zero = {name: {"value": 0.0} for name in ("ZZ-2024Q3-NEV", "ZZ-2024H1-NEV", "CAAM-NEVP-2024-10", "HEN-2023-NEV")}
    found = tested(facts=zero)
    assert (found["C03"].verdict, found["C05"].verdict) == ("forecast", "contradicted")
    assert tested(facts={f"CAAM-NEVP-2023-{m:02}": {"value": 0.0} for m in range(1, 13)})["C00"].verdict == "indicative"


def test_a_base_of_zero_gives_no_contribution(tested: Examine) -> None:
    nothing = {f"CAAM-NEVP-2023-{m:02}": {"value": 0.0} for m in range(1, 13)}
    assert "contribution_refused" in codes(tested(facts=nothing)["C00"])


def test_a_statement_in_another_unit_is_not_set_against_anything(tested: Examine) -> None:
    right, other = tested()["C14"], tested(claims={"C14": {"unit": "USD"}})["C14"]
    assert right.verdict == "indicative"
    assert (other.verdict, other.facts, codes(other)) == ("untestable", (), {"other_unit"})
    assert reason_of(other, "other_unit") == {"unit": "USD", "indicator": "export_value", "usual": "CNY"}


def test_languages_are_still_held_against_each_other_in_another_unit(tested: Examine) -> None:
    found = tested(claims={"C14": {"unit": "USD", "value_zh": 6.3e9}})["C14"]
    assert found.verdict == "languages_disagree"


def test_an_outlook_before_the_year_began_says_that_nothing_is_known(tested: Examine) -> None:
    found = tested(as_of=date(2024, 6, 30))["C03"]
    assert reason_of(found, "outlook_point")["until"] == ("nothing known of the year", "当年尚无数据")
