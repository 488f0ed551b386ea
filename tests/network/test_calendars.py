from __future__ import annotations

from landbridge.network.calendars import Calendars
from landbridge.network.rates import Steps
from tests.network.cases import MakeCase, clock_of

H = 3_600_000
DAY = 24 * H
COLUMNS = "calendar,weekdays,starts,ends,holidays,valid_from,valid_to\n"


def hours(make_case: MakeCase, rows: str, zone: str = "Asia/Shanghai", **settings: object) -> list[tuple[float, int]]:
    """The steps of calendar c, in hours since the start."""
    case = make_case(settings, calendars=COLUMNS + rows)
    steps = Calendars(case, clock_of(case)).steps("c", zone)
    return [(t / H, rate) for t, rate in steps]


def open_days(steps: list[tuple[float, int]], month_days: int) -> list[int]:
    """The days of the month (from 1) on which the calendar works at noon."""
    found = []
    for day in range(1, month_days + 1):
        noon = (day - 1) * 24 + 12
        if [rate for t, rate in steps if t <= noon][-1]:
            found.append(day)
    return found


def test_a_day_shift(make_case: MakeCase) -> None:
    # 1 January 2024 is a Monday
    steps = hours(make_case, "c,Mon;Wed,08:00,17:30,,,")
    assert steps[:6] == [(0, 0), (8, 1000), (17.5, 0), (56, 1000), (65.5, 0), (176, 1000)]


def test_a_night_shift_ends_on_the_next_day(make_case: MakeCase) -> None:
    steps = hours(make_case, "c,Mon-Fri,22:00,06:00,,,")
    assert steps[:4] == [(0, 0), (22, 1000), (30, 0), (46, 1000)]
    # Friday's ends on Saturday morning; Monday's is the next
    assert steps[9:12] == [(118, 1000), (126, 0), (190, 1000)]


def test_a_night_shift_reaches_into_the_first_day(make_case: MakeCase) -> None:
    steps = hours(make_case, "c,Sun,22:00,06:00,,,")
    assert steps[:3] == [(0, 1000), (6, 0), (6 * 24 + 22, 1000)]


def test_a_shift_until_midnight(make_case: MakeCase) -> None:
    expected = [(0, 0), (16, 1000), (24, 0), (7 * 24 + 16, 1000)]
    assert hours(make_case, "c,Mon,16:00,24:00,,,")[:4] == expected
    assert hours(make_case, "c,Mon,16:00,00:00,,,")[:4] == expected


def test_a_shift_from_an_hour_to_the_same_hour_lasts_a_day(make_case: MakeCase) -> None:
    assert hours(make_case, "c,Tue,08:00,08:00,,,")[:3] == [(0, 0), (32, 1000), (56, 0)]


def test_shifts_that_follow_each_other_are_one_span(make_case: MakeCase) -> None:
    steps = hours(make_case, "c,Mon-Sun,06:00,14:00,,,\nc,Mon-Sun,14:00,22:00,,,")
    assert steps[:4] == [(0, 0), (6, 1000), (22, 0), (30, 1000)]


def test_round_the_clock_never_rests(make_case: MakeCase) -> None:
    assert hours(make_case, "c,Mon-Sun,00:00,24:00,,,") == [(0, 1000)]


def test_a_row_holds_from_its_first_day_until_the_day_before_its_last(make_case: MakeCase) -> None:
    steps = hours(make_case, "c,Mon-Sun,08:00,16:00,,,2024-01-03\nc,Mon-Sun,06:00,22:00,,2024-01-03,2024-01-04")
    assert steps == [(0, 0), (8, 1000), (16, 0), (32, 1000), (40, 0), (54, 1000), (70, 0), (91 * 24, 1000)]


def test_the_warm_up_has_its_own_days(make_case: MakeCase) -> None:
    # two days before Monday 1 January: Saturday and Sunday
    steps = hours(make_case, "c,Sat,08:00,16:00,,,", warm_up_d=2)
    assert steps[:4] == [(-48, 0), (-40, 1000), (-32, 0), (5 * 24 + 8, 1000)]


def test_calendars_are_laid_out_sixty_days_beyond_the_end(make_case: MakeCase) -> None:
    # 31 January and 60 days: until 1 April 2024, the 92nd day, then open for good
    steps = hours(make_case, "c,Mon-Fri,08:00,17:00,,,")
    assert steps[-3:] == [(88 * 24 + 8, 1000), (88 * 24 + 17, 0), (91 * 24, 1000)]


def test_working_days_of_february_2024_in_china(make_case: MakeCase) -> None:
    steps = hours(make_case, "c,Mon-Fri,08:00,17:00,CN,,", start="2024-02-01", end="2024-02-29")
    assert open_days(steps, 29) == [1, 2, 4, 5, 6, 7, 8, 9, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29]


def test_the_week_of_the_national_day_is_free_to_those_who_work_on_weekends_too(make_case: MakeCase) -> None:
    steps = hours(make_case, "c,Mon-Sun,00:00,24:00,CN,,", start="2024-10-01", end="2024-10-31")
    assert steps[:2] == [(0, 0), (7 * 24, 1000)]


def test_a_weekend_shift_does_not_work_on_a_moved_working_day(make_case: MakeCase) -> None:
    # Saturday 12 October 2024 is worked like a Friday
    steps = hours(make_case, "c,Sat,08:00,17:00,CN,,", start="2024-10-01", end="2024-10-31")
    assert open_days(steps, 31) == [19, 26]


