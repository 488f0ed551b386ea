from __future__ import annotations

from datetime import date, timedelta

from landbridge.network.public_holidays import announced

CHINA_2024 = announced("CN", 2024, 2024)


def days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=i) for i in range((last - first).days + 1)}


def test_days_off_of_china_in_2024() -> None:
    # State Council General Office, notice on the holidays of 2024; of the weekends that end a holiday only those
    # between two days off count as days off
    assert CHINA_2024.free == (
        {date(2024, 1, 1)}
        | days(date(2024, 2, 10), date(2024, 2, 16))
        | {date(2024, 4, 4), date(2024, 4, 5)}
        | days(date(2024, 5, 1), date(2024, 5, 3))
        | {date(2024, 6, 10), date(2024, 9, 16), date(2024, 9, 17)}
        | days(date(2024, 10, 1), date(2024, 10, 7))
    )


def test_working_weekends_of_china_in_2024() -> None:
    # the Sundays and Saturdays worked as the notice says, each like a Friday
    assert CHINA_2024.worked == dict.fromkeys(
        [
            date(2024, 2, 4),
            date(2024, 2, 18),
            date(2024, 4, 7),
            date(2024, 4, 28),
            date(2024, 5, 11),
            date(2024, 9, 14),
            date(2024, 9, 29),
            date(2024, 10, 12),
        ],
        5,
    )
    assert CHINA_2024.weekday(date(2024, 2, 18)) == 5
    assert CHINA_2024.weekday(date(2024, 2, 25)) == 7


def test_a_country_that_moves_no_working_day() -> None:
    germany = announced("DE", 2024, 2024)
    assert date(2024, 10, 3) in germany.free
    assert germany.worked == {}
    # Easter: Good Friday and Monday are free, the rest days between them too
    assert days(date(2024, 3, 29), date(2024, 4, 1)) <= germany.free


def test_a_weekend_that_is_not_saturday_and_sunday() -> None:
    # Israel rests on Friday and Saturday
    israel = announced("IL", 2024, 2024)
    assert date(2024, 4, 23) in israel.free
    assert date(2024, 4, 21) not in israel.free


def test_an_unknown_country_has_none() -> None:
    assert announced("ZZ", 2024, 2024).free == frozenset()
