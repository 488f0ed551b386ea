"""A long run that can be stopped: Ctrl-C is heard between slices and after the record, and the state is kept."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from landbridge.documents import Record
from landbridge.simulation.simulation import Simulation

Keep = Callable[[Simulation], Path]


class Kept(Exception):
    """The run was interrupted, and ``kept`` is the folder from which it can be resumed."""

    def __init__(self, kept: Path) -> None:
        super().__init__(str(kept))
        self.kept = kept


def finish(simulation: Simulation, keep: Keep, keep_at_ms: int | None, progress: Callable[[float], None]) -> Record:
    """Run to the end of the horizon, keeping the state at an instant, or when the run is interrupted.

    Parameters
    ----------
    keep
        Keeps the simulation and says where.
    keep_at_ms
        The instant to keep it at, once [ms since the case's start]; None: only if interrupted.

    Raises
    ------
    Kept
        If it was interrupted; the state is kept.
    """
    with _heard_later() as interrupted:

        def advance(to_ms: int | None) -> None:
            for done in simulation.slices(to_ms):
                progress(done)
                if interrupted():
                    raise Kept(keep(simulation))

        if keep_at_ms is not None and simulation.now_ms <= keep_at_ms:
            advance(keep_at_ms)
            keep(simulation)
        advance(None)
        record = simulation.record()
        if interrupted():
            raise Kept(keep(simulation))
    return record


@contextlib.contextmanager
def _heard_later() -> Iterator[Callable[[], bool]]:
    """Hold Ctrl-C and a request to end back, and tell whether one came."""
    heard: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    former = {number: signal.signal(number, lambda n, _: heard.append(n)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(heard)
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    if heard:
        raise KeyboardInterrupt
