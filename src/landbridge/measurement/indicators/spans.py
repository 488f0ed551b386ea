"""Spans: the periods that are reported, and the months that each holds."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from landbridge.measurement.months import Months, Period


@dataclass(frozen=True)
class Span:
    """One reported period.

    Parameters
    ----------
    period
        Its days within the horizon.
    months
        The months that it sums.
    mark
        What a reader must know of all its figures; None: nothing.
    hidden
        Whether its figures are therefore refused.
    """

    period: Period
    months: tuple[str, ...]
    mark: str | None = None
    hidden: bool = False


def spans(months: Months, cumulative: bool, combined: bool) -> list[Span]:
    """The periods of a horizon, in order.

    Parameters
    ----------
    cumulative
        Running totals since 1 January (or the horizon's start, marked `starts_late`) instead of months.
    combined
        January and February as one, as statistics offices publish them; where one of the two is missing in the
        horizon the combined period is refused (`one_of_two_months`).
    """
    found = []
    for year in sorted({label[:4] for label in months.labels}):
        groups = _groups([label for label in months.labels if label.startswith(year)], combined)
        so_far: tuple[str, ...] = ()
        for group in groups:
            so_far = (*so_far, *group)
            found.append(_span(months, so_far if cumulative else group, cumulative, combined))
    return found


def _groups(labels: list[str], combined: bool) -> list[tuple[str, ...]]:
    early = tuple(label for label in labels if label[5:] in ("01", "02"))
    if not combined or not early:
        return [(label,) for label in labels]
    return [early, *((label,) for label in labels if label not in early)]


def _span(months: Months, labels: tuple[str, ...], cumulative: bool, combined: bool) -> Span:
    days = [day for day, month in zip(months.days, months.month_of_day, strict=True) if months.labels[month] in labels]
    period = Period(days[0], days[-1])
    early = {label[5:] for label in labels} & {"01", "02"}
    if combined and len(early) == 1:
        return Span(period, labels, "one_of_two_months", hidden=True)
    if cumulative and (period.first.month, period.first.day) != (1, 1):
        return Span(period, labels, "starts_late")
    return Span(period, labels, None if _is_whole(period) else "part_of_month")


def _is_whole(period: Period) -> bool:
    last = date(period.last.year, period.last.month, calendar.monthrange(period.last.year, period.last.month)[1])
    return period.first.day == 1 and period.last == last
