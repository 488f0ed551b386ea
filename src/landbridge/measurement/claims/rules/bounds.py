"""Bounds: a part is never more than its whole, be it a place, a powertrain or a stretch of days."""

from __future__ import annotations

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.known import Known, reason
from landbridge.measurement.claims.reason import FITS, OPPOSES, Reason
from landbridge.measurement.claims.words import word
from landbridge.measurement.months import Period

LEVELS = frozenset({"output", "output_cumulative", "sales", "export_units", "export_value", "trains", "teu"})
_WIDER = {"bev": ("nev", "all"), "phev": ("nev", "all"), "fcev": ("nev", "all"), "nev": ("all",), "ice": ("all",)}


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """The tightest published part and whole on each basis, firm only on the basis that the statement names."""
    stated, period = claim.value, claim.period
    if stated is None or period is None or claim.indicator not in LEVELS or claim.kind != "reported":
        return []
    parts: dict[str, Known] = {}
    wholes: dict[str, Known] = {}
    for known in _others(claim, evidence):
        key = known.basis or ""
        if _is_part(known, claim, period, evidence) and (key not in parts or parts[key].value < known.value):
            parts[key] = known
        if _is_whole(known, claim, period, evidence) and (key not in wholes or wholes[key].value > known.value):
            wholes[key] = known
    reasons = [_judge("part", known, stated, claim, evidence) for known in parts.values()]
    return reasons + [_judge("whole", known, stated, claim, evidence) for known in wholes.values()]


def _others(claim: Claim, evidence: Evidence) -> list[Known]:
    """Levels that differ from the statement's scope in the vehicles, in the place, or in the days: in one of them."""
    found = []
    for known in evidence.family(claim.indicator, claim.stated_in):
        differing = (known.place != claim.place, known.powertrain != claim.powertrain, known.period != claim.period)
        if sum(differing) == 1 and (known.basis == claim.basis or not _is_single_month(known.period)):
            found.append(known)
    return found


def _is_single_month(period: Period) -> bool:
    return period.days <= 31


def _is_part(known: Known, claim: Claim, period: Period, evidence: Evidence) -> bool:
    return (
        evidence.within(known.place, claim.place)
        and (known.powertrain == claim.powertrain or claim.powertrain in _WIDER.get(known.powertrain, ()))
        and period.first <= known.period.first
        and known.period.last <= period.last
    )


def _is_whole(known: Known, claim: Claim, period: Period, evidence: Evidence) -> bool:
    return (
        evidence.within(claim.place, known.place)
        and (known.powertrain == claim.powertrain or known.powertrain in _WIDER.get(claim.powertrain, ()))
        and known.period.first <= period.first
        and period.last <= known.period.last
    )


def _judge(relation: str, known: Known, stated: float, claim: Claim, evidence: Evidence) -> Reason:
    below, above = (known.value, stated) if relation == "part" else (stated, known.value)
    holds, rounding = below <= above, claim.agrees(stated, known.value)
    firm = claim.basis is not None and known.basis == claim.basis and (holds or not rounding)
    return reason(
        f"{relation}_{'fits' if holds else 'breaks'}" + ("" if firm else "_indicative"),
        FITS if holds else OPPOSES,
        firm,
        [known],
        stated=stated,
        found=known.value,
        scope=_scope(known, evidence),
        percent=100 * below / above if above > 0 else 0.0,
        below=below,
        above=above,
        rest=above - below,
    )


def _scope(known: Known, evidence: Evidence) -> tuple[str, str]:
    """The place, vehicles, days and basis of a level, in words."""
    place, vehicles, basis = (
        evidence.name(known.place),
        word("powertrain", known.powertrain),
        word("basis", known.basis or "unstated"),
    )
    days = known.period.label
    return (f"{place[0]}, {vehicles[0]}, {days}, {basis[0]}", f"{place[1]}，{vehicles[1]}，{days}，{basis[1]}")
