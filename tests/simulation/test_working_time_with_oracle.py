"""The compiled working time against the plain one (docs/simulation.md W1-W4)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from landbridge.simulation.working_time import advance, lay_out, open_at, when_worked, work_until
from tests.oracle.clock import NEVER
from tests.oracle.rate_maps import RateMap

Steps = list[tuple[int, int]]
RATES = st.sampled_from([0, 0, 1, 37, 333, 370, 500, 733, 1000, 1250, 2000, 9999])


@st.composite
def _steps(draw: st.DrawFn) -> Steps:
    instants = sorted(draw(st.sets(st.integers(0, 3000), min_size=1, max_size=30)))
    return [(t, draw(RATES)) for t in instants]


def _known(t: int) -> int:
    """One value for whatever lies beyond all horizons."""
    return NEVER if t >= 2**60 else t


@given(st.lists(_steps(), min_size=1, max_size=3), st.data())
@settings(max_examples=300, deadline=None)
def test_compiled_working_time_is_the_plain_one(maps: list[Steps], data: st.DataObject) -> None:
    segments, first, hint = lay_out(maps)
    plain = [RateMap(steps) for steps in maps]
    # many questions to one set of hints: what was asked before must not matter
    for _ in range(20):
        m = data.draw(st.integers(0, len(maps) - 1))
        t = data.draw(st.integers(0, 3500))
        work = data.draw(st.integers(1, 2000))
        assert _known(int(open_at(segments, first, hint, m, t))) == plain[m].open_at(t)
        assert int(work_until(segments, first, hint, m, t)) == plain[m].work(t)
        assert _known(int(advance(segments, first, hint, m, t, work))) == plain[m].advance(t, work)
        goal = plain[m].work(t) + work
        assert _known(int(when_worked(segments, first, hint, m, t, goal))) == plain[m].reach(goal, t)


@given(_steps(), st.integers(0, 3500), st.integers(1, 300))
@settings(max_examples=200, deadline=None)
def test_the_plain_one_is_the_first_instant_counted_ms_by_ms(steps: Steps, t: int, work: int) -> None:
    rates = RateMap(steps)
    begin = rates.open_at(t)
    if begin >= NEVER:
        assert all(rate == 0 for s, rate in steps if s > t)
        return
    assert all(_rate(steps, earlier) == 0 for earlier in range(t, begin))
    assert _rate(steps, begin) > 0
    done = rates.advance(t, work)
    for instant in range(begin, min(done, begin + 3000)):
        assert _counted(steps, instant) - _counted(steps, begin) < work
    if done < NEVER:
        assert _counted(steps, done) - _counted(steps, begin) >= work


def _rate(steps: Steps, t: int) -> int:
    return [rate for s, rate in steps if s <= t or s == steps[0][0]][-1]


def _counted(steps: Steps, t: int) -> int:
    """W(t) straight from W2: whole segments, each floored, and the part of the last."""
    bounds = [*(s for s, _ in steps[1:] if s < t), t]
    starts = [steps[0][0], *bounds[:-1]]
    return sum((end - start) * _rate(steps, start) // 1000 for start, end in zip(starts, bounds, strict=True))
