"""Admission: which facts were known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from landbridge.measurement.facts import Fact

PUBLICATION_LAG_D = 15


def ancestors(name: str, facts: Mapping[str, Fact]) -> frozenset[str]:
    """A fact and all that it was computed from."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead += facts[here].derived_from if here in facts else ()
    return frozenset(found)


def admitted(name: str, facts: Mapping[str, Fact], as_of: date) -> bool:
    """Whether a fact was known on a day.

    Notes
    -----
    One that is dated: published by then. One without a date that was computed: if all it was computed from was known.
    Any other without a date: if its period had ended long enough before for a month's figures to be out, or if it
    has no period (a distance, a transit time).
    """
    fact = facts[name]
    if fact.published_on is None and fact.derived_from:
        roots = (facts[root] for root in ancestors(name, facts) if root != name and root in facts)
        return all(_out(root, as_of) for root in roots if root.published_on is not None or not root.derived_from)
    return _out(fact, as_of)


def _out(fact: Fact, as_of: date) -> bool:
    if fact.published_on is not None:
        return fact.published_on <= as_of
    return fact.ends is None or fact.ends + timedelta(days=PUBLICATION_LAG_D) <= as_of
