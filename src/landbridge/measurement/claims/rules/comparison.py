"""Comparison: a period with another, or the growth of a place with that of another."""

from __future__ import annotations

from collections.abc import Sequence

from landbridge.measurement.arithmetic import growth
from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.known import Known, reason
from landbridge.measurement.claims.reason import FITS, OPPOSES, STATES, Reason
from landbridge.measurement.claims.words import number, word
from landbridge.measurement.months import Period


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """Firm where both figures stand on one basis; where none do, every crossed pair is shown as indicative."""
    if claim.kind != "comparison" or claim.period is None or claim.comparator not in ("greater", "less"):
        return []
    place = claim.reference_place or claim.place
    period = claim.reference or claim.period
    own = _levels(claim, evidence, claim.place, claim.period)
    other = _levels(claim, evidence, place, period)
    pairs = [(a, b) for a in own for b in other]
    straight = [(a, b) for a, b in pairs if a.basis is not None and a.basis == b.basis]
    return [_judge(claim, evidence, a, b) for a, b in straight or pairs]


def _levels(claim: Claim, evidence: Evidence, place: str | None, period: Period) -> list[Known]:
    """What is published, and for growth also what follows from published levels on one basis."""
    published = evidence.levels(claim.indicator, claim.powertrain, place, period, claim.stated_in)
    if not claim.indicator.endswith("_yoy"):
        return published
    return [*published, *_computed(claim, evidence, place, period, [known.basis for known in published])]


def _computed(
    claim: Claim, evidence: Evidence, place: str | None, period: Period, done: Sequence[str | None]
) -> list[Known]:
    level = claim.indicator.removesuffix("_yoy")
    found = []
    for now in evidence.levels(level, claim.powertrain, place, period):
        for before in evidence.levels(level, claim.powertrain, place, period.year_before()):
            rate = growth(now.figure, before.figure).value
            if rate is not None and now.basis not in done and not _implied(before, evidence):
                facts = (*now.facts, *before.facts)
                found.append(Known(rate, now.basis, facts, "derived", period, now.place, now.powertrain))
    return found


def _implied(level: Known, evidence: Evidence) -> bool:
    """Whether a level was itself computed from a growth rate, so that growth from it would go in a circle."""
    parents = [p for name in level.facts for p in evidence.facts[name].derived_from]
    return any(evidence.facts[p].indicator.endswith("_yoy") for p in parents if p in evidence.facts)


def _judge(claim: Claim, evidence: Evidence, a: Known, b: Known) -> Reason:
    holds = a.value > b.value if claim.comparator == "greater" else a.value < b.value
    firm = a.basis is not None and a.basis == b.basis
    outcome = (STATES if firm else FITS) if holds else OPPOSES
    return reason(
        ("holds" if holds else "fails") + ("" if firm else "_crossed"),
        outcome,
        firm,
        [a, b],
        own=_shown(a, evidence),
        other=_shown(b, evidence),
        working=f"{number(a.value)} - {number(b.value)} = {number(a.value - b.value)}",
    )


def _shown(known: Known, evidence: Evidence) -> tuple[str, str]:
    place, basis, value, days = (
        evidence.name(known.place),
        word("basis", known.basis or "unstated"),
        known.value,
        known.period.label,
    )
    return (f"{place[0]}, {days}, {basis[0]}: {number(value)}", f"{place[1]}，{days}，{basis[1]}：{number(value)}")
