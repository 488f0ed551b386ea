"""Milestone: on which day a running total passes a mark."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.known import Known, reason
from landbridge.measurement.claims.reason import FITS, OPPOSES, Reason, least
from landbridge.measurement.claims.words import Value, number, word

RATE_BAND = 2.0
_PACE_MONTHS = 3


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """The months published so far, carried on at the last month's daily rate and at that of the last three.

    Notes
    -----
    The day that is stated stands against the months where the running total had passed the mark before, or where the
    days between would have to run at less than half or more than twice the last month's daily rate.
    """
    if claim.kind != "milestone" or claim.value is None or claim.starts is None or claim.ends is None:
        return []
    levels = list(evidence.all_levels(claim.indicator, claim.powertrain, claim.place, claim.stated_in))
    reasons = []
    for basis in sorted({known.basis or "" for known in levels}):
        months = [known for known in levels if (known.basis or "") == basis]
        totals = [t for t in evidence.running(months, claim.starts) if t.period.last <= claim.ends]
        runs = bool(totals) and totals[-1].value > (totals[-2].value if len(totals) > 1 else 0)
        if runs and (claim.basis is None or basis == claim.basis):
            reasons.append(_judge(claim, claim.value, claim.ends, totals))
    return reasons


def _judge(claim: Claim, mark: float, stated: date, totals: list[Known]) -> Reason:
    last = totals[-1]
    shown: dict[str, Value] = {"total": last.value, "upto": str(last.period.last), "mark": mark, "stated": str(stated)}
    words: dict[str, Value] = {"basis": word("basis", last.basis or "unstated")}
    if last.value >= mark:
        passed = next(total for total in totals if total.value >= mark)
        values: dict[str, Value] = {**shown, "passed": f"{passed.period.last:%Y-%m}"}
        same_month = passed.period.last.replace(day=1) <= stated <= passed.period.last
        outcome = FITS if same_month else OPPOSES
        return reason(
            "passed_in_" + ("that_month" if same_month else "earlier"), outcome, True, [last], **values, **words
        )
    quick, slow = sorted((_rate(totals, 1), _rate(totals, _PACE_MONTHS)), reverse=True)
    missing, days = mark - last.value, (stated - last.period.last).days
    first, latest = (_day(last.period.last, missing, rate) for rate in (quick, slow))
    needed = missing / days if days > 0 else math.inf
    current = _rate(totals, 1)
    in_band = current / RATE_BAND <= needed <= current * RATE_BAND
    later = stated > latest
    code = "dated_near" if in_band else "dated_earlier" if later else "dated_later"
    narrower = mark / (last.value + days * current) if days > 0 else 1.0
    working = (
        f"{number(mark)} - {number(last.value)} = {number(missing)}; {number(missing)} / {number(quick)} = "
        f"{number(missing / quick)} d -> {first}; {number(missing)} / {number(slow)} = {number(missing / slow)} d -> "
        f"{latest}; {number(missing)} / {days} d = {number(needed)} = "
        f"{number(100 * needed / current)} % * {number(current)}"
    )
    values = {
        **shown,
        "first": str(first),
        "latest": str(latest),
        "needed": needed,
        "current": current,
        "narrower": 100 * (1 - narrower),
        "working": working,
    }
    dated = reason(code, FITS if in_band else OPPOSES, True, [last], **values, **words)
    return replace(dated, confidence=least([dated.confidence, "estimate"]))


def _rate(totals: list[Known], months: int) -> float:
    """Units a day over the last months."""
    last = totals[-1]
    before = totals[-1 - months] if len(totals) > months else None
    days = (last.period.last - (before.period.last if before else last.period.first - timedelta(days=1))).days
    return (last.value - (before.value if before else 0.0)) / days


def _day(last: date, missing: float, rate: float) -> date:
    return last + timedelta(days=math.ceil(missing / rate))
