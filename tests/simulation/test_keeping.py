"""Ctrl-C is heard whatever the engine is doing, and the state is kept."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from landbridge.documents import Record
from landbridge.simulation.keeping import Kept, finish
from landbridge.simulation.simulate import simulate
from landbridge.simulation.simulation import Simulation
from landbridge.simulation.state import keep, resume
from tests.oracle.engines import assert_same
from tests.oracle.sketch import sketch

posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
NETWORK, PLAN = sketch(
    [600],
    lines=[{"line": "L", "site": "P"}],
    takts=[{"line": "L", "takt_ns": 10_000_000}],
    schedule=[{"line": "L", "item": "a", "period": "2024-01", "quantity": 60}],
)


def _interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@posix
def test_an_interrupt_on_the_way_to_the_instant_keeps_what_has_happened(tmp_path: Path) -> None:
    simulation = Simulation(NETWORK, PLAN, 1)
    told: list[float] = []
    kept: list[int] = []

    def keeping(at: Simulation) -> Path:
        kept.append(at.now_ms)
        return tmp_path

    def progress(done: float) -> None:
        told.append(done)
        if len(told) == 3:
            _interrupt()

    with pytest.raises(Kept):
        finish(simulation, keeping, 405, progress)
    assert (kept, told) == ([30], [1 / 60, 2 / 60, 3 / 60])


def test_the_way_to_the_instant_has_slices_and_ends_there() -> None:
    simulation = Simulation(NETWORK, PLAN, 1)
    told: list[float] = []
    kept: list[tuple[int, int]] = []

    def keeping(at: Simulation) -> Path:
        kept.append((at.now_ms, len(told)))
        return Path()

    record = finish(simulation, keeping, 405, told.append)
    assert kept == [(405, 41)]
    assert told == sorted(told)
    assert told[-1] == 1
    assert_same(record, simulate(NETWORK, PLAN, 1))


@posix
def test_an_interrupt_while_the_record_is_made_keeps_the_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    simulation, whole = Simulation(NETWORK, PLAN, 1), Simulation.record

    def record(self: Simulation) -> Record:
        _interrupt()
        return whole(self)

    def keeping(at: Simulation) -> Path:
        keep(at, tmp_path)
        return tmp_path

    monkeypatch.setattr(Simulation, "record", record)
    with pytest.raises(Kept):
        finish(simulation, keeping, None, lambda done: None)
    monkeypatch.undo()
    resumed = resume(NETWORK, PLAN, tmp_path)
    assert_same(finish(resumed, keeping, None, lambda done: None), simulate(NETWORK, PLAN, 1))
