"""Published against model: every published figure that the model can speak to, beside the model's own."""

from __future__ import annotations

import math

import polars as pl

from landbridge.measurement.counterparts import Counterpart, find_counterpart
from landbridge.measurement.evidence import Evidence
from landbridge.measurement.facts import Fact
from landbridge.measurement.months import Period

_SCHEMA = {
    **dict.fromkeys(
        ("fact", "indicator", "powertrain", "place", "origin", "destination", "period", "basis"), pl.String
    ),
    **dict.fromkeys(("comparable", "unit"), pl.String),
    **dict.fromkeys(("published_low", "published_high", "model", "difference", "difference_percent"), pl.Float64),
    **dict.fromkeys(("standing", "confidence", "quality"), pl.String),
}


def published(evidence: Evidence) -> pl.DataFrame:
    """The table `published`, in order of indicator, powertrain, place and period.

    Notes
    -----
    A figure is comparable if the model speaks about the place on the fact's basis (`bases`), or if the fact, being
    no statistic, has none; a growth rate moreover only if its base is sound. Everything else is shown as
    indicative.
    """
    rows = []
    for fact in evidence.facts.values():
        found = find_counterpart(evidence, fact)
        if found is not None:
            rows.append(_row(evidence, fact, *found))
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return frame.sort("indicator", "powertrain", "place", "period", "fact", nulls_last=True)


def _row(evidence: Evidence, fact: Fact, found: Counterpart, period: Period) -> dict[str, object]:
    end = fact.low if found.value < fact.low else fact.high if found.value > fact.high else found.value
    difference = found.value - end
    return {
        "fact": fact.name,
        "indicator": fact.indicator,
        "powertrain": fact.powertrain,
        "place": fact.place or " → ".join(filter(None, (fact.origin, fact.destination))),
        "origin": fact.origin,
        "destination": fact.destination,
        "period": period.label if fact.dated() else None,
        "basis": fact.basis,
        "comparable": "yes" if _is_comparable(evidence, fact, found) else "indicative",
        "unit": fact.unit,
        "published_low": _known(fact.low),
        "published_high": _known(fact.high),
        "model": float(found.value),
        "difference": difference,
        "difference_percent": difference / abs(end) * 100 if end else None,
        "standing": evidence.ancestry.standing(fact, found.scope, found.facts),
        "confidence": fact.confidence,
        "quality": fact.quality,
    }


def _is_comparable(evidence: Evidence, fact: Fact, found: Counterpart) -> bool:
    if fact.family is None or fact.subject is None:
        return False
    same = fact.basis is None or fact.basis in evidence.bases.spoken(fact.family, fact.subject)
    return same and found.sound


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
