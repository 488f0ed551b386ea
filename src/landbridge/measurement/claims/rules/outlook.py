"""Outlook: what the published series lead to, with 80 and 95 %, beside a statement about days to come."""

from __future__ import annotations

from datetime import date

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.reason import NOTES, Reason
from landbridge.measurement.claims.words import Value, number, word
from landbridge.measurement.outlook import Outlook, Settings, carry_all, read_library, read_series
from landbridge.measurement.outlook.marks_ahead import crossing
from landbridge.measurement.outlook.scope import family_of

_OWN_MODEL = Settings(with_library=False, with_hindcasts=False)


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """For a forecast of a year's total or the day of a milestone: the outlook as it was on the statement's own day.

    Notes
    -----
    Nothing published after that day is used, and nothing that rests on the statement. The models that need no library
    are compared, so that a verdict does not depend on what is installed.
    """
    if claim.value is None or claim.place is None or claim.starts is None or claim.ends is None:
        return []
    if claim.kind == "forecast" and claim.ends > evidence.as_of and (claim.ends.month, claim.ends.day) == (12, 31):
        return [_total(claim, found) for found in _outlooks(claim, evidence)]
    if claim.kind == "milestone" and (claim.starts.month, claim.starts.day) == (1, 1):
        days = (_day(claim, found) for found in _outlooks(claim, evidence))
        return [day for day in days if day is not None]
    return []


def _outlooks(claim: Claim, evidence: Evidence) -> list[Outlook]:
    """The outlooks of the statement's own scope, one a basis at most."""
    library = read_library(evidence.case, _stated_on(claim, evidence), claim.stated_in)
    measure = (family_of(claim.indicator), claim.powertrain)
    every = [s for s in read_series(library) if s.scope.measures[:2] == measure and claim.unit in ("", s.scope.unit)]
    return [
        found
        for found in carry_all(library, every, _OWN_MODEL)
        if found.total is not None
        and found.series.scope.site is None
        and found.series.scope.place == claim.place
        and claim.basis in (None, found.series.scope.basis)
        and claim.starts is not None
        and found.year == claim.starts.year
    ]


def _stated_on(claim: Claim, evidence: Evidence) -> date:
    """The day of the statement, where a fact that records it is dated; else the day of the test."""
    days = [evidence.facts[name].published_on for name in claim.stated_in if name in evidence.facts]
    return min([*(day for day in days if day is not None), evidence.as_of])


def _total(claim: Claim, found: Outlook) -> Reason:
    total, stated = found.total, claim.value
    assert total is not None
    assert stated is not None
    if total.low95 is None or total.high95 is None or total.low80 is None or total.high80 is None:
        return _reason("outlook_point", found, {"stated": stated, "point": total.point}, "")
    side = "within" if total.low95 <= stated <= total.high95 else "above" if stated > total.high95 else "below"
    values: dict[str, Value] = {
        "stated": stated,
        "point": total.point,
        "low80": total.low80,
        "high80": total.high80,
        "low95": total.low95,
        "high95": total.high95,
    }
    rest = total.point - found.known
    working = f"{number(found.known)} + {number(round(rest))} = {number(round(total.point))}"
    return _reason(f"outlook_{side}", found, values, working)


def _day(claim: Claim, found: Outlook) -> Reason | None:
    assert found.path is not None
    assert claim.value is not None
    assert claim.ends is not None
    ahead = crossing(found.series, found.path, found.known, claim.value)
    if ahead.passed or ahead.day is None or ahead.early95 is None:
        return None
    last = found.path.months[-1].last
    days = {name: getattr(ahead, name) or last for name in ("early80", "late80", "early95", "late95")}
    side = "earlier" if claim.ends < days["early95"] else "later" if claim.ends > days["late95"] else "within"
    values: dict[str, Value] = {name: str(day) for name, day in days.items()}
    working = f"{number(claim.value)} - {number(found.known)} = {number(claim.value - found.known)}"
    told: dict[str, Value] = {"mark": claim.value, "stated": str(claim.ends), "day": str(ahead.day)}
    return _reason(f"outlook_day_{side}", found, values | told, working)


def _reason(code: str, found: Outlook, values: dict[str, Value], working: str) -> Reason:
    scope = found.series.scope
    facts = tuple(dict.fromkeys(fact for span in found.series.stretches[-6:] for fact in span.facts))
    known: dict[str, Value] = {
        "basis": word("basis", scope.basis or "unstated"),
        "until": _until(found),
        "working": working,
    }
    return Reason(code, NOTES, False, facts, (scope.basis,) if scope.basis else (), "estimate", values | known)


def _until(found: Outlook) -> tuple[str, str]:
    if found.known_until is None:
        return "nothing known of the year", "当年尚无数据"
    return f"known to {found.known_until}", f"已知至 {found.known_until}"
