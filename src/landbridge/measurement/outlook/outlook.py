"""The outlook of a case: every series as far as it can be carried on, and why not where it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

import numpy as np

from landbridge.measurement.arithmetic import Figure, Ratio, growth
from landbridge.measurement.outlook.mark import Mark
from landbridge.measurement.outlook.marks_ahead import crossings
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.monthly import Monthly, ceiling_of, read_monthly
from landbridge.measurement.outlook.path import Crossing, Interval, Path
from landbridge.measurement.outlook.ramp import ramp_up
from landbridge.measurement.outlook.sample import SEASON
from landbridge.measurement.outlook.scope import Scope
from landbridge.measurement.outlook.series import Library, Series, read_library, read_series
from landbridge.measurement.outlook.share import Drift, Stretch, carry_on, known_shares, measure_drift
from landbridge.tables.case import Case

STALE_MONTHS, STALE_SHARE_MONTHS = 6, 18


@dataclass(frozen=True)
class Hindcast:
    """What the outlook would have said at the end of one stretch about the end of the next.

    Parameters
    ----------
    calibrated_to, until
        The last month that was used, and the last of the total predicted.
    predicted
        The total of the year until then.
    published
        What was published later.
    """

    calibrated_to: Month
    until: Month
    predicted: Interval
    published: float

    @property
    def error_percent(self) -> float:
        """The prediction less what was published, in percent of the latter."""
        return 100 * (self.predicted.point / self.published - 1)


@dataclass(frozen=True)
class Share:
    """The shares of the wider place's that a series had, and how shares drift."""

    history: tuple[Stretch, ...]
    drift: Drift | None


@dataclass(frozen=True)
class Outlook:
    """One series carried on.

    Parameters
    ----------
    how
        ``monthly``, ``share``, ``ramp``, or ``none``.
    year
        The year it speaks of.
    known, known_until
        The year's total so far, and the last month in it.
    path
        The months to come until the year's end.
    total
        The whole year.
    growth
        Of the year's total against the year before, on its own basis; or why there is none.
    crossings
        The days on which the year's running total passes marks.
    """

    series: Series
    how: str
    marks: tuple[Mark, ...]
    year: int | None = None
    known: float = 0.0
    known_until: Month | None = None
    path: Path | None = None
    total: Interval | None = None
    growth: Ratio = field(default_factory=lambda: Ratio(None, "base_not_positive"))
    crossings: tuple[Crossing, ...] = ()
    monthly: Monthly | None = None
    wider: Series | None = None
    share: Share | None = None
    hindcast: Hindcast | None = None

    @property
    def indicative(self) -> bool:
        """Whether it crosses bases."""
        return any(mark.code == "crossed_bases" for mark in self.marks)


@dataclass(frozen=True)
class Settings:
    """How an outlook is made.

    Parameters
    ----------
    with_library
        Whether statsmodels takes part.
    with_hindcasts
        Whether the last known stretch is also predicted from those before.
    """

    with_library: bool = True
    with_hindcasts: bool = True


def outlook(case: Case, as_of: date | None = None, settings: Settings | None = None) -> tuple[Outlook, ...]:
    """Carry on every series that a case's facts make up.

    Parameters
    ----------
    as_of
        Nothing published later is used. Default: the case's own ``as_of``.

    Returns
    -------
    tuple of Outlook
        In order of indicator, powertrain, place and basis.
    """
    library = read_library(case, as_of or case.settings.as_of)
    return carry_all(library, read_series(library), settings or Settings())


def carry_all(library: Library, every: Iterable[Series], settings: Settings) -> tuple[Outlook, ...]:
    """Carry on every series of a library."""
    found = []
    for _, group in groupby(sorted(every, key=lambda s: s.scope.order), key=lambda s: s.scope.measures[:2]):
        found += _of_one_measure(library, list(group), settings)
    return tuple(found)


def _of_one_measure(library: Library, group: list[Series], settings: Settings) -> list[Outlook]:
    monthly = {s.scope: m for s in group if (m := read_monthly(s, settings.with_library)) is not None}
    wholes = _wholes(library, group, monthly)
    histories = {s.scope: known_shares(s, wholes[s.scope].series.months) for s in group if s.scope in wholes}
    drift = measure_drift(histories.values())
    found = []
    for series in group:
        if series.scope in monthly:
            found.append(_by_months(library, monthly[series.scope]))
        elif series.scope in wholes:
            whole = wholes[series.scope]
            made = _by_share(library, series, whole, histories[series.scope], drift)
            if settings.with_hindcasts and made.how == "share":
                made = replace(made, hindcast=_hindcast(series, whole, histories, settings))
            found.append(made)
        else:
            code = "too_few" if series.usable else "no_indicator"
            marks = series.marks if not series.usable and series.marks else (*series.marks, _few(series, code))
            found.append(Outlook(series, "none", marks))
    return found


def _few(series: Series, code: str) -> Mark:
    return Mark(code, {"months": len(series.months), "stretches": len(series.stretches)})


def _wholes(library: Library, group: list[Series], monthly: Mapping[Scope, Monthly]) -> dict[Scope, Monthly]:
    """For every series without months enough: the narrowest wider place whose months are known, in the same unit."""
    found: dict[Scope, Monthly] = {}
    for series in group:
        if series.scope in monthly or not series.usable:
            continue
        around = [str(row["place"]) for row in library.atlas.chain(series.scope.place)]
        if series.scope.site is None:
            around = around[1:]
        wider = [
            m
            for m in monthly.values()
            if m.series.scope.site is None
            and m.series.scope.place in around
            and m.series.scope.unit == series.scope.unit
            and m.sample.logarithmic
        ]
        if wider:
            same = min(
                wider,
                key=lambda m: (
                    around.index(m.series.scope.place),
                    m.series.scope.basis != series.scope.basis,
                    m.series.scope.order,
                ),
            )
            found[series.scope] = same
    return found


