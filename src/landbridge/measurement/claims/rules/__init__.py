"""How statements are tested: one rule a file, each a function from a claim and the evidence to its reasons."""

from __future__ import annotations

from collections.abc import Callable

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.evidence import Evidence
from landbridge.measurement.claims.reason import Reason
from landbridge.measurement.claims.rules import (
    bounds,
    comparison,
    contribution,
    count,
    forecast,
    growth,
    members,
    milestone,
    outlook,
    same_scope,
    share,
    transit,
)

Rule = Callable[[Claim, Evidence], list[Reason]]

RULES: tuple[Rule, ...] = (
    contribution.weigh,
    same_scope.weigh,
    bounds.weigh,
    growth.weigh,
    share.weigh,
    comparison.weigh,
    milestone.weigh,
    count.weigh,
    members.weigh,
    transit.weigh,
    forecast.weigh,
    outlook.weigh,
)
