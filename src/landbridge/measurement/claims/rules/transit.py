"""Transit: a stated time under way beside the published ones to the same region, and trains that were reported."""

from __future__ import annotations

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.reason import FITS, NOTES, OPPOSES, STATES, Reason, least
from landbridge.measurement.claims.words import Value, number
from landbridge.measurement.facts import Fact

_TRAINS = frozenset({"car_trains_reported", "train", "vehicles_per_train", "trains"})


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """By country of arrival: is the stated time within, below or above what is published?

    Notes
    -----
    Below every published time to every country, it is contradicted; that some are reached makes it no record, which
    only a reported train to the region would be.
    """
    stated, region = claim.value, claim.reference_place
    if stated is None or region is None or claim.indicator != "transit_time":
        return []
    known = evidence.independent(claim.stated_in)
    times: dict[str, list[str]] = {}
    for name, fact in sorted(known.items()):
        if fact.indicator == "transit_time" and fact.unit == claim.unit and fact.low > 0 and fact.stated:
            place = _arrival(fact, claim, evidence)
            if place is not None and _leaves_from(fact, claim, evidence):
                times.setdefault(place, []).append(name)
    reached = any(min(known[name].low for name in names) <= stated for names in times.values())
    reasons = [_beside(place, names, known, stated, reached, evidence) for place, names in sorted(times.items())]
    return [*reasons, _trains(claim, region, known, evidence)]


def _beside(
    place: str, names: list[str], known: dict[str, Fact], stated: float, reached: bool, evidence: Evidence
) -> Reason:
    low = min(known[name].low for name in names)
    high = max(known[name].high if known[name].high < float("inf") else known[name].low for name in names)
    code = "transit_below" if stated < low else "transit_above" if stated > high else "transit_within"
    fits = stated >= low
    days = number(low) + (f"-{number(high)}" if high > low else "")
    working = f"{number(stated)} : {days}"
    return Reason(
        code,
        FITS if fits else OPPOSES,
        not fits and not reached,
        tuple(names),
        (),
        least(known[name].confidence for name in names),
        {"stated": stated, "days": days, "place": evidence.name(place), "working": working},
    )


def _trains(claim: Claim, region: str, known: dict[str, Fact], evidence: Evidence) -> Reason:
    reported = [
        name
        for name, fact in sorted(known.items())
        if fact.indicator in _TRAINS and _leaves_exactly(fact, claim, evidence) and fact.published_on is not None
    ]
    there = [name for name in reported if _arrival(known[name], claim, evidence) is not None]
    timed = [name for name in there if known[name].unit == "days"]
    values: dict[str, Value] = {
        "region": evidence.name(region),
        "place": evidence.name(claim.place),
        "named": ", ".join(reported) or "-",
    }
    if there:
        outcome = STATES if timed else FITS
        return Reason("train_reported", outcome, bool(timed), tuple(there), (), "published", values)
    return Reason("no_train_reported", NOTES, False, tuple(reported), (), None, {**values})


def _arrival(fact: Fact, claim: Claim, evidence: Evidence) -> str | None:
    """The country of arrival, if it lies in the region; ports are reached by sea, other sites by land."""
    site = evidence.sites.get(fact.destination or "")
    if site is None or not evidence.within(site.place, claim.reference_place):
        return None
    if claim.mode is not None and (site.kind == "port") != (claim.mode == "sea"):
        return None
    return site.place


def _leaves_from(fact: Fact, claim: Claim, evidence: Evidence) -> bool:
    """Whether it leaves from the place, or from a country around it."""
    return _leaves_exactly(fact, claim, evidence) or (fact.origin is None and evidence.within(claim.place, fact.place))


def _leaves_exactly(fact: Fact, claim: Claim, evidence: Evidence) -> bool:
    site = evidence.sites.get(fact.origin or "")
    return evidence.within(site.place if site else fact.place, claim.place)
