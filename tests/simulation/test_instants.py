"""Instants in five bytes: what is put in comes out, as far as five bytes reach."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from landbridge.simulation.compiled import compiled
from landbridge.simulation.instants import Array, instant, instants, put
from landbridge.simulation.layout import LAST, NEVER, TIMES


@compiled
def _through(times: Array, t: int) -> int:
    put(times[0].finished, t)
    return instant(times[0].finished)


@given(st.integers(-1, LAST))
def test_an_instant_comes_out_as_it_was_put_in(t: int) -> None:
    times = np.zeros(1, TIMES)
    assert _through(times, t) == t
    assert instants(times["finished"]).tolist() == [t]
    assert instants(times["started"]).tolist() == [0]


def test_what_is_later_than_the_last_instant_is_the_last() -> None:
    assert _through(np.zeros(1, TIMES), NEVER) == LAST
