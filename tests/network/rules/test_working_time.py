"""Working time of a month, counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from landbridge.network.rules.working_time import monthly_seconds
from landbridge.tables.case import read_case
from tests.tables.small_case import write_small

HOUR = 3600


def _hours(
    folder: Path, changes: dict[str, tuple[str, str]], line: str = "assembly"
) -> dict[tuple[date, float], float]:
    case = read_case(write_small(folder, changes))
    wanted = pl.DataFrame({"line": [line] * 2, "month": [date(2024, 1, 1), date(2024, 2, 1)]})
    rows = monthly_seconds(case, wanted).iter_rows(named=True)
    return {(row["month"], row["takt_s"]): row["seconds"] / HOUR for row in rows if row["seconds"]}


def test_weekdays_times_shifts_within_the_validity(tmp_path: Path) -> None:
    # 23 working days in January 2024 and 21 in February, 16 hours each
    assert _hours(tmp_path, {}) == {(date(2024, 1, 1), 600): 23 * 16, (date(2024, 2, 1), 500): 21 * 16}


def test_a_row_that_changes_within_a_month(tmp_path: Path) -> None:
    changes = {
        "lines": (
            "assembly,,2024-02-01,plant,pace,car,600,,week,5\nassembly,2024-02-01",
            "assembly,,2024-01-11,plant,pace,car,600,,week,5\nassembly,2024-01-11",
        )
    }
    # 1 to 10 January: 8 working days
    assert _hours(tmp_path, changes) == {
        (date(2024, 1, 1), 600): 8 * 16,
        (date(2024, 1, 1), 500): 15 * 16,
        (date(2024, 2, 1), 500): 21 * 16,
    }


def test_a_site_that_opens_and_a_night_shift(tmp_path: Path) -> None:
    changes = {
        "sites": ("34.5,113.5,100,,", "34.5,113.5,100,2024-02-26,"),
        "calendars": ("Mon-Fri,14:00,22:00", "Mon-Fri,22:00,06:00"),
    }
    # 26 to 29 February: 4 days of 8 and 8 hours
    assert _hours(tmp_path, changes) == {(date(2024, 2, 1), 500): 4 * 16}


def test_overlapping_shifts_make_no_more_than_a_day(tmp_path: Path) -> None:
    changes = {"calendars": ("06:00,14:00,CN", "00:00,24:00,CN")}
    assert _hours(tmp_path, changes)[date(2024, 1, 1), 600] == 23 * 24


def test_a_ramp_up_counts_by_its_speed(tmp_path: Path) -> None:
    lines = "line,valid_from,site,mode,items,takt_s,calendar,ramp_up_d,ramp_from_share\n"
    # Monday 1 January at a quarter of the speed, then 5/16, ..., full from Saturday 13 January on
    changes = {"lines": ("", lines + "assembly,2024-01-01,plant,pace,car,600,week,12,0.25\n")}
    shares = [0.25 + 0.75 * day / 12 for day in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
    assert _hours(tmp_path, changes)[date(2024, 1, 1), 600] == pytest.approx(16 * (sum(shares) + 13))
