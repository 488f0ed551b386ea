"""The nearest name: what a misspelt word probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection

_MANY = 2_000
_CLOSE = 8


def nearest(word: str, names: Collection[str], likeness: float = 0.6) -> str | None:
    """The name most like the word, or None where none is near.

    Among very many names only those of about the same length and the same beginning or end are compared, so that a
    question stays a matter of milliseconds.

    Parameters
    ----------
    word
        As it was written.
    names
        What it may have meant.
    likeness
        From 0 (anything) to 1 (the same).

    Examples
    --------
    >>> nearest("orgin", ["lane", "origin", "destination"])
    'origin'
    >>> nearest("itmes", ["sites", "items"])
    'items'
    >>> nearest("Zhengzhou", ["zhengzhou", "luoyang"])
    'zhengzhou'
    >>> nearest("x", ["origin"]) is None
    True
    """
    if not 0 < len(word) <= 200:
        return None
    folded = word.casefold()
    candidates = [name for name in names if abs(len(name) - len(word)) <= max(2, len(word) // 3)]
    if len(candidates) > _MANY:
        ends = folded[:2], folded[-2:]
        candidates = [n for n in candidates if n.casefold().startswith(ends[0]) or n.casefold().endswith(ends[1])]
    by_fold = {name.casefold(): name for name in candidates[:_MANY]}
    found = difflib.get_close_matches(folded, by_fold, n=_CLOSE, cutoff=likeness)
    return by_fold[min(found, key=lambda name: _slips(folded, name))] if found else None


def _slips(one: str, other: str) -> int:
    """How many slips of the hand lead from one word to the other: a letter more, less, or wrong, or two exchanged."""
    before, here = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, here = before, here, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, here[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            here.append(cost)
    return here[-1]
