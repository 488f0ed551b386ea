"""Every claim of a case, tested against what was known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from landbridge.measurement.claims.claim import Claim, read_claims
from landbridge.measurement.claims.evidence import Evidence, gather
from landbridge.measurement.claims.languages import compare_languages
from landbridge.measurement.claims.reason import NOTES, Reason, least
from landbridge.measurement.claims.rules import RULES
from landbridge.measurement.claims.verdict import verdicts
from landbridge.tables.case import Case


@dataclass(frozen=True)
class Examined:
    """A claim with its verdict.

    Parameters
    ----------
    verdict, also
        The verdict, and what else holds.
    reasons
        Why, in the order of the rules.
    undated
        The facts used whose day of publication is not known.
    """

    claim: Claim
    verdict: str
    also: tuple[str, ...]
    reasons: tuple[Reason, ...]
    undated: frozenset[str]

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts used."""
        return tuple(dict.fromkeys(name for reason in self.reasons for name in reason.facts))

    @property
    def bases(self) -> tuple[str, ...]:
        """All bases these stand on."""
        return tuple(dict.fromkeys(basis for reason in self.reasons for basis in reason.bases))

    @property
    def confidence(self) -> str | None:
        """How well the least certain of them is known."""
        return least(reason.confidence for reason in self.reasons)


def examine(case: Case, as_of: date | None = None) -> tuple[Examined, ...]:
    """Test every claim of a case.

    Parameters
    ----------
    as_of
        What became known later is not used. Default: the case's own ``as_of``.

    Returns
    -------
    tuple of Examined
        Sorted by the claims' names.
    """
    evidence = gather(case, as_of or case.settings.as_of)
    claims = read_claims(case["claims"])
    return tuple(_examine(claim, claims, evidence) for claim in claims)


def _other_unit(claim: Claim, evidence: Evidence) -> list[Reason]:
    """A figure in another unit than its indicator's speaks neither for nor against anything."""
    usual = evidence.units.get(claim.indicator)
    if claim.value is None or not claim.unit or usual is None or claim.unit == usual:
        return []
    values = {"unit": claim.unit, "indicator": claim.indicator, "usual": usual}
    return [Reason("other_unit", NOTES, False, values=values)]


def _examine(claim: Claim, claims: tuple[Claim, ...], evidence: Evidence) -> Examined:
    reasons = _other_unit(claim, evidence) or [found for rule in RULES for found in rule(claim, evidence)]
    reasons += compare_languages(claim, claims)
    if not reasons:
        reasons.append(Reason("nothing_known", NOTES, False, values={"as_of": str(evidence.as_of)}))
    main, *also = verdicts(claim, reasons, evidence.as_of)
    used = {name for reason in reasons for name in reason.facts}
    undated = frozenset(name for name in used if evidence.facts[name].published_on is None)
    return Examined(claim, main, tuple(also), tuple(reasons), undated)
