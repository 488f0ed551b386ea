"""Forecast: what a year would come to if it went on as before: a run rate, not an outlook with an interval."""

from __future__ import annotations

from dataclasses import replace

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.known import Known, reason
from landbridge.measurement.claims.reason import NOTES, Reason, least
from landbridge.measurement.claims.words import number, word
from landbridge.measurement.months import Period


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """On each basis: the longest published stretch from the first day on, carried on at two rates.

    Notes
    -----
    Low: the mean daily rate of the stretch. High: the daily rate of its last published part, raised once more by the
    ratio by which that part exceeded the part before. A range of two simple rates: it has no probability.
    """
    if claim.kind != "forecast" or claim.value is None or claim.period is None or claim.period.last <= evidence.as_of:
        return []
    by_basis: dict[str, list[Known]] = {}
    for known in evidence.all_levels(claim.indicator, claim.powertrain, claim.place, claim.stated_in):
        if known.period.first == claim.period.first and known.period.last < claim.period.last and known.value > 0:
            by_basis.setdefault(known.basis or "", []).append(known)
    return [_carried_on(claim, claim.value, claim.period, levels) for _, levels in sorted(by_basis.items())]


def _carried_on(claim: Claim, stated: float, period: Period, levels: list[Known]) -> Reason:
    levels = sorted(levels, key=lambda known: known.period.days)
    last = levels[-1]
    left = period.days - last.period.days
    mean = last.value / last.period.days
    low = high = last.value + left * mean
    working = f"{number(last.value)} + {left} * {number(last.value)} / {last.period.days} = {number(low)}"
    if len(levels) > 1 and levels[-2].value > 0:
        former = levels[-2]
        recent = (last.value - former.value) / (last.period.days - former.period.days)
        rising = recent * max(1.0, recent / (former.value / former.period.days))
        ends = sorted((low, last.value + left * rising))
        low, high = ends[0], ends[1]
        working += f"; {number(last.value)} + {left} * {number(rising)} = {number(last.value + left * rising)}"
    needed = (stated - last.value) / left
    working += f"; ({number(stated)} - {number(last.value)}) / {left} = {number(needed)}"
    working += f" = {number(needed / mean)} * {number(mean)}"
    inside = low <= stated <= high
    found = reason(
        "run_rate_" + ("within" if inside else "above" if stated > high else "below"),
        NOTES,
        False,
        levels[-2:],
        stated=stated,
        low=low,
        high=high,
        needed=needed,
        times=needed / mean,
        basis=word("basis", last.basis or "unstated"),
        working=working,
    )
    return replace(found, confidence=least([found.confidence, "estimate"]))
