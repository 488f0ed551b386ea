"""Members: what a statement says is there, looked up in the case's sites and in the facts that speak of them."""

from __future__ import annotations

from landbridge.measurement.claims.claim import Claim, Member
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.reason import FITS, NOTES, STATES, Reason, least
from landbridge.measurement.claims.sites import Site
from landbridge.measurement.claims.words import Value, word


def weigh(claim: Claim, evidence: Evidence) -> list[Reason]:
    """One reason a member. Found and spoken of by a published fact: it is there. Found only: it fits. Else unknown.

    Notes
    -----
    That the tables do not hold a thing is no proof that it is not there. Sites that are synthetic, that open later
    than the day of the evidence, or that no row makes anything of the segment at, do not count.
    """
    return [_look_up(member, claim, evidence) for member in claim.members]


def _look_up(member: Member, claim: Claim, evidence: Evidence) -> Reason:
    place = member.place or claim.place
    found = [
        site
        for site in evidence.sites.values()
        if _is(site, member) and evidence.within(site.place, place) and not (site.opens and site.opens > evidence.as_of)
    ]
    later = [site for site in evidence.sites.values() if _is(site, member) and evidence.within(site.place, place)]
    names = {site.name for site in found}
    facts = tuple(
        name
        for name, fact in sorted(evidence.independent(claim.stated_in).items())
        if fact.origin in names and fact.confidence == "published" and not fact.flawed
    )
    values: dict[str, Value] = {
        "member": word(member.attribute, member.value)
        if member.attribute != "site"
        else evidence.site_name(member.value),
        "place": evidence.name(place),
        "sites": _names(found),
        "later": ", ".join(f"{site.name} ({site.opens})" for site in later if site.name not in names) or "-",
    }
    if not found:
        return Reason("member_unknown", NOTES, False, values=values)
    confidence = (
        least(evidence.facts[name].confidence for name in facts) if facts else least(s.confidence for s in found)
    )
    code, outcome = ("member_reported", STATES) if facts else ("member_listed", FITS)
    return Reason(code, outcome, bool(facts), facts, (), confidence, values)


def _is(site: Site, member: Member) -> bool:
    if member.attribute == "maker":
        return site.maker == member.value
    if member.attribute == "kind":
        return site.kind == member.value
    if member.attribute == "segment":
        return member.value in site.segments
    return member.attribute == "site" and site.name == member.value


def _names(sites: list[Site]) -> tuple[str, str]:
    ordered = sorted(sites, key=lambda site: site.name)
    return ", ".join(site.names[0] for site in ordered), "、".join(site.names[1] for site in ordered)
