"""Count: firms that the case's tables name, where these do not rest on the statement itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.reason import FITS, NOTES, OPPOSES, STATES, Reason, least
from landbridge.measurement.claims.words import number

_KINDS: Mapping[str, str] = MappingProxyType({"vehicle_makers": "vehicle_plant", "component_firms": "component_plant"})


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """The tables list what somebody named: they can bear a count out or exceed it, never show it too high."""
    stated, kind = claim.value, _KINDS.get(claim.indicator)
    if stated is None or kind is None or claim.kind != "count":
        return []
    sites = [
        site
        for site in evidence.sites.values()
        if site.kind == kind
        and site.maker is not None
        and evidence.within(site.place, claim.place)
        and not site.derived_from & claim.stated_in
    ]
    makers = sorted({site.maker for site in sites if site.maker is not None})
    named = len(makers)
    reached = named > stated if claim.comparator == "greater" else named == stated
    exceeds = named > stated and claim.comparator == "equal"
    return [
        Reason(
            code="names_reach" if reached else "names_exceed" if exceeds else "names_fewer",
            outcome=STATES if reached else OPPOSES if exceeds else NOTES if named * 2 < stated else FITS,
            firm=reached,
            confidence=least(site.confidence for site in sites),
            values={
                "named": float(named),
                "stated": stated,
                "makers": ", ".join(makers) or "-",
                "working": f"{named} : {number(stated)}",
            },
        )
    ]
