"""Rings in lists of edges."""

from __future__ import annotations

import graphlib
import itertools

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from landbridge.network.rules.rings import rings

_NAMES = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(_NAMES, _NAMES), max_size=14))
def test_a_ring_is_found_exactly_where_no_order_exists(edges: list[tuple[str, str]]) -> None:
    frame = pl.DataFrame(edges, schema={"tail": pl.String, "head": pl.String}, orient="row")
    after: dict[str, set[str]] = {}
    for tail, head in edges:
        after.setdefault(tail, set()).add(head)
    try:
        graphlib.TopologicalSorter(after).prepare()
        ordered = True
    except graphlib.CycleError:
        ordered = False
    found = rings(frame)
    assert (found == []) == ordered
    for ring in found:
        assert ring[0] == ring[-1] == min(ring)
        assert len(set(ring)) == len(ring) - 1
        assert all(pair in edges for pair in itertools.pairwise(ring))


def test_a_long_chain_is_no_ring_and_is_no_deeper_than_memory() -> None:
    names = [f"{i:05d}" for i in range(3000)]
    chain = pl.DataFrame({"tail": names[:-1], "head": names[1:]})
    assert rings(chain.tail(200)) == []
    closed = pl.concat([chain, pl.DataFrame({"tail": [names[-1]], "head": [names[0]]})])
    assert rings(closed) == [[*names, names[0]]]
