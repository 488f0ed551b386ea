"""A known level: what a rule compares a statement with, and the reason it makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from landbridge.measurement.arithmetic import Figure
from landbridge.measurement.claims.reason import Reason, least
from landbridge.measurement.claims.words import Value
from landbridge.measurement.months import Period


@dataclass(frozen=True)
class Known:
    """A published level: one fact, or the sum of months on one basis."""

    value: float
    basis: str | None
    facts: tuple[str, ...]
    confidence: str | None
    period: Period
    place: str
    powertrain: str

    @property
    def figure(self) -> Figure:
        """The value with its basis."""
        return Figure(self.value, self.basis)


def reason(code: str, outcome: str, firm: bool, levels: Sequence[Known], **values: Value) -> Reason:
    """A reason that rests on known levels."""
    return Reason(
        code=code,
        outcome=outcome,
        firm=firm,
        facts=tuple(dict.fromkeys(name for known in levels for name in known.facts)),
        bases=tuple(dict.fromkeys(known.basis for known in levels if known.basis is not None)),
        confidence=least(known.confidence for known in levels),
        values=values,
    )
