"""An outlook in words: lines and rows for the terminal and for the page of docs/."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from landbridge.cli.printing import number
from landbridge.cli.words import Words
from landbridge.measurement.claims.words import word
from landbridge.measurement.outlook import Family, Outlook
from landbridge.measurement.outlook.mark import Mark
from landbridge.measurement.outlook.monthly import Monthly
from landbridge.measurement.outlook.path import Crossing, Interval
from landbridge.measurement.outlook.reconcile import REST
from landbridge.tables.case import Case

_NOT_OF_VEHICLES = frozenset({"trains", "teu", "trade_value", "output_value"})


@dataclass(frozen=True)
class Teller:
    """Says an outlook in one language.

    Parameters
    ----------
    names
        Place or site to its name.
    """

    words: Words
    names: Mapping[str, str]

    @classmethod
    def of(cls, case: Case, words: Words) -> Teller:
        """For the places and sites of a case."""
        names = {
            name: words.of_pair(en, zh) or name
            for table, key in (("places", "place"), ("sites", "site"))
            for name, en, zh in case[table].select(key, "name_en", "name_zh").iter_rows()
        }
        return cls(words, names)

    def series(self, found: Outlook) -> str:
        """What a series counts, where, and on which basis."""
        scope = found.series.scope
        parts = (
            self.names.get(scope.subject, scope.subject),
            self.words.coded("indicator", scope.indicator),
            "" if scope.indicator in _NOT_OF_VEHICLES else self._pair("powertrain", scope.powertrain),
            self._pair("basis", scope.basis or "unstated"),
        )
        return " · ".join(part for part in parts if part)

    def summary(self, found: Outlook) -> Iterator[str]:
        """The year's total, what of it is known, its growth, and the marks it passes."""
        words = self.words
        if found.total is not None:
            ends = self._ends(found.total)
            unit = words.coded("unit", found.series.scope.unit)
            yield words("outlook.total", year=found.year, point=whole(found.total.point), unit=unit, ends=ends)
            yield (
                words("outlook.known", until=found.known_until, known=whole(found.known))
                if found.known_until
                else words("outlook.nothing_known")
            )
            yield self._growth(found)
        for crossing in found.crossings:
            yield self._crossing(crossing, found)

    def months(self, found: Outlook) -> tuple[list[str], list[list[str]]]:
        """The months to come: headers and rows."""
        words = self.words
        headers = [words("outlook.month"), words("outlook.expected")]
        headers += [words("outlook.interval", level=level) for level in (80, 95)]
        rows = []
        if found.path is not None:
            for position, month in enumerate(found.path.months):
                figure = found.path.month(position)
                inner, outer = (figure.low80, figure.high80), (figure.low95, figure.high95)
                rows.append([str(month), whole(figure.point), _between(inner), _between(outer)])
        return headers, rows

    def details(self, found: Outlook) -> Iterator[str]:
        """How it was carried on, how that did in the past, and what a reader must know."""
        if found.monthly is not None:
            yield from self._monthly(found.monthly)
        elif found.how == "ramp":
            count, most = len(found.series.stretches), whole(found.series.capacity or 0)
            yield self.words("outlook.ramp", stretches=count, capacity=most)
        elif found.share is not None:
            yield self._share(found)
        if found.hindcast is not None:
            tried = found.hindcast
            yield self.words(
                "outlook.hindcast",
                calibrated=tried.calibrated_to,
                until=tried.until,
                point=whole(tried.predicted.point),
                ends=self._ends(tried.predicted),
                published=whole(tried.published),
                error=signed(tried.error_percent),
            )
        for mark in found.marks:
            yield self.mark(mark, found)

    def mark(self, mark: Mark, found: Outlook) -> str:
        """A mark as a sentence."""
        bases = {"own", "other"}
        values = {
            key: self._pair("basis", str(value) if value != "-" else "unstated")
            if key in bases
            else number(value, 1 if key == "percent" else None)
            if isinstance(value, float)
            else self.words.listed(value.split(", "))
            if isinstance(value, str)
            else value
            for key, value in mark.values.items()
        }
        return self.words(f"outlook_mark.{mark.code}", **values)

    def family(self, family: Family) -> tuple[list[str], list[list[str]]]:
        """Parts and wholes: headers and rows; parts stand under their whole, a rest after its other parts."""
        year = next(iter(family.members.values())).year
        headers = [self.words("outlook.series"), self.words("outlook.year_total", year=year), *map(str, family.months)]
        columns = [family.year, *family.months.values()]
        rows = []
        for row, node in enumerate(family.tree.nodes):
            depth = sum(
                bool((family.tree.sums[row] <= other).all()) and other.sum() > family.tree.sums[row].sum()
                for i, other in enumerate(family.tree.sums)
                if i != row
            )
            name = node.removeprefix(REST)
            told = self.names.get(name, name)
            if node != name:
                told = self.words("outlook.rest", whole=told)
            rows.append(["  " * depth + told, *(whole(column.figures[node]) for column in columns)])
        return headers, rows

    def family_marks(self, family: Family) -> Iterator[str]:
        """What a reader must know of it."""
        if family.crossed:
            yield self.words("outlook.family_crossed")
        for node in family.year.moved:
            yield f"{self.names.get(node, node)}: {self.words('outlook_mark.parts_exceed_whole')}"

    def _monthly(self, monthly: Monthly) -> Iterator[str]:
        words, contest = self.words, monthly.contest
        told = sorted(contest.trials.values(), key=lambda trial: trial.score)
        unit = "" if monthly.sample.logarithmic else " " + words.coded("unit", monthly.series.scope.unit)
        errors = words.listed(
            f"{words(f'outlook_model.{t.model}')} "
            + (words.percent(100 * t.score) if monthly.sample.logarithmic else f"{number(t.score)}{unit}")
            for t in told
        )
        model = words(f"outlook_model.{contest.chosen}")
        yield words("outlook.monthly", model=model, origins=len(contest.winner.origins) - 1, errors=errors)
        covered = monthly.coverage()
        if covered is not None:
            line = self._covered("outlook.coverage", "months", covered.months, covered.of_months)
            if covered.of_totals:
                line += self._covered("outlook.coverage_of_totals", "totals", covered.totals, covered.of_totals)
            yield line

    def _covered(self, key: str, name: str, parts: tuple[float, float], count: int) -> str:
        values = {f"{name}{level}": percent(part) for level, part in zip((80, 95), parts, strict=True)}
        return self.words(key, **values, **{f"of_{name}": count})

    def _share(self, found: Outlook) -> str:
        assert found.share is not None
        assert found.wider is not None
        scope, last = found.wider.scope, found.share.history[-1]
        values = {
            "whole": self.names.get(scope.subject, scope.subject),
            "basis": self._pair("basis", scope.basis or "unstated"),
            "percent": f"{100 * math.exp(last.share):.2f}",
            "months": last.span.label,
        }
        if found.share.drift is None:
            return self.words("outlook.share_without_drift", **values)
        drift = self.words.percent(100 * math.sqrt(found.share.drift.per_month))
        return self.words("outlook.share", drift=drift, changes=found.share.drift.changes, **values)

    def _growth(self, found: Outlook) -> str:
        if found.growth.value is None:
            return self.words("outlook.no_growth", why=self.words.coded("refusal", found.growth.refusal))
        base = self._pair("basis", found.series.scope.basis or "unstated")
        value = found.growth.value
        return self.words("outlook.growth", sign="+" if value >= 0 else "-", percent=f"{abs(value):.1f}", base=base)

    def _crossing(self, crossing: Crossing, found: Outlook) -> str:
        words, mark = self.words, whole(crossing.mark)
        later = words("outlook.later", year=found.year)
        if crossing.passed and crossing.day is None:
            return words("outlook.passed_before", mark=mark, until=found.known_until)
        if crossing.passed:
            return words("outlook.passed", mark=mark, day=crossing.day)
        named = ("early80", "late80", "early95", "late95")
        days = {name: getattr(crossing, name) or later for name in named}
        known = found.path is not None and found.path.covariance is not None
        ends = words("outlook.day_ends", **days) if known else words("outlook.no_ends")
        if crossing.day is None:
            return words("outlook.never", mark=mark, year=found.year, ends=ends)
        return words("outlook.passes", mark=mark, day=crossing.day, ends=ends)

    def _ends(self, interval: Interval) -> str:
        if interval.low80 is None:
            return self.words("outlook.no_ends")
        named = ("low80", "high80", "low95", "high95")
        return self.words("outlook.ends", **{name: whole(getattr(interval, name)) for name in named})

    def _pair(self, section: str, code: str) -> str:
        return self.words.of_pair(*word(section, code))


def whole(value: float | None) -> str:
    """A figure without decimals, thousands apart.

    Examples
    --------
    >>> whole(13127441.2)
    '13,127,441'
    """
    return "" if value is None else f"{value:,.0f}"


def signed(value: float) -> str:
    """A percentage with its sign.

    Examples
    --------
    >>> signed(0.128), signed(-1.58), signed(-0.02)
    ('+0.1', '-1.6', '+0.0')
    """
    return f"{round(value, 1) + 0.0:+.1f}"


def percent(part: float) -> str:
    """A share in whole percent; a dash where nothing was counted."""
    return "-" if math.isnan(part) else f"{100 * part:.0f}"


def _between(ends: tuple[float | None, float | None]) -> str:
    return "" if None in ends else f"{whole(ends[0])} – {whole(ends[1])}"
