"""Growth: a growth rate and a level imply the level of the year before, which others may have published."""

from __future__ import annotations

from landbridge.measurement.arithmetic import base_of
from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.known import Known, reason
from landbridge.measurement.claims.reason import FITS, NOTES, OPPOSES, STATES, Reason
from landbridge.measurement.claims.words import number, word


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """The implied base beside that of the same months, of more and of fewer months of the year before.

    Notes
    -----
    The level may be the statement's own neighbour in the same text: the two are tested together. The base never
    rests on the growth that is tested, and always stands on the level's own basis.
    """
    stated, period = claim.value, claim.period
    if stated is None or period is None or not claim.indicator.endswith("_yoy") or claim.kind != "reported":
        return []
    indicator = claim.indicator.removesuffix("_yoy")
    levels = evidence.levels(indicator, claim.powertrain, claim.place, period)
    reasons: list[Reason] = []
    for level in [level for level in levels if level.basis == claim.basis or claim.basis is None]:
        implied = base_of(level.figure, stated)
        if implied is None:
            continue
        before = period.year_before()
        own = claim.stated_in
        exact = evidence.levels(indicator, claim.powertrain, claim.place, before, own)
        nearby = evidence.all_levels(indicator, claim.powertrain, claim.place, own)
        tested = []
        for base in [*exact, *(known for known in nearby if known.period != before)]:
            if base.basis != level.basis:
                continue
            first, last = base.period.first, base.period.last
            if base.period == before:
                agrees = claim.agrees(implied.value, base.value)
                tested.append(_judge("base_agrees" if agrees else "base_differs", level, base, implied.value, stated))
            elif first <= before.first and before.last <= last:
                fits = implied.value <= base.value
                tested.append(_judge("base_within" if fits else "base_exceeds", level, base, implied.value, stated))
            elif before.first <= first and last <= before.last:
                fits = implied.value >= base.value
                tested.append(_judge("base_covers" if fits else "base_below", level, base, implied.value, stated))
        values = {"level": level.value, "stated": stated, "implied": implied.value}
        reasons += tested or [reason("implied_base", NOTES, False, [level], working=_working(values), **values)]
    return reasons


_OUTCOME = {
    "base_agrees": STATES,
    "base_differs": OPPOSES,
    "base_within": FITS,
    "base_exceeds": OPPOSES,
    "base_covers": FITS,
    "base_below": OPPOSES,
}


def _judge(code: str, level: Known, base: Known, implied: float, stated: float) -> Reason:
    values = {"level": level.value, "stated": stated, "implied": implied}
    return reason(
        code,
        _OUTCOME[code],
        True,
        [level, base],
        found=base.value,
        days=base.period.label,
        basis=word("basis", base.basis or "unstated"),
        working=_working(values),
        **values,
    )


def _working(values: dict[str, float]) -> str:
    return f"{number(values['level'])} / (1 + {number(values['stated'])} %) = {number(values['implied'])}"
