from __future__ import annotations

import polars as pl

from landbridge.network.demand import compile_demand
from landbridge.network.places import read_atlas
from tests.network.cases import MakeCase, clock_of

H = 3_600_000
DAY = 24 * H
HEADER = "market,item,month,quantity,arrival,promised_d,unmet,unit_value_cny\n"


def demand(make_case: MakeCase, rows: str, **settings: object) -> pl.DataFrame:
    case = make_case(
        settings,
        demand=HEADER + rows,
        sites="site,place\nzz,zhengzhou\nhh,hamburg",
        items="item,segment,value_cny\nsuv,vehicle,150000\nbus,vehicle,",
    )
    return compile_demand(case, clock_of(case), read_atlas(case))


def test_a_month_is_levelled_over_its_days(make_case: MakeCase) -> None:
    entries = demand(make_case, "zz,suv,2024-01,100,,,,")
    # 100 (i + 1) / 31 rounded down: 3, 6, 9, 12, 16, 19, ...
    assert entries["quantity"].to_list()[:6] == [3, 3, 3, 3, 4, 3]
    assert entries["quantity"].sum() == 100
    assert entries["number"].to_list() == list(range(31))
    assert entries["demanded_ms"].to_list() == [day * DAY for day in range(31)]
    assert entries["mean"].null_count() == 31


def test_days_without_demand_have_no_entry(make_case: MakeCase) -> None:
    # 2 (i + 1) / 31 reaches 1 on the 16th day and 2 on the 31st
    entries = demand(make_case, "zz,suv,2024-01,2,,,,")
    assert entries.select("number", "demanded_ms", "quantity").rows() == [(0, 15 * DAY, 1), (1, 30 * DAY, 1)]
    assert demand(make_case, "zz,suv,2024-01,0,,,,").height == 0
    assert demand(make_case, "zz,suv,2024-01,0,poisson,,,").height == 0


def test_every_month_sums_to_its_quantity(make_case: MakeCase) -> None:
    rows = [f"zz,suv,2024-{month:02},{quantity},,,," for month, quantity in ((1, 97), (2, 1), (3, 4001), (4, 30))]
    entries = demand(make_case, "\n".join(rows), end="2024-04-30")
    of_month = entries.group_by(pl.col("month").dt.month()).agg(pl.col("quantity").sum()).sort("month")
    assert of_month.rows() == [(1, 97), (2, 1), (3, 4001), (4, 30)]
    assert entries["number"].to_list() == list(range(entries.height))


def test_the_warm_up_repeats_the_first_months_daily_rate(make_case: MakeCase) -> None:
    entries = demand(make_case, "zz,suv,2024-01,62,,,,\nzz,suv,2024-02,290,,,,", warm_up_d=40, end="2024-02-29")
    warm_up = entries.filter(pl.col("demanded_ms") < 0)
    assert warm_up["quantity"].to_list() == [2] * 40
    assert warm_up["demanded_ms"].to_list()[::39] == [-40 * DAY, -DAY]
    assert entries.filter(pl.col("number") == 40)["demanded_ms"].item() == 0


def test_cut_months_bring_the_days_they_have(make_case: MakeCase) -> None:
    # days 11 to 20 of January: 100 x 20 // 31 - 100 x 10 // 31 = 64 - 32
    entries = demand(make_case, "zz,suv,2024-01,100,,,,", start="2024-01-11", end="2024-01-20", warm_up_d=2)
    counted = entries.filter(pl.col("demanded_ms") >= 0)
    assert counted["quantity"].to_list() == [3, 3, 3, 4, 3, 3, 3, 4, 3, 3]
    assert counted["quantity"].sum() == 32
    assert entries["quantity"].to_list()[:2] == [3, 3]


def test_demand_arises_at_midnight_of_the_market(make_case: MakeCase) -> None:
    entries = demand(make_case, "hh,suv,2024-01,31,,,,")
    assert entries["demanded_ms"].to_list() == [day * DAY + 7 * H for day in range(31)]
    spring = demand(make_case, "hh,suv,2024-03,31,,,,", home='"hamburg"', start="2024-03-30", end="2024-03-31")
    assert spring["demanded_ms"].to_list() == [0, DAY]
    april = demand(make_case, "hh,suv,2024-04,30,,,,", home='"hamburg"', start="2024-03-30", end="2024-04-01")
    assert april["demanded_ms"].to_list() == [2 * DAY - H]


def test_demand_before_the_warm_up_does_not_exist(make_case: MakeCase) -> None:
    # east of home the first midnight is seven hours before the start
    entries = demand(make_case, "zz,suv,2024-01,31,,,,", home='"hamburg"')
    assert entries["demanded_ms"].to_list() == [day * DAY - 7 * H for day in range(1, 31)]
    assert entries["number"].to_list() == list(range(30))


def test_poisson_entries_have_a_mean_and_no_number(make_case: MakeCase) -> None:
    entries = demand(make_case, "zz,suv,2024-02,58,poisson,,,", start="2024-02-01", end="2024-02-29", warm_up_d=1)
    assert entries.height == 30
    assert entries["mean"].to_list() == [2.0] * 30
    assert entries["quantity"].to_list() == [0] * 30


def test_a_book_may_change_from_levelled_to_poisson(make_case: MakeCase) -> None:
    rows = "zz,suv,2024-01,31,levelled,,,\nzz,suv,2024-02,29,poisson,,,"
    entries = demand(make_case, rows, end="2024-02-29")
    assert entries.select(pl.col("mean").is_null().sum()).item() == 31
    assert entries["number"].to_list() == list(range(60))


def test_books_are_numbered_apart_and_in_order(make_case: MakeCase) -> None:
    rows = "zz,suv,2024-01,1,,,,\nhh,suv,2024-01,2,,,,\nzz,bus,2024-01,1,,,,"
    entries = demand(make_case, rows)
    assert entries.select("market", "item", "number").rows() == [
        ("hh", "suv", 0),
        ("hh", "suv", 1),
        ("zz", "bus", 0),
        ("zz", "suv", 0),
    ]


def test_promises_losses_and_values(make_case: MakeCase) -> None:
    rows = "hh,bus,2024-01,1,,,,\nhh,suv,2024-01,1,,1.5,lost,180000\nzz,suv,2024-01,1,,30,backlog,"
    entries = demand(make_case, rows)
    assert entries.select("promised_ms", "lost", "unit_value_cny").rows() == [
        (None, False, None),
        (36 * H, True, 180_000.0),
        (30 * DAY, False, 150_000.0),
    ]


def test_no_demand(make_case: MakeCase) -> None:
    assert demand(make_case, "").height == 0


def test_priority(make_case: MakeCase) -> None:
    rows = "market,item,month,quantity,priority\nzz,suv,2024-01,31,2\nzz,bus,2024-01,31,"
    case = make_case(demand=rows, sites="site,place\nzz,zhengzhou", items="item,segment\nsuv,vehicle\nbus,vehicle")
    entries = compile_demand(case, clock_of(case), read_atlas(case))
    assert entries.select("item", "priority").unique().sort("item").rows() == [("bus", 1), ("suv", 2)]
