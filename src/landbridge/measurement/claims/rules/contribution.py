"""Contribution: how much of a whole, and of its growth, a place accounts for."""

from __future__ import annotations

from landbridge.measurement.arithmetic import Figure, Ratio, base_of, contribution, growth, pull, share
from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.known import Known, reason
from landbridge.measurement.claims.reason import FITS, NOTES, Reason
from landbridge.measurement.claims.words import number, word


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """Share, pull and contribution rate; across two bases each is shown as indicative.

    Notes
    -----
    Where a whole is published on the part's own basis, only that one is taken.
    """
    if claim.comparator != "question" or claim.reference_place is None or claim.period is None:
        return []
    parts = evidence.levels(claim.indicator, claim.powertrain, claim.place, claim.period)
    parts = [part for part in parts if claim.basis is None or part.basis == claim.basis]
    wholes = evidence.levels(claim.indicator, claim.powertrain, claim.reference_place, claim.period)
    pairs = [(part, whole) for part in parts for whole in wholes]
    straight = [(part, whole) for part, whole in pairs if part.basis == whole.basis]
    return [found for part, whole in straight or pairs for found in _answer(claim, evidence, part, whole)]


def _answer(claim: Claim, evidence: Evidence, part: Known, whole: Known) -> list[Reason]:
    found = share(part.figure, whole.figure, across=True)
    if found.value is None:
        return []
    names = {"part_name": evidence.name(claim.place), "whole_name": evidence.name(claim.reference_place)}
    bases = {
        "part_basis": word("basis", part.basis or "unstated"),
        "whole_basis": word("basis", whole.basis or "unstated"),
    }
    code = "share_of_whole" + ("_crossed" if found.indicative else "")
    values = {"part": part.value, "whole": whole.value, "percent": found.value}
    reasons = [reason(code, FITS, not found.indicative, [part, whole], **values, **names, **bases)]
    assert claim.period is not None
    before = evidence.levels(claim.indicator, claim.powertrain, claim.reference_place, claim.period.year_before())
    for whole_before in [known for known in before if known.basis == whole.basis]:
        for rate in evidence.levels(f"{claim.indicator}_yoy", claim.powertrain, claim.place, claim.period):
            base = base_of(part.figure, rate.value) if rate.basis == part.basis else None
            if base is not None:
                reasons += _growth(part, rate, base, whole, whole_before, names)
    return reasons


def _growth(
    part: Known, rate: Known, base: Figure, whole: Known, before: Known, names: dict[str, tuple[str, str]]
) -> list[Reason]:
    known = [part, rate, whole, before]
    of_whole = growth(whole.figure, before.figure)
    pulled = pull(part.figure, base, before.figure, across=True)
    rest = contribution(part.figure, base, whole.figure, before.figure, across=True)
    change, total = part.value - base.value, whole.value - before.value
    working = (
        f"{number(part.value)} / (1 + {number(rate.value)} %) = {number(base.value)}; "
        f"({number(part.value)} - {number(base.value)}) / {number(before.value)} = {_shown(pulled)}; "
        f"{number(change)} / ({number(whole.value)} - {number(before.value)}) = {number(change)} / {number(total)} = "
        f"{_shown(rest)}"
    )
    if pulled.value is None or rest.value is None or of_whole.value is None:
        refusal = word("refusal", pulled.refusal or rest.refusal or of_whole.refusal)
        return [reason("contribution_refused", NOTES, False, known, why=refusal, working=working, **names)]
    values = {"pull": pulled.value, "contribution": rest.value, "growth": of_whole.value, "rate": rate.value}
    code = "pull_and_contribution" + ("_crossed" if pulled.indicative else "")
    return [reason(code, FITS, not pulled.indicative, known, working=working, **values, **names)]


def _shown(ratio: Ratio) -> str:
    return "-" if ratio.value is None else f"{number(ratio.value)} %"
