"""Languages: whether the English and the Chinese text say the same."""

from __future__ import annotations

from collections.abc import Sequence

from landbridge.measurement.claims.claim import Claim
from landbridge.measurement.claims.reason import DIFFERS, NOTES, Reason
from landbridge.measurement.claims.words import Value, word


def compare_languages(claim: Claim, claims: Sequence[Claim]) -> list[Reason]:
    """Two figures that differ; or one that the other text prints about other days or as another kind of statement."""
    en, zh = claim.value_en, claim.value_zh
    if en is not None and zh is not None:
        return [] if claim.agrees(en, zh) else [Reason("languages_differ", DIFFERS, True, values={"en": en, "zh": zh})]
    if claim.value is None:
        return []
    language, other = ("en", "zh") if zh is None else ("zh", "en")
    values: dict[str, Value] = {
        "stated": claim.value,
        "language": word("language", language),
        "other": word("language", other),
    }
    twins = [twin for twin in claims if _is_twin(claim, twin, language)]
    if not twins:
        return [Reason("one_language", NOTES, False, values=values)]
    return [
        Reason(
            "languages_other_scope",
            DIFFERS,
            True,
            values={
                **values,
                "twin": twin.name,
                "days": twin.period.label if twin.period else "-",
                "kind": word("kind", twin.kind),
            },
        )
        for twin in twins
    ]


def _is_twin(claim: Claim, twin: Claim, language: str) -> bool:
    """Whether another statement gives the figure, in the other language alone, about something else."""
    only_other = twin.value_en is None if language == "en" else twin.value_zh is None
    scope = (claim.indicator, claim.powertrain, claim.place) == (twin.indicator, twin.powertrain, twin.place)
    differs = (claim.period, claim.kind) != (twin.period, twin.kind)
    if twin.name == claim.name or not (only_other and scope and differs) or twin.value is None or claim.value is None:
        return False
    return claim.agrees(claim.value, twin.value)
