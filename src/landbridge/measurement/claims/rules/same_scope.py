"""Same scope: what others publish about the same indicator, vehicles, place and days."""

from __future__ import annotations

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.known import Known, reason
from landbridge.measurement.claims.reason import FITS, NOTES, OPPOSES, STATES, Reason
from landbridge.measurement.claims.words import Value, number, word


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """A figure on the statement's basis decides; where it names none, any basis may bear it out.

    Notes
    -----
    On another basis than the one a statement names, a figure is only indicative.
    """
    stated = claim.value
    if stated is None or claim.kind not in ("reported", "count", "forecast"):
        return []
    found = evidence.levels(claim.indicator, claim.powertrain, claim.place, claim.period, claim.stated_in)
    borne_out = any(_holds(claim, stated, known) for known in found)
    reasons = []
    for known in found:
        holds = _holds(claim, stated, known)
        same = known.basis == claim.basis or (claim.basis is None and (holds or not borne_out))
        code = f"{'same_scope' if same else 'other_basis'}_{'agrees' if holds else 'differs'}"
        outcome = (STATES if same else FITS) if holds else OPPOSES
        reasons.append(
            reason(
                code,
                outcome,
                same,
                [known],
                stated=stated,
                found=known.value,
                basis=word("basis", known.basis or "unstated"),
                compared=compared(stated, known.value, claim.unit),
            )
        )
    return reasons if borne_out else reasons + _look_alikes(claim, stated, evidence)


def compared(stated: float, found: float, unit: str) -> str:
    """Two figures set against each other: a difference for rates, a ratio for quantities."""
    if unit in ("percent", "percentage_points"):
        return f"{number(stated)} - {number(found)} = {stated - found:+,.1f}"
    if found <= 0:
        return f"{number(stated)} : {number(found)}"
    return f"{number(stated)} / {number(found)} - 1 = {100 * (stated / found - 1):+,.1f} %"


def _holds(claim: Claim, stated: float, known: Known) -> bool:
    return known.value > stated if claim.comparator == "greater" else claim.agrees(stated, known.value)


def _look_alikes(claim: Claim, stated: float, evidence: Evidence) -> list[Reason]:
    """The same figure where it is published about other vehicles: a hint at how an error came about."""
    reasons = []
    for powertrain in ("all", "nev", "bev", "phev", "ice"):
        if powertrain == claim.powertrain:
            continue
        for known in evidence.levels(claim.indicator, powertrain, claim.place, claim.period, claim.stated_in):
            if claim.agrees(stated, known.value) and not claim.indicator.endswith("_yoy"):
                values: dict[str, Value] = {"found": known.value, "vehicles": word("powertrain", powertrain)}
                shown = compared(stated, known.value, claim.unit)
                reasons.append(reason("look_alike", NOTES, False, [known], compared=shown, **values))
    return reasons
