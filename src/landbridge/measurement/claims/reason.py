"""A reason: one step that speaks for or against a statement, with its facts and its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from landbridge.measurement.claims.words import Value

_CONFIDENCE = ("published", "derived", "estimate", "recalled", "synthetic")
STATES, FITS, OPPOSES, DIFFERS, NOTES = "states", "fits", "opposes", "differs", "notes"


@dataclass(frozen=True)
class Reason:
    """One step of a test.

    Parameters
    ----------
    code
        Names its sentence and its arithmetic in words.csv.
    outcome
        ``states``: the facts say the same, on their own; ``fits``: they do not rule it out; ``opposes``;
        ``differs``: the two languages say different things; ``notes``.
    firm
        Whether it holds on the statement's own basis; else it is only indicative.
    facts
        The facts it rests on.
    bases
        The bases of these.
    confidence
        How well the least certain of them is known.
    values
        What the sentence and the arithmetic name.
    """

    code: str
    outcome: str
    firm: bool
    facts: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    confidence: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


def least(confidences: Iterable[str | None]) -> str | None:
    """The least certain of some confidences.

    Examples
    --------
    >>> least(["published", "derived"])
    'derived'
    """
    known = [c for c in confidences if c in _CONFIDENCE]
    return max(known, key=_CONFIDENCE.index, default=None)