def _by_months(library: Library, monthly: Monthly) -> Outlook:
    series = monthly.series
    last = max(series.months)
    first = last + 1
    if Month(library.as_of.year, library.as_of.month) - first > STALE_MONTHS:
        return Outlook(series, "none", (*series.marks, Mark("stale", {"last": str(last)})))
    year = first.year
    so_far = [Month(year, m) for m in range(1, first.month)]
    gaps = [month for month in so_far if month not in series.months]
    left = SEASON - first.month + 1
    path = _cut(monthly.path, left)
    marks = [*series.marks]
    if monthly.contest.fault:
        marks.append(Mark(monthly.contest.fault))
    if path.ceiling is not None and (monthly.path.forecast[:left] >= path.ceiling).any():
        marks.append(Mark("capped", {"capacity": series.capacity or 0.0}))
    if gaps:
        marks.append(Mark("gap_in_year", {"months": ", ".join(map(str, gaps))}))
        return Outlook(series, "monthly", tuple(marks), year, 0.0, last, path, monthly=monthly)
    known = sum(series.months[month].value for month in so_far)
    made = Outlook(series, "monthly", tuple(marks), year, known, last if so_far else None, path, monthly=monthly)
    return _finished(library, made)


def _by_share(
    library: Library, series: Series, whole: Monthly, history: tuple[Stretch, ...], drift: Drift | None
) -> Outlook:
    year = (max(whole.series.months) + 1).year
    marks = [*series.marks]
    if whole.series.scope.basis != series.scope.basis:
        marks.append(
            Mark("crossed_bases", {"own": series.scope.basis or "-", "other": whole.series.scope.basis or "-"})
        )
    if not history:
        return Outlook(series, "none", (*marks, _few(series, "no_share")), wider=whole.series)
    if Month(library.as_of.year, library.as_of.month) - history[-1].span.last > STALE_SHARE_MONTHS:
        return Outlook(series, "none", (*marks, Mark("stale", {"last": str(series.last)})), wider=whole.series)
    so_far = series.known_from(Month(year, 1))
    first = so_far[-1].last + 1 if so_far else Month(year, 1)
    if first.year > year:
        return Outlook(series, "none", (*marks, Mark("year_complete", {"year": str(year)})), wider=whole.series)
    ahead = _cut(whole.path, SEASON - whole.path.first.month + 1)
    path = ramp_up(series, first, SEASON - first.month + 1)
    how = "share" if path is None else "ramp"
    if path is None:
        path = carry_on(history, whole.series.months, ahead, first, drift)
        if drift is None:
            marks.append(Mark("no_drift"))
        if series.capacity is not None:
            most = ceiling_of(series.capacity, first, len(path.forecast))
            if (path.forecast > most).any():
                marks.append(Mark("capped", {"capacity": series.capacity}))
            path = path.capped(most if path.ceiling is None else np.minimum(most, path.ceiling))
    known = sum(span.value for span in so_far)
    made = Outlook(
        series, how, tuple(marks), year, known, so_far[-1].last if so_far else None, path, wider=whole.series
    )
    if how == "share":
        made = replace(made, share=Share(history, drift))
    return _finished(library, made)


def _finished(library: Library, made: Outlook) -> Outlook:
    """With the year's total, its growth and the days on which it passes marks."""
    assert made.path is not None
    assert made.year is not None
    total = made.path.total().plus(made.known)
    december = Month(made.year - 1, 12)
    before = [span for span in made.series.known_from(Month(made.year - 1, 1)) if span.last <= december]
    rate = Ratio(None, "base_unknown")
    if before and before[-1].last == december:
        base = Figure(sum(span.value for span in before), made.series.scope.basis or "unstated")
        rate = growth(Figure(total.point, base.basis), base)
    return replace(
        made, total=total, growth=rate, crossings=crossings(library, made.series, made.path, made.known, total)
    )


def _hindcast(
    series: Series, whole: Monthly, histories: Mapping[Scope, tuple[Stretch, ...]], settings: Settings
) -> Hindcast | None:
    """The year's last known total, predicted from what had ended by the one before."""
    history = histories[series.scope]
    if len(history) < 2:
        return None
    former, last = history[-2].span, history[-1].span
    start = Month(last.first.year, 1)
    if former.last + 1 != last.first or former.first.year != last.first.year:
        return None
    then = read_monthly(whole.series.until(former.last), settings.with_library)
    if then is None or last.last - former.last > len(then.path.forecast):
        return None
    known = series.until(former.last).known_from(start)
    if not known or known[-1].last != former.last:
        return None
    cut = [tuple(stretch for stretch in h if stretch.span.last <= former.last) for h in histories.values()]
    path = carry_on(
        history[:-1],
        then.series.months,
        _cut(then.path, last.last - former.last),
        last.first,
        measure_drift(cut),
    )
    so_far = sum(span.value for span in known)
    return Hindcast(former.last, last.last, path.total().plus(so_far), so_far + last.value)


def _cut(path: Path, months: int) -> Path:
    covariance = None if path.covariance is None else path.covariance[:months, :months]
    ceiling = None if path.ceiling is None else path.ceiling[:months]
    return replace(path, forecast=path.forecast[:months], covariance=covariance, ceiling=ceiling)
