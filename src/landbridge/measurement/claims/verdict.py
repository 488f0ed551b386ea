"""Verdicts: what the reasons come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.reason import DIFFERS, FITS, OPPOSES, STATES, Reason

VERDICTS = ("contradicted", "languages_disagree", "confirmed", "forecast", "indicative", "untestable")
_AHEAD = frozenset({"forecast", "outlook"})


def verdicts(claim: Claim, reasons: Sequence[Reason], as_of: date) -> tuple[str, ...]:
    """The verdict, and what else holds.

    Notes
    -----
    A statement about days to come is a forecast, whatever else is found. Otherwise a firm reason against it outweighs
    a disagreement of the languages, that one a firm confirmation, and that one whatever only fits or crosses bases.
    A statement about several things is confirmed only if each of them is.
    """
    found = []
    if any(reason.outcome == OPPOSES and reason.firm for reason in reasons):
        found.append("contradicted")
    if any(reason.outcome == DIFFERS for reason in reasons):
        found.append("languages_disagree")
    if _confirmed(claim, reasons):
        found.append("confirmed")
    if "confirmed" not in found and any(reason.outcome in (FITS, OPPOSES, STATES) for reason in reasons):
        found.append("indicative")
    if claim.kind in _AHEAD and (claim.ends is None or claim.ends > as_of):
        found.insert(0, "forecast")
    main = found[0] if found else "untestable"
    others = [code for code in found[1:] if code in ("languages_disagree", "confirmed") and main != code]
    return (main, *others)


def _confirmed(claim: Claim, reasons: Sequence[Reason]) -> bool:
    stating = sum(reason.outcome == STATES and reason.firm for reason in reasons)
    return stating >= max(1, len(claim.members))
