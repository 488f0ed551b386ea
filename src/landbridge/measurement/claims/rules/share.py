"""Share: a share and its part imply the whole, which others may have published."""

from __future__ import annotations

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.known import Known, reason
from landbridge.measurement.claims.reason import FITS, NOTES, OPPOSES, STATES, Reason
from landbridge.measurement.claims.words import Value, number, word


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """The implied whole beside the same months' whole, fewer months' whole, and other counts of the same months."""
    stated, period = claim.value, claim.period
    if stated is None or period is None or not claim.indicator.endswith("_share") or claim.kind != "reported":
        return []
    if stated <= 0:
        return []
    indicator = claim.indicator.removesuffix("_share")
    reasons: list[Reason] = []
    for part in evidence.levels(indicator, claim.powertrain, claim.place, period):
        if part.basis != claim.basis and claim.basis is not None:
            continue
        implied = 100 * part.value / stated
        working = f"{number(part.value)} / {number(stated)} % = {number(implied)}"
        tested = []
        for whole in evidence.levels(indicator, "all", claim.place, period, claim.stated_in):
            if whole.basis == part.basis:
                agrees = claim.agrees(implied, whole.value)
                code = "whole_agrees" if agrees else "whole_differs"
                tested.append(_judge(code, STATES if agrees else OPPOSES, True, [part, whole], implied, working))
        for whole in evidence.all_levels(indicator, "all", claim.place, claim.stated_in):
            inside = period.first <= whole.period.first and whole.period.last <= period.last and whole.period != period
            if whole.basis == part.basis and inside:
                fits = implied >= whole.value
                code = "whole_covers" if fits else "whole_below"
                tested.append(_judge(code, FITS if fits else OPPOSES, True, [part, whole], implied, working))
        reasons += tested + _elsewhere(claim, evidence, part, implied, working)
        if not reasons:
            reasons.append(reason("implied_whole", NOTES, False, [part], implied=implied, working=working))
    return reasons


def _judge(code: str, outcome: str, firm: bool, levels: list[Known], implied: float, working: str) -> Reason:
    whole = levels[-1]
    values: dict[str, Value] = {
        "implied": implied,
        "found": whole.value,
        "days": whole.period.label,
        "working": working,
    }
    return reason(code, outcome, firm, levels, basis=word("basis", whole.basis or "unstated"), **values)


def _elsewhere(claim: Claim, evidence: Evidence, part: Known, implied: float, working: str) -> list[Reason]:
    """Figures of the same place and months that count something else, or are doubted, and yet come close."""
    reasons = []
    for name, fact in sorted(evidence.independent(claim.stated_in).items()):
        point, days = fact.point, fact.dated()
        same = fact.place == claim.place and fact.powertrain == "all" and days is not None and days == claim.period
        if not same or point is None or days is None or fact.unit != "vehicles" or not claim.agrees(implied, point):
            continue
        if fact.indicator != claim.indicator.removesuffix("_share") or fact.flawed:
            known = Known(point, fact.basis, (name,), fact.confidence, days, fact.place or "", "all")
            counted, quality = word("indicator", fact.indicator), word("quality", fact.quality or "sound")
            values: dict[str, Value] = {"implied": implied, "found": point, "working": working}
            values |= {"counted": counted, "quality": quality}
            reasons.append(reason("whole_elsewhere", FITS, False, [part, known], **values))
    return reasons
