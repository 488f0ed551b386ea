from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from landbridge.network.clock import MS_PER_DAY, Clock, month_days

H = 3_600_000
SHANGHAI = Clock("Asia/Shanghai", date(2024, 1, 1), date(2024, 1, 31), 3)


def test_time_counts_from_local_midnight_of_the_first_day() -> None:
    assert SHANGHAI.ms(datetime(2024, 1, 1)) == 0
    assert SHANGHAI.ms(datetime(2024, 1, 1, 8, 30)) == 8 * H + H // 2
    assert SHANGHAI.ms(datetime(2023, 12, 31, 23)) == -H


def test_wall_time_of_another_zone() -> None:
    # Berlin in winter is 7 hours behind Shanghai
    assert SHANGHAI.ms(datetime(2024, 1, 1), "Europe/Berlin") == 7 * H
    assert SHANGHAI.midnight_ms(date(2024, 1, 2), "Europe/Berlin") == 31 * H


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York", None])
def test_minutes_of_a_day_are_its_wall_time_also_where_the_clock_changes(zone: str | None) -> None:
    clock = Clock("Europe/Berlin", date(2024, 1, 1), date(2024, 12, 31), 3)
    for day in clock.days():
        for minute in (0, 90, 150, 360, 1439, 1440, 2 * 1440 - 30, 2 * 1440, 2 * 1440 + 5):
            local = datetime.combine(day, time.min) + timedelta(minutes=minute)
            assert clock.minute_ms(day, minute, zone) == clock.ms(local, zone)


def test_horizon_and_warm_up() -> None:
    assert SHANGHAI.end_ms == 31 * MS_PER_DAY
    assert SHANGHAI.warm_up_ms == 3 * MS_PER_DAY
    assert SHANGHAI.first_day == date(2023, 12, 29)
    days = SHANGHAI.days()
    assert (len(days), days[0], days[-1]) == (34, date(2023, 12, 29), date(2024, 1, 31))


def test_a_month_with_a_clock_change_is_an_hour_shorter_or_longer() -> None:
    spring = Clock("Europe/Berlin", date(2024, 3, 1), date(2024, 3, 31), 0)
    autumn = Clock("Europe/Berlin", date(2024, 10, 1), date(2024, 10, 31), 0)
    assert spring.end_ms == 31 * MS_PER_DAY - H
    assert autumn.end_ms == 31 * MS_PER_DAY + H


def test_a_wall_time_that_is_skipped_counts_as_if_the_clock_had_not_changed() -> None:
    clock = Clock("Europe/Berlin", date(2024, 3, 31), date(2024, 3, 31), 0)
    assert clock.ms(datetime(2024, 3, 31, 1, 59)) == 119 * 60_000
    assert clock.ms(datetime(2024, 3, 31, 2, 30)) == 150 * 60_000 == clock.ms(datetime(2024, 3, 31, 3, 30))


def test_a_wall_time_that_comes_twice_is_the_first() -> None:
    clock = Clock("Europe/Berlin", date(2024, 10, 27), date(2024, 10, 27), 0)
    assert clock.ms(datetime(2024, 10, 27, 2, 30)) == 150 * 60_000
    assert clock.ms(datetime(2024, 10, 27, 3, 30)) == 270 * 60_000


def test_months_are_cut_at_the_horizon() -> None:
    clock = Clock("Asia/Shanghai", date(2023, 12, 15), date(2024, 2, 10), 5)
    assert list(clock.months()) == [
        (date(2023, 12, 1), date(2023, 12, 15), date(2024, 1, 1)),
        (date(2024, 1, 1), date(2024, 1, 1), date(2024, 2, 1)),
        (date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 11)),
    ]
    assert clock.periods().rows() == [
        ("warm-up", -5 * MS_PER_DAY, 0),
        ("2023-12", 0, 17 * MS_PER_DAY),
        ("2024-01", 17 * MS_PER_DAY, 48 * MS_PER_DAY),
        ("2024-02", 48 * MS_PER_DAY, 58 * MS_PER_DAY),
    ]


def test_no_warm_up_no_period_for_it() -> None:
    clock = Clock("Asia/Shanghai", date(2024, 2, 29), date(2024, 2, 29), 0)
    assert clock.periods().rows() == [("2024-02", 0, MS_PER_DAY)]


def test_days_of_a_month() -> None:
    assert [month_days(date(2024, m, 15)) for m in (1, 2, 4, 12)] == [31, 29, 30, 31]
    assert [month_days(date(y, 2, 1)) for y in (2023, 2000, 1900)] == [28, 29, 28]
