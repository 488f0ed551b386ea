from __future__ import annotations

from landbridge.network.schedule import compile_schedule
from tests.network.cases import MakeCase, clock_of

DAY = 86_400_000


def schedule(make_case: MakeCase, rows: str, **settings: object) -> list[tuple[object, ...]]:
    case = make_case(settings, schedule="line,item,month,quantity\n" + rows)
    columns = ("line", "item", "period", "start_ms", "end_ms", "quantity")
    return compile_schedule(case, clock_of(case)).select(columns).rows()


def test_months_of_the_horizon(make_case: MakeCase) -> None:
    rows = "b,suv,2024-01,310\na,suv,2024-02,290\na,bus,2024-02,29\na,suv,2024-03,7\na,suv,2023-12,7"
    assert schedule(make_case, rows, end="2024-02-29") == [
        ("a", "bus", "2024-02", 31 * DAY, 60 * DAY, 29),
        ("a", "suv", "2024-02", 31 * DAY, 60 * DAY, 290),
        ("b", "suv", "2024-01", 0, 31 * DAY, 310),
    ]


def test_the_warm_up_builds_at_the_first_months_daily_rate(make_case: MakeCase) -> None:
    # 10 days of 31: 100 of 310, and 32.3 of 100, rounded down
    assert schedule(make_case, "a,suv,2024-01,310\na,bus,2024-01,100", warm_up_d=10) == [
        ("a", "bus", "warm-up", -10 * DAY, 0, 32),
        ("a", "suv", "warm-up", -10 * DAY, 0, 100),
        ("a", "bus", "2024-01", 0, 31 * DAY, 100),
        ("a", "suv", "2024-01", 0, 31 * DAY, 310),
    ]


def test_a_warm_up_longer_than_the_month(make_case: MakeCase) -> None:
    assert schedule(make_case, "a,suv,2024-01,310", warm_up_d=62)[0][-1] == 620


def test_cut_months_have_their_days_share(make_case: MakeCase) -> None:
    rows = "a,suv,2024-01,310\na,suv,2024-02,100"
    # 17 days of January, 10 of February's 29; the warm-up at January's whole rate
    assert schedule(make_case, rows, start="2024-01-15", end="2024-02-10", warm_up_d=3) == [
        ("a", "suv", "warm-up", -3 * DAY, 0, 30),
        ("a", "suv", "2024-01", 0, 17 * DAY, 170),
        ("a", "suv", "2024-02", 17 * DAY, 27 * DAY, 34),
    ]


def test_one_month_cut_at_both_ends(make_case: MakeCase) -> None:
    assert schedule(make_case, "a,suv,2024-01,310", start="2024-01-11", end="2024-01-20") == [
        ("a", "suv", "2024-01", 0, 10 * DAY, 100),
    ]