def test_a_holiday_frees_the_night_that_begins_on_it(make_case: MakeCase) -> None:
    # Tuesday 1 to Monday 7 October 2024 are free: the night from 30 September works until 6, the next begins on the 8th
    steps = hours(make_case, "c,Mon-Sun,22:00,06:00,CN,,", start="2024-10-01", end="2024-10-31")
    assert steps[:3] == [(0, 1000), (6, 0), (7 * 24 + 22, 1000)]


def test_without_holidays_every_day_counts(make_case: MakeCase) -> None:
    steps = hours(make_case, "c,Mon-Fri,08:00,17:00,,,", start="2024-10-01", end="2024-10-31")
    assert open_days(steps, 31)[:5] == [1, 2, 3, 4, 7]


def test_shifts_keep_local_time_when_the_clock_changes(make_case: MakeCase) -> None:
    rows = "c,Mon-Sun,06:00,14:00,,,"
    berlin = {"zone": "Europe/Berlin", "home": '"hamburg"'}
    # the clock goes forward at 02:00 on 31 March 2024, the second day
    spring = hours(make_case, rows, start="2024-03-30", end="2024-04-01", **berlin)  # type: ignore[arg-type]
    assert spring[:7] == [(0, 0), (6, 1000), (14, 0), (29, 1000), (37, 0), (53, 1000), (61, 0)]
    # and back at 03:00 on 27 October 2024
    autumn = hours(make_case, rows, start="2024-10-26", end="2024-10-28", **berlin)  # type: ignore[arg-type]
    assert autumn[:7] == [(0, 0), (6, 1000), (14, 0), (31, 1000), (39, 0), (55, 1000), (63, 0)]


def test_the_night_of_a_clock_change_is_an_hour_shorter_or_longer(make_case: MakeCase) -> None:
    berlin = {"zone": "Europe/Berlin", "home": '"hamburg"'}
    rows = "c,Sat,22:00,06:00,,,"
    spring = hours(make_case, rows, start="2024-03-30", end="2024-04-01", **berlin)  # type: ignore[arg-type]
    autumn = hours(make_case, rows, start="2024-10-26", end="2024-10-28", **berlin)  # type: ignore[arg-type]
    assert spring[1:3] == [(22, 1000), (29, 0)]
    assert autumn[1:3] == [(22, 1000), (31, 0)]


def test_a_shift_in_the_hour_that_is_skipped(make_case: MakeCase) -> None:
    berlin = {"zone": "Europe/Berlin", "home": '"hamburg"'}
    # 02:00 to 02:30 counts as if the clock had not changed; 02:30 to 03:15 would end before it begins
    held = hours(make_case, "c,Sun,02:00,02:30,,,", start="2024-03-31", end="2024-04-06", **berlin)  # type: ignore[arg-type]
    assert held[:3] == [(0, 0), (2, 1000), (2.5, 0)]
    none = hours(make_case, "c,Sun,02:30,03:15,,,", start="2024-03-31", end="2024-04-06", **berlin)  # type: ignore[arg-type]
    assert none[:2] == [(0, 0), (7 * 24 - 1 + 2.5, 1000)]


def test_west_of_home_it_is_still_the_day_before(make_case: MakeCase) -> None:
    # midnight of Tuesday 2 January in Zhengzhou is 10:00 of Monday in Mexico City
    steps = hours(make_case, "c,Mon-Fri,08:00,18:00,,,", zone="America/Mexico_City", start="2024-01-02")
    assert steps[:3] == [(0, 1000), (8, 0), (22, 1000)]
    late = hours(make_case, "c,Sun,20:00,19:00,,,", zone="America/Mexico_City", start="2024-01-02")
    assert late[:2] == [(0, 1000), (9, 0)]


def test_a_calendar_without_rows_is_closed_as_far_as_it_is_planned(make_case: MakeCase) -> None:
    assert hours(make_case, "other,Mon,08:00,17:00,,,") == [(0, 0), (91 * 24, 1000)]


def test_always(make_case: MakeCase) -> None:
    case = make_case({"warm_up_d": 2}, calendars=COLUMNS + "c,Mon,08:00,17:00,,,")
    always: Steps = Calendars(case, clock_of(case)).always
    assert always == ((-2 * DAY, 1000),)


def test_overtime_can_be_left_out(make_case: MakeCase) -> None:
    rows = "c,Mon-Fri,08:00,16:00,\nc,Mon-Fri,16:00,18:00,yes\nc,Sat,08:00,12:00,yes"
    case = make_case(calendars="calendar,weekdays,starts,ends,overtime\n" + rows)
    calendars = Calendars(case, clock_of(case))
    whole = [(t // H, rate) for t, rate in calendars.steps("c", "Asia/Shanghai")]
    regular = [(t // H, rate) for t, rate in calendars.steps("c", "Asia/Shanghai", overtime=False)]
    assert whole[:4] == [(0, 0), (8, 1000), (18, 0), (32, 1000)]
    assert regular[:4] == [(0, 0), (8, 1000), (16, 0), (32, 1000)]
    # Saturday 6 January
    assert (128, 1000) in whole
    assert (128, 1000) not in regular


def test_a_server_works_the_shifts_that_need_it(make_case: MakeCase) -> None:
    rows = (
        "calendar,weekdays,starts,ends,staff\nc,Mon-Sun,00:00,08:00,1\nc,Mon-Sun,08:00,16:00,\nc,Mon-Sun,16:00,24:00,2"
    )
    case = make_case(calendars=rows)
    calendars = Calendars(case, clock_of(case))
    steps = [[(t // H, r) for t, r in calendars.steps("c", "Asia/Shanghai", server=k)][:3] for k in (1, 2, 3)]
    assert steps == [[(0, 1000)], [(0, 0), (8, 1000), (24, 0)], [(0, 0), (8, 1000), (16, 0)]]
