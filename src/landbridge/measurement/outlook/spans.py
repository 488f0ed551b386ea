"""Spans: what was published about whole months and runs of months, one figure each, whatever else was printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from landbridge.measurement.facts import Fact
from landbridge.measurement.outlook.mark import Mark
from landbridge.measurement.outlook.month import Month

SAME = 5e-4


@dataclass(frozen=True)
class Span:
    """One figure about the months from `first` to `last`, both included."""

    first: Month
    last: Month
    value: float
    facts: tuple[str, ...]

    @property
    def months(self) -> int:
        """How many months it covers."""
        return self.last - self.first + 1

    @property
    def label(self) -> str:
        """`2024-03` or `2024-01/2024-09`."""
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


def read_spans(facts: Iterable[Fact], former: Sequence[tuple[str, float | None]] = ()) -> tuple[list[Span], list[Mark]]:
    """One figure for every run of months that the facts of a scope speak of.

    Parameters
    ----------
    former
        Facts with a figure that they had before they were published again.

    Notes
    -----
    Of several figures about the same months the one published last holds, and the series says that it was revised.
    Where it cannot be said which was last, none holds.
    """
    by_months: dict[tuple[Month, Month], list[Fact]] = {}
    for fact in facts:
        months = _whole_months(fact)
        if months is not None and fact.point is not None:
            by_months.setdefault(months, []).append(fact)
    spans: list[Span] = []
    marks: list[Mark] = []
    for (first, last), printed in sorted(by_months.items()):
        label = Span(first, last, 0.0, ()).label
        chosen = _latest(printed)
        figures = sorted({fact.low for fact in printed})
        if chosen is None:
            marks.append(Mark("conflict", {"months": label, "values": _listed(figures)}))
            continue
        figures += [f for name, f in former if f is not None and name in {fact.name for fact in printed}]
        if abs(max(figures) - min(figures)) > SAME * abs(max(figures)):
            before = sorted({figure for figure in figures if figure != chosen.low})
            marks.append(Mark("revised", {"months": label, "value": chosen.low, "former": _listed(before)}))
        spans.append(Span(first, last, chosen.low, tuple(sorted(f.name for f in printed if f.low == chosen.low))))
    return spans, marks


def _latest(printed: list[Fact]) -> Fact | None:
    """The figure published last; None where two that differ are not dated, or on one day."""
    if max(f.low for f in printed) - min(f.low for f in printed) <= SAME * max(abs(f.low) for f in printed):
        return printed[-1]
    if any(fact.published_on is None for fact in printed):
        return None
    days = sorted({fact.published_on for fact in printed if fact.published_on is not None})
    last = [fact for fact in printed if fact.published_on == days[-1]]
    return last[0] if len({fact.low for fact in last}) == 1 else None


def _whole_months(fact: Fact) -> tuple[Month, Month] | None:
    if fact.starts is None or fact.ends is None or fact.starts > fact.ends:
        return None
    first, last = _month(fact.starts), _month(fact.ends)
    return (first, last) if fact.starts == first.first and fact.ends == last.last else None


def _month(day: date) -> Month:
    return Month(day.year, day.month)


def _listed(figures: Iterable[float]) -> str:
    return " · ".join(f"{figure:,.0f}" if abs(figure) >= 1000 else f"{figure:g}" for figure in figures)


def single_months(spans: Iterable[Span]) -> tuple[dict[Month, Span], list[Mark]]:
    """The months, and those that follow from longer spans in which one month alone is missing.

    Notes
    -----
    January and February published as one figure are each given the same daily rate, and the series is marked.
    """
    longer = sorted((span for span in spans if span.months > 1), key=lambda span: (span.months, span.first))
    months = {span.first: span for span in spans if span.months == 1}
    marks: list[Mark] = []
    found = True
    while found:
        found = False
        for span in longer:
            gaps = [m for m in _of(span) if m not in months]
            if len(gaps) == 1:
                found |= _fill(gaps[0], span, months, marks)
    combined = [s for s in longer if s.months == 2 and s.first.month == 1 and s.first not in months]
    for span in combined:
        days = span.first.days + span.last.days
        for month in _of(span):
            months[month] = Span(month, month, span.value * month.days / days, span.facts)
    if combined:
        marks.append(Mark("combined", {"years": ", ".join(str(span.first.year) for span in combined)}))
    return months, marks


def _fill(month: Month, span: Span, months: dict[Month, Span], marks: list[Mark]) -> bool:
    known = [months[m] for m in _of(span) if m in months]
    value = span.value - sum(part.value for part in known)
    if value < 0 <= min((part.value for part in known), default=0.0):
        mark = Mark("negative_difference", {"months": span.label, "month": str(month), "value": value})
        if mark not in marks:
            marks.append(mark)
        return False
    facts = tuple(dict.fromkeys((*span.facts, *(name for part in known for name in part.facts))))
    months[month] = Span(month, month, value, facts)
    marks.append(Mark("difference", {"month": str(month), "value": value, "months": span.label}))
    return True


def _of(span: Span) -> tuple[Month, ...]:
    return tuple(span.first + i for i in range(span.months))


def pieces(spans: Iterable[Span], months: Mapping[Month, Span]) -> tuple[list[Span], list[Mark]]:
    """Stretches of months that do not overlap: differences of running totals, and what stands alone.

    Notes
    -----
    Where a running total falls, its year says nothing: one of the two was restated.
    """
    by_start: dict[Month, list[Span]] = {}
    unknown = [span for span in spans if any(month not in months for month in _of(span))]
    for span in (*unknown, *months.values()):
        by_start.setdefault(span.first, []).append(span)
    found: list[Span] = []
    marks: list[Mark] = []
    covered: set[Month] = set()
    for start in sorted(by_start):
        if start in covered:
            continue
        running = sorted(by_start[start], key=lambda span: span.months)
        if any(later.value < earlier.value for earlier, later in pairwise(running)):
            marks.append(Mark("falling_total", {"months": running[-1].label}))
            covered.update(_of(running[-1]))
            continue
        former: Span | None = None
        for span in running:
            first = start if former is None else former.last + 1
            value = span.value - (former.value if former else 0.0)
            facts = span.facts if former is None else (*former.facts, *span.facts)
            found.append(Span(first, span.last, value, tuple(dict.fromkeys(facts))))
            covered.update(_of(span))
            former = span
    return found, marks
