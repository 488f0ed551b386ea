"""Rings: names that lead back to themselves."""

from __future__ import annotations

import polars as pl


def rings(edges: pl.DataFrame) -> list[list[str]]:
    """The rings in a list of edges, one for each knot of names.

    Parameters
    ----------
    edges
        Columns ``tail`` and ``head`` (names).

    Returns
    -------
    list of list of str
        Each ring once, from its first name in order of names round to that name again.

    Notes
    -----
    Edges that cannot be in a ring are peeled off in bulk; only what is left is walked.

    Examples
    --------
    >>> rings(pl.DataFrame({"tail": ["b", "a", "c", "c"], "head": ["a", "b", "a", "c"]}))
    [['a', 'b', 'a'], ['c', 'c']]
    """
    left = edges.select("tail", "head").drop_nulls().unique()
    while left.height:
        fewer = left.join(left.select(tail="head").unique(), on="tail", how="semi")
        fewer = fewer.join(fewer.select(head="tail").unique(), on="head", how="semi")
        if fewer.height == left.height:
            break
        left = fewer
    after: dict[str, list[str]] = {}
    for tail, head in left.sort("tail", "head").iter_rows():
        after.setdefault(tail, []).append(head)
    return _walk(after)


def _walk(after: dict[str, list[str]]) -> list[list[str]]:
    """Depth first; a name met again on the way down closes a ring."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in after:
        way: dict[str, int] = {}
        stack = [] if start in done else [(start, iter(after[start]))]
        if stack:
            way[start] = 0
        while stack:
            name, heads = stack[-1]
            head = next(heads, None)
            if head is None:
                stack.pop()
                del way[name]
                done.add(name)
            elif head in way:
                found.append(_turn(list(way)[way[head] :]))
            elif head not in done and head in after:
                way[head] = len(way)
                stack.append((head, iter(after[head])))
    return sorted(found)


def _turn(ring: list[str]) -> list[str]:
    first = ring.index(min(ring))
    turned = ring[first:] + ring[:first]
    return [*turned, turned[0]]
